"""Where organisations get their mail. An address of all of a kind serves where there is none of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, PrimaryKeyConstraint, Table, Text, delete, or_, select
from sqlalchemy.dialects.postgresql import UUID, insert
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.ids import UserId
from decision.domain.case import Case
from decision.domain.telling_organisations import belongs_to
from decision.domain.told import Who
from decision.storage.tables import Coded, metadata
from plumbing.tables import INSTANT

EVERYBODY_ELSE = ""

organisation_address = Table(
    "organisation_address",
    metadata,
    Column("who", Coded(Who), nullable=False),
    Column("belongs_to", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("kept_by", UUID, nullable=False),
    Column("kept_at", INSTANT, nullable=False),
    PrimaryKeyConstraint("who", "belongs_to", name="organisation_address_pkey"),
)


@dataclass(frozen=True)
class OrganisationAddress:
    """`belongs_to` is an organisation for first responders, a nation for providers, a region for others."""

    who: Who
    belongs_to: str
    address: str


class OrganisationAddresses:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def all(self) -> Sequence[OrganisationAddress]:
        column = organisation_address.c
        query = select(column.who, column.belongs_to, column.address).order_by(column.who, column.belongs_to)
        return [OrganisationAddress(*row) for row in await self._session.execute(query)]

    async def keep(self, address: OrganisationAddress, *, by: UserId, at: datetime) -> None:
        """In place of the one there was."""
        row = {**vars(address), "kept_by": by, "kept_at": at}
        added = insert(organisation_address).values(row)
        changed = {"address": address.address, "kept_by": by, "kept_at": at}
        same = ["who", "belongs_to"]
        await self._session.execute(added.on_conflict_do_update(index_elements=same, set_=changed))

    async def remove(self, who: Who, owner: str) -> None:
        column = organisation_address.c
        gone = delete(organisation_address).where(column.who == who, column.belongs_to == owner)
        await self._session.execute(gone)

    async def of(self, case: Case, parties: Sequence[Who]) -> Mapping[Who, str]:
        """Those that are known."""
        if not parties:
            return {}
        column = organisation_address.c
        wanted = [
            (column.who == who) & column.belongs_to.in_([belongs_to(case, who), EVERYBODY_ELSE])
            for who in parties
        ]
        query = select(column.who, column.address).where(or_(*wanted)).order_by(column.belongs_to)
        return {row.who: row.address for row in await self._session.execute(query)}
