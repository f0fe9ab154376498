SELECT p.provider_id AS whose, CASE
    WHEN stayed.days <= 30 THEN 'up_to_30'
    WHEN stayed.days <= 90 THEN 'up_to_90'
    WHEN stayed.days <= 180 THEN 'up_to_180'
    WHEN stayed.days <= 365 THEN 'up_to_365'
    ELSE 'longer'
  END AS category
FROM placement p
CROSS JOIN LATERAL (SELECT least(p.departure_on, :last) - p.arrival_on + 1 AS days) stayed
WHERE p.support_case_id IS NOT NULL AND p.state IN ('in_residence', 'absent', 'departed') AND p.arrival_on <= :last AND p.departure_on >= :first
