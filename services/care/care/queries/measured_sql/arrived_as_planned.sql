SELECT DISTINCT ON (c.placement_id) c.provider_id,
       c.kind = 'arrived' AND c.arrival_before = c.arrival_after AS value
FROM placement_change c
WHERE c.kind IN ('arrived', 'no_show') AND c.arrival_before BETWEEN :first AND :last
ORDER BY c.placement_id, c.made_at
