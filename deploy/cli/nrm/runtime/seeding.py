"""What a new installation begins with: organisations, premises, made-up people. Again adds nothing."""

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

import care.seed
import decision.seed
import referral.seed
from nrm.identity.people import Person, write_people
from nrm.runtime.databases import DatabaseUrls
from nrm.runtime.settings import ServicesSettings

PEOPLE = text(
    "SELECT subject, name, organisation_name, roles FROM directory WHERE issuer = :issuer ORDER BY name"
)


async def seed(services: ServicesSettings) -> None:
    await referral.seed.seed(services.referral)
    await decision.seed.seed(services.decision)
    await care.seed.seed(services.care)


async def introduce_people(path: Path, urls: Mapping[str, DatabaseUrls], issuer: str) -> list[Person]:
    """Tells the development sign-in everybody the services' directories know."""
    people = [person for service in urls for person in await _directory(service, urls[service], issuer)]
    write_people(path, people)
    return people


async def _directory(service: str, urls: DatabaseUrls, issuer: str) -> list[Person]:
    engine = create_async_engine(urls.owner, poolclass=NullPool)
    async with engine.connect() as connection:
        rows = (await connection.execute(PEOPLE, {"issuer": issuer})).all()
    await engine.dispose()
    return [Person(row.subject, row.name, service, row.organisation_name, tuple(row.roles)) for row in rows]
