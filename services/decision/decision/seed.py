"""What a new installation begins with: the bank holidays that ship with the product, and made-up people."""

import asyncio
from datetime import datetime
from functools import partial
from uuid import NAMESPACE_URL, uuid5

from clocks import NATIONS, calendars_as_shipped
from contracts.ids import UserId
from decision.settings import DecisionSettings, read_settings
from decision.storage import UnitOfWork, plumbing
from plumbing.clock import utcnow
from plumbing.database import Database
from plumbing.directory import DirectoryEntry, seed_directory
from plumbing.encryption import KeyRing

PEOPLE = {
    "casey.worker": ("Casey Worker", {"caseworker"}),
    "remy.viewer": ("Remy Viewer", {"caseworker", "second_reviewer"}),
    "sasha.fresh": ("Sasha Fresh", {"caseworker"}),
    "lee.leader": ("Lee Leader", {"leader"}),
}
AUTHORITY = "SCA"
AUTHORITY_NAME = "Single Competent Authority"


async def seed(settings: DecisionSettings) -> None:
    """Doing it again adds nothing."""
    ring = KeyRing.from_file(settings.key_file)
    database = Database(settings.database_url.get_secret_value(), service="decision")
    async with database.work(partial(UnitOfWork, ring=ring))() as uow:
        await publish_shipped_calendars(uow, at=utcnow())
        if settings.is_demo:
            await seed_directory(uow.session, plumbing.directory, people_of(settings.issuer))
    await database.close()


async def publish_shipped_calendars(uow: UnitOfWork, *, at: datetime) -> None:
    for nation in NATIONS:
        await uow.calendars.publish(calendars_as_shipped()[nation], at=at)


def people_of(issuer: str) -> list[DirectoryEntry]:
    """The same ids each time, so that a seeded person stays the same person."""
    return [
        DirectoryEntry(
            user_id=UserId(uuid5(NAMESPACE_URL, f"{issuer}#{subject}")),
            issuer=issuer,
            subject=subject,
            name=name,
            email=f"{subject}@decisions.example.org",
            organisation=AUTHORITY,
            organisation_name=AUTHORITY_NAME,
            roles=frozenset(roles),
        )
        for subject, (name, roles) in PEOPLE.items()
    ]


if __name__ == "__main__":
    asyncio.run(seed(read_settings()))
