SELECT v.provider_id, true AS value
FROM bed_void v
CROSS JOIN LATERAL generate_series(
  CAST(greatest(v.starts_on, :first) AS timestamp), CAST(least(v.ends_on, :last) AS timestamp), interval '1 day'
) day
WHERE NOT v.is_cancelled AND v.starts_on <= :last AND v.ends_on >= :first
