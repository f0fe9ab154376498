SELECT s.provider_id, EXISTS (
    SELECT FROM support_move m
    WHERE m.support_case_id = s.id AND m.step = 're_enter' AND m.at >= :first_at AND m.at < :next_at
  ) AS value
FROM supported s
