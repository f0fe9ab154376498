SELECT coalesce(c.provider_id, 'none') AS whose, CASE
    WHEN m.step = 'died' THEN 'died'
    WHEN m.step = 'withdraw' THEN 'withdrew'
    WHEN m.step = 'exit' THEN coalesce(c.exit_basis, 'other')
    ELSE 'other'
  END AS category
FROM support_move m
JOIN support_case c ON c.id = m.support_case_id
WHERE m.left = ANY(CAST(:supported AS text[])) AND m.entered = ANY(CAST(:ended AS text[]))
  AND m.at >= :first_at AND m.at < :next_at
