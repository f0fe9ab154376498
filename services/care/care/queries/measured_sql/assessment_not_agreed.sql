SELECT provider_id, refused = recommended AND recommended > 0 AS value FROM decided_assessment
