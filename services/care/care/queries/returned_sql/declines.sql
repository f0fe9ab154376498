SELECT house.code AS whose, CASE o.state WHEN 'declined' THEN coalesce(o.decline_reason, 'not_said') ELSE 'not_declined' END
         AS category
FROM offer o
CROSS JOIN LATERAL (
  SELECT p.code FROM placement b JOIN premises p ON p.id = b.premises_id WHERE b.offer_id = o.id LIMIT 1
) house
WHERE o.made_at >= :first_at AND o.made_at < :next_at AND o.state <> 'open'
