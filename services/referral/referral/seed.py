"""What a new installation begins with: made-up first responders of real kinds of organisation."""

import asyncio
from collections.abc import Iterator
from uuid import NAMESPACE_URL, uuid5

from contracts.ids import UserId
from plumbing.database import Database
from plumbing.directory import PROGRAM, DirectoryEntry, seed_directory
from referral.domain.organisations import organisation_named
from referral.settings import ReferralSettings
from referral.storage import UnitOfWork, plumbing

PEOPLE = {
    "pc.sample": ("Officer Pat Sample", "Avon and Somerset Constabulary"),
    "sgt.sample": ("Sergeant Alex Sample", "Avon and Somerset Constabulary"),
    "sw.sample": ("Sasha Sample", "Leeds City Council"),
    "ngo.sample": ("Noor Sample", "Unseen"),
    "gov.sample": ("Gale Sample", "Home Office - Asylum Group - Asylum and HR Casework"),
    "records.sample": ("Sample records system", "Avon and Somerset Constabulary"),
}
RESPONDER = frozenset({"first_responder"})
ROLES = {
    "sgt.sample": RESPONDER | {"organisation_manager"},
    "records.sample": RESPONDER | {PROGRAM},
}


async def seed(settings: ReferralSettings) -> None:
    """Doing it again adds nothing. The register of organisations is part of the form and needs no seeding."""
    if not settings.is_demo:
        return
    database = Database(settings.database_url.get_secret_value(), service="referral")
    async with database.work(UnitOfWork)() as uow:
        await seed_directory(uow.session, plumbing.directory, people_of(settings.issuer))
    await database.close()


def people_of(issuer: str) -> Iterator[DirectoryEntry]:
    """The same ids each time, so that a seeded person stays the same person."""
    for subject, (name, employer) in PEOPLE.items():
        organisation = organisation_named(employer)
        assert organisation is not None, employer
        yield DirectoryEntry(
            user_id=user_id_of(issuer, subject),
            issuer=issuer,
            subject=subject,
            name=name,
            email=f"{subject}@responders.example.org",
            organisation=organisation.id,
            organisation_name=organisation.name,
            roles=ROLES.get(subject, RESPONDER),
        )


def user_id_of(issuer: str, subject: str) -> UserId:
    return UserId(uuid5(NAMESPACE_URL, f"{issuer}#{subject}"))


if __name__ == "__main__":
    asyncio.run(seed(ReferralSettings()))  # type: ignore[call-arg]  # the environment supplies them
