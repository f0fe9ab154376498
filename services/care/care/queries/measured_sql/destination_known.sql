SELECT provider_id, destination NOT IN ('not_known', 'none') AS value
FROM support_case
WHERE exited_on BETWEEN :first AND :last
