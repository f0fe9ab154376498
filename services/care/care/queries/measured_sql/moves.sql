SELECT c.provider_id, count(*) - 1 AS value
FROM placement p
JOIN support_case c ON c.id = p.support_case_id
WHERE p.state IN ('in_residence', 'absent', 'departed') AND p.arrival_on <= :last
GROUP BY c.id, c.provider_id
HAVING max(p.departure_on) >= :first
