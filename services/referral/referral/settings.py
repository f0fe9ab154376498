"""What the referral service is told by its environment."""

from plumbing.settings import ServiceSettings


class ReferralSettings(ServiceSettings):
    """So far the same as every service."""
