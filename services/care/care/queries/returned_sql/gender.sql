SELECT s.whose, coalesce(
    CASE s.gender WHEN 'woman' THEN 'female' WHEN 'man' THEN 'male' ELSE s.gender END, g.gender, 'not_known'
  ) AS category
FROM supported s
LEFT JOIN counted_group g ON g.referral_id = s.referral_id
