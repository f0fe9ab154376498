"""What the care service is told by its environment."""

from pathlib import Path

from pydantic import Field

from plumbing.settings import ServiceSettings


class CareSettings(ServiceSettings):
    address_key_file: Path = Field(description="Key-encryption keys for addresses of houses only")
    places_of_safety: bool = Field(
        default=False, description="Whether places of safety run, before a referral (unconfirmed)"
    )


def read_settings() -> CareSettings:
    return CareSettings()  # type: ignore[call-arg]  # the environment supplies them
