"""Whether two referrals are about the same person: a score for people to judge, never a decision."""
