"""The development identity provider: OpenID Connect in which one chooses who to be. Never for production."""
