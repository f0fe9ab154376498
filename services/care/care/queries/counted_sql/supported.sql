WITH moved AS (
  SELECT support_case_id, entered, at, lead(at) OVER (PARTITION BY support_case_id ORDER BY number) AS until
  FROM support_move
), supported AS (
  SELECT c.*, coalesce(c.provider_id, 'none') AS whose
  FROM support_case c
  WHERE EXISTS (
    SELECT FROM moved m
    WHERE m.support_case_id = c.id AND m.entered = ANY(CAST(:supported AS text[]))
      AND m.at < :next_at AND (m.until IS NULL OR m.until > :first_at)
  )
)
