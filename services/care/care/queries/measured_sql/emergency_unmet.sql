SELECT c.provider_id, true AS value
FROM support_move m
JOIN support_case c ON c.id = m.support_case_id
CROSS JOIN LATERAL (
  SELECT (date_trunc('day', m.at AT TIME ZONE 'Europe/London') + interval '1 day') AT TIME ZONE 'Europe/London' AS at
) midnight
WHERE m.step = 'emergency_need' AND m.at >= :first_at AND m.at < :next_at AND midnight.at <= :now
  AND NOT EXISTS (
    SELECT FROM beds_found(c.referral_id) b WHERE b.found_at >= m.at AND b.found_at < midnight.at
  )
