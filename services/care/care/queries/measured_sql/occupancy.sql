SELECT b.provider_id, EXISTS (
    SELECT FROM placement p
    WHERE p.bedspace_id = b.id AND p.state IN ('in_residence', 'absent', 'departed')
      AND CAST(day AS date) BETWEEN p.arrival_on AND p.departure_on
  ) AS value
FROM bedspace b
CROSS JOIN generate_series(CAST(:first AS timestamp), CAST(:last AS timestamp), interval '1 day') day
WHERE (CAST(day AS date) >= b.in_service_from AND (b.in_service_to IS NULL OR CAST(day AS date) <= b.in_service_to))
   OR EXISTS (
     SELECT FROM bed_earlier_service s
     WHERE s.bedspace_id = b.id AND CAST(day AS date) BETWEEN s.first_on AND s.last_on
   )
