"""Who outside the care contract was told of a referral. Only the prime reads it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import UUID as UUID_COLUMN
from sqlalchemy import Column, Date, ForeignKey, Table, Text, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from care.domain.outside import Told
from care.storage.tables import metadata
from plumbing.tables import INSTANT

outside_told = Table(
    "outside_told",
    metadata,
    Column("referral_id", UUID_COLUMN, ForeignKey("intake.referral_id"), primary_key=True),
    Column("code", Text, primary_key=True),
    Column("told_on", Date, nullable=False),
    Column("noted_at", INSTANT, nullable=False),
    Column("noted_by", Text, nullable=False),
)


class OutsideTold:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def keep(self, told: Told) -> bool:
        """False when it is known already: the first time counts."""
        row = upsert(outside_told).values(vars(told)).on_conflict_do_nothing()
        kept = await self._session.execute(row.returning(outside_told.c.code))
        return kept.one_or_none() is not None

    async def of(self, referral_id: UUID) -> Sequence[Told]:
        query = select(outside_told).where(outside_told.c.referral_id == referral_id)
        rows = await self._session.execute(query.order_by(outside_told.c.noted_at))
        return [Told(**row) for row in rows.mappings()]
