SELECT s.whose, CASE count(d.id) WHEN 0 THEN 'none' WHEN 1 THEN 'one' WHEN 2 THEN 'two' ELSE 'more' END AS category
FROM supported s
LEFT JOIN dependant d ON d.support_case_id = s.id AND d.lives_with_person AND d.added_at < :next_at
GROUP BY s.id, s.whose
