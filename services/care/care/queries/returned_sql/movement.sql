SELECT s.whose, CASE
    WHEN EXISTS (
      SELECT FROM support_move m
      WHERE m.support_case_id = s.id AND m.left = ANY(CAST(:supported AS text[]))
        AND m.entered = ANY(CAST(:ended AS text[])) AND m.at >= :first_at AND m.at < :next_at
    ) THEN 'left'
    WHEN EXISTS (
      SELECT FROM moved m
      WHERE m.support_case_id = s.id AND m.entered = ANY(CAST(:supported AS text[])) AND m.at < :first_at
        AND (m.until IS NULL OR m.until >= :first_at)
    ) THEN 'there_before'
    ELSE 'entered'
  END AS category
FROM supported s
