SELECT c.provider_id, true AS value
FROM needs_answer n
JOIN support_case c ON c.id = n.support_case_id
CROSS JOIN generate_series(2, n.times_asked)
WHERE n.asked_at >= :first_at AND n.asked_at < :next_at
