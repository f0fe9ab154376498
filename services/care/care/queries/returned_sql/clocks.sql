SELECT whose, kind || CASE WHEN is_met THEN '_met' ELSE '_missed' END AS category
FROM (
  SELECT coalesce(provider_id, 'none') AS whose, 'contact' AS kind,
         coalesce(contact_made_at <= contact_due_at, false) AS is_met
  FROM support_case
  WHERE contact_due_at > :first_at AND contact_due_at <= :next_at
    AND (contact_made_at IS NOT NULL OR contact_due_at <= :now)
  UNION ALL
  SELECT provider_id, 'incident', coalesce(reported_at < due_at, false)
  FROM incident
  WHERE due_at > :first_at AND due_at <= :next_at AND (reported_at IS NOT NULL OR due_at <= :now)
  UNION ALL
  SELECT coalesce(c.provider_id, 'none'), asked.kind, coalesce(k.ended_at < k.due_at, false)
  FROM support_clock k
  JOIN support_case c ON c.id = k.support_case_id
  JOIN (VALUES
    ('CARE-PLAN-FIRST', 'plan', 'plan_reviewed'),
    ('CARE-PLAN-REVIEW', 'plan', 'plan_reviewed'),
    ('CARE-CONTACT-HOUSE', 'rhythm', 'contact_logged'),
    ('CARE-CONTACT-OUTREACH', 'rhythm', 'contact_logged'),
    ('CARE-RNA-SUBMIT', 'assessment', 'rna_submitted'),
    ('CARE-RNA-DECIDE', 'answer', 'rna_decided'),
    ('CARE-EXTENSION-ANSWER', 'answer', 'extension_granted'),
    ('CARE-EXTENSION-ANSWER', 'answer', 'extension_refused')
  ) AS asked (rule, kind, outcome) ON asked.rule = k.rule
  WHERE k.due_at > :first_at AND k.due_at <= :next_at AND k.outcome = asked.outcome
  UNION ALL
  SELECT coalesce(c.provider_id, 'none'), CASE
      WHEN k.rule LIKE 'CARE-PLAN-%' THEN 'plan'
      WHEN k.rule LIKE 'CARE-CONTACT-%' THEN 'rhythm'
      WHEN k.rule = 'CARE-RNA-SUBMIT' THEN 'assessment'
      ELSE 'answer'
    END, false
  FROM support_clock k
  JOIN support_case c ON c.id = k.support_case_id
  WHERE k.due_at > :first_at AND k.due_at <= :next_at AND k.due_at <= :now AND k.ended_at IS NULL
    AND k.rule IN ('CARE-PLAN-FIRST', 'CARE-PLAN-REVIEW', 'CARE-CONTACT-HOUSE', 'CARE-CONTACT-OUTREACH',
                   'CARE-RNA-SUBMIT', 'CARE-RNA-DECIDE', 'CARE-EXTENSION-ANSWER')
) due
