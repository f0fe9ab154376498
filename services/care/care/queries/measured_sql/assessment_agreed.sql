SELECT provider_id, agreed = recommended AS value FROM decided_assessment
