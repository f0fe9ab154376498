SELECT provider_id, extract(epoch FROM CAST(told ->> 'police' AS timestamptz) - noticed_at) / 3600 AS value
FROM missing_episode
WHERE noticed_at >= :first_at AND noticed_at < :next_at AND told ->> 'police' IS NOT NULL
