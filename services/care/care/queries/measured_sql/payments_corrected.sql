SELECT c.provider_id, p.kind IN ('underpayment', 'overpayment') AS value
FROM payment_line p
JOIN support_case c ON c.id = p.support_case_id
WHERE p.made_at >= :first_at AND p.made_at < :next_at
