SELECT provider_id AS whose, coalesce(ending, 'still_missing') AS category
FROM missing_episode
WHERE noticed_at >= :first_at AND noticed_at < :next_at
