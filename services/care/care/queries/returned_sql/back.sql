SELECT coalesce(c.provider_id, 'none') AS whose, 'returned' AS category
FROM support_move m
JOIN support_case c ON c.id = m.support_case_id
WHERE m.step = 're_enter' AND m.at >= :first_at AND m.at < :next_at
UNION ALL
SELECT coalesce(provider_id, 'none'), 'referred_again'
FROM support_case
WHERE previous_case_id IS NOT NULL AND opened_at >= :first_at AND opened_at < :next_at
