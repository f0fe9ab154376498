SELECT c.provider_id, extract(epoch FROM paid.at - owed.at) / 3600 AS value
FROM support_case c
CROSS JOIN LATERAL (SELECT min(p.paid_at) AS at FROM payment_line p WHERE p.support_case_id = c.id) paid
CROSS JOIN LATERAL (
  SELECT CAST(min(e.first_on) AS timestamp) AT TIME ZONE 'Europe/London' AS at
  FROM entitlement e WHERE e.support_case_id = c.id AND e.replaced_at IS NULL
) owed
WHERE paid.at >= :first_at AND paid.at < :next_at AND owed.at IS NOT NULL
