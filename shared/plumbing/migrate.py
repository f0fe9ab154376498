"""The migration job: `python -m plumbing.migrate referral` brings that database to the newest schema.

It acts as the owner, whose password no other process is given.
"""

import asyncio
import sys

import structlog
from pydantic import SecretStr
from pydantic_settings import BaseSettings

from plumbing.logging import set_up_logging
from plumbing.migrations import head, migrate
from plumbing.settings import FROM_ENVIRONMENT_AND_FILES


class OwnerSettings(BaseSettings):
    """All a migration needs to know."""

    model_config = FROM_ENVIRONMENT_AND_FILES

    owner_database_url: SecretStr


def main(service: str) -> None:
    set_up_logging(service)
    settings = OwnerSettings()  # type: ignore[call-arg]  # the environment fills it in
    asyncio.run(migrate(service, settings.owner_database_url.get_secret_value()))
    structlog.get_logger().info("migrated", revision=head(service))


if __name__ == "__main__":
    main(sys.argv[1])
