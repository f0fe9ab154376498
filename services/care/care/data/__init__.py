"""What a new installation begins with: providers as published, houses as invented."""
