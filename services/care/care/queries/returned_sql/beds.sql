SELECT b.provider_id AS whose, CASE
    WHEN EXISTS (
      SELECT FROM placement p
      WHERE p.bedspace_id = b.id AND p.state IN ('in_residence', 'absent', 'departed')
        AND open.day BETWEEN p.arrival_on AND p.departure_on
    ) THEN 'slept_in'
    WHEN EXISTS (
      SELECT FROM bed_void v
      WHERE v.bedspace_id = b.id AND NOT v.is_cancelled AND open.day BETWEEN v.starts_on AND v.ends_on
    ) THEN 'void'
    WHEN EXISTS (
      SELECT FROM placement p
      WHERE p.bedspace_id = b.id AND p.state = 'departed'
        AND open.day > p.departure_on AND open.day <= p.occupied_until
    ) THEN 'turnaround'
    ELSE 'free'
  END AS category
FROM bedspace b
CROSS JOIN LATERAL (
  SELECT CAST(day AS date) AS day
  FROM generate_series(CAST(:first AS timestamp), CAST(:last AS timestamp), interval '1 day') day
) open
WHERE (open.day >= b.in_service_from AND (b.in_service_to IS NULL OR open.day <= b.in_service_to))
   OR EXISTS (
     SELECT FROM bed_earlier_service s
     WHERE s.bedspace_id = b.id AND open.day BETWEEN s.first_on AND s.last_on
   )
