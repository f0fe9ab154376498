SELECT c.provider_id, count(*) OVER (PARTITION BY c.provider_id, c.worker_id) AS value
FROM support_case c
WHERE c.worker_id IS NOT NULL AND (
  SELECT m.entered = ANY(CAST(:supported AS text[]))
  FROM support_move m
  WHERE m.support_case_id = c.id AND m.at < :next_at
  ORDER BY m.number DESC LIMIT 1
)
