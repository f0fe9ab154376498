SELECT c.provider_id, coalesce(bed.first_at <= due.at, false) AS value
FROM support_move m
JOIN support_case c ON c.id = m.support_case_id
CROSS JOIN LATERAL (SELECT m.at + make_interval(hours => :emergency_offer_hours) AS at) due
CROSS JOIN LATERAL (
  SELECT min(a.at) AS first_at FROM audit a
  WHERE a.subject = CAST(c.referral_id AS text) AND a.action IN ('offer_made', 'placement_booked') AND a.at >= m.at
) bed
WHERE m.step = 'emergency_need' AND m.at >= :first_at AND m.at < :next_at
  AND (bed.first_at IS NOT NULL OR due.at <= :now)
