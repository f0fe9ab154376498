SELECT provider_id, true AS value
FROM missing_episode
WHERE noticed_at >= :first_at AND noticed_at < :next_at
