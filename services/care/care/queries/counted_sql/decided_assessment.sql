WITH decided_assessment AS (
  SELECT c.provider_id, r.*
  FROM needs_assessment n
  JOIN support_case c ON c.id = n.support_case_id
  CROSS JOIN LATERAL (
    SELECT count(*) AS recommended,
           count(*) FILTER (WHERE each ->> 'agreement' = 'agreed') AS agreed,
           count(*) FILTER (WHERE each ->> 'agreement' = 'not_agreed') AS refused
    FROM jsonb_array_elements(n.recommendations) each
  ) r
  WHERE n.decided_at >= :first_at AND n.decided_at < :next_at
)
