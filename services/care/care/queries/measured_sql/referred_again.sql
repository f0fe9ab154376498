SELECT provider_id, previous_case_id IS NOT NULL AS value
FROM support_case
WHERE opened_at >= :first_at AND opened_at < :next_at
