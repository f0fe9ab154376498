"""The pages the prime's network and the providers see, and the same things for programs."""
