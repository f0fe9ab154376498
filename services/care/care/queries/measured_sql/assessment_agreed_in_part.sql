SELECT provider_id, agreed < recommended AND refused < recommended AS value FROM decided_assessment
