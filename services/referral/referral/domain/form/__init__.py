"""The referral form as data, and the rules for walking through it."""
