SELECT c.provider_id, coalesce(bed.first_at <= due.at, false) AS value
FROM support_move m
JOIN support_case c ON c.id = m.support_case_id
CROSS JOIN LATERAL (SELECT m.at + make_interval(hours => :emergency_offer_hours) AS at) due
CROSS JOIN LATERAL (
  SELECT min(b.found_at) AS first_at FROM beds_found(c.referral_id) b WHERE b.found_at >= m.at
) bed
WHERE m.step = 'emergency_need' AND m.at >= :first_at AND m.at < :next_at
  AND (bed.first_at IS NOT NULL OR due.at <= :now)
