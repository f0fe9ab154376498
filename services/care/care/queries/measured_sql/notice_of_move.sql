SELECT p.provider_id, p.arrival_on - CAST(told.at AT TIME ZONE 'Europe/London' AS date) AS value
FROM placement p
CROSS JOIN LATERAL (
  SELECT min(b.found_at) AS at FROM beds_found(p.referral_id) b WHERE b.placement_id = p.id
) told
WHERE p.state IN ('in_residence', 'absent', 'departed') AND p.arrival_on BETWEEN :first AND :last
  AND told.at IS NOT NULL
  AND EXISTS (
    SELECT FROM placement earlier
    WHERE earlier.support_case_id = p.support_case_id AND earlier.arrival_on < p.arrival_on
      AND earlier.state IN ('in_residence', 'absent', 'departed')
  )
