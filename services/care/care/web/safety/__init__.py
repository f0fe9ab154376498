"""The pages of danger: incidents, missing people, complaints, being asked to leave."""
