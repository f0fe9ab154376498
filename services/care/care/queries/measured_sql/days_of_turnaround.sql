SELECT p.provider_id, true AS value
FROM placement p
CROSS JOIN LATERAL generate_series(
  CAST(greatest(p.departure_on + 1, :first) AS timestamp), CAST(least(p.occupied_until, :last) AS timestamp),
  interval '1 day'
) day
WHERE p.state = 'departed' AND p.departure_on < :last AND p.occupied_until >= :first
