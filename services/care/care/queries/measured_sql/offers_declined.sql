SELECT provider_id, state = 'declined' AS value
FROM offer
WHERE made_at >= :first_at AND made_at < :next_at AND state <> 'open'
