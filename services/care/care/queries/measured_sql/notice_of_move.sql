SELECT p.provider_id, p.arrival_on - CAST(told.at AT TIME ZONE 'Europe/London' AS date) AS value
FROM placement p
CROSS JOIN LATERAL (
  SELECT min(a.at) AS at FROM audit a
  WHERE a.subject = CAST(p.referral_id AS text) AND a.action IN ('offer_made', 'placement_booked')
    AND a.detail ->> 'placement_id' = CAST(p.id AS text)
) told
WHERE p.state IN ('in_residence', 'absent', 'departed') AND p.arrival_on BETWEEN :first AND :last
  AND told.at IS NOT NULL
  AND EXISTS (
    SELECT FROM placement earlier
    WHERE earlier.support_case_id = p.support_case_id AND earlier.arrival_on < p.arrival_on
      AND earlier.state IN ('in_residence', 'absent', 'departed')
  )
