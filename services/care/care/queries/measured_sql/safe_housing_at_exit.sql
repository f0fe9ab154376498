SELECT provider_id, destination NOT IN ('abroad', 'hospital', 'custody_or_detention', 'not_known', 'none') AS value
FROM support_case
WHERE exited_on BETWEEN :first AND :last
