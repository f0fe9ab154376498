WITH due_clock AS (
  SELECT c.provider_id, k.rule, coalesce(k.outcome = wanted.outcome AND k.ended_at < k.due_at, false) AS is_met
  FROM support_clock k
  JOIN support_case c ON c.id = k.support_case_id
  JOIN (VALUES
    ('CARE-PLAN-FIRST', 'plan_reviewed'),
    ('CARE-CONTACT-HOUSE', 'contact_logged'),
    ('CARE-CONTACT-OUTREACH', 'contact_logged'),
    ('CARE-RNA-SUBMIT', 'rna_submitted')
  ) AS wanted (rule, outcome) ON wanted.rule = k.rule
  WHERE k.due_at > :first_at AND k.due_at <= :next_at
    AND (k.outcome = wanted.outcome OR (k.due_at <= :now AND (k.ended_at IS NULL OR k.ended_at >= k.due_at)))
)
