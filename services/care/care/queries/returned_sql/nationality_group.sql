SELECT s.whose, coalesce(g.nationality_group, 'not_known') AS category
FROM supported s
LEFT JOIN counted_group g ON g.referral_id = s.referral_id
