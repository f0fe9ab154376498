SELECT c.provider_id, coalesce(k.outcome = 'contact_logged' AND k.ended_at < k.due_at, false) AS value
FROM support_clock k
JOIN support_case c ON c.id = k.support_case_id
WHERE k.rule IN ('CARE-CONTACT-HOUSE', 'CARE-CONTACT-OUTREACH') AND k.due_at > :first_at AND k.due_at <= :next_at
  AND (k.outcome = 'contact_logged' OR (k.due_at <= :now AND (k.ended_at IS NULL OR k.ended_at >= k.due_at)))
