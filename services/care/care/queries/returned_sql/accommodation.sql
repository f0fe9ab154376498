SELECT whose, CASE WHEN EXISTS (
    SELECT FROM placement p
    WHERE p.support_case_id = s.id AND p.state IN ('in_residence', 'absent', 'departed')
      AND p.arrival_on <= :last AND p.departure_on >= :first
  ) THEN 'house' ELSE 'outreach' END AS category
FROM supported s
