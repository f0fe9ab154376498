SELECT c.provider_id, EXISTS (
    SELECT FROM support_move back
    WHERE back.support_case_id = c.id AND back.step = 're_enter' AND back.at >= m.at
      AND back.at < m.at + interval '12 months'
  ) OR EXISTS (
    SELECT FROM support_case again
    WHERE again.previous_case_id = c.id AND again.opened_at >= m.at AND again.opened_at < m.at + interval '12 months'
  ) AS value
FROM support_move m
JOIN support_case c ON c.id = m.support_case_id
WHERE m.step = 'exit' AND m.at + interval '12 months' >= :first_at AND m.at + interval '12 months' < :next_at
