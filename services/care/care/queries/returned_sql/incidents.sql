SELECT provider_id AS whose, category FROM incident WHERE known_at >= :first_at AND known_at < :next_at
