SELECT s.provider_id, EXISTS (
    SELECT FROM missing_episode e
    WHERE e.support_case_id = s.id AND e.noticed_at >= :first_at AND e.noticed_at < :next_at
  ) AS value
FROM supported s
