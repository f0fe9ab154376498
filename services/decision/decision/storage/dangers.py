"""Who was said to be in danger, and when. What the danger is stays with the referral service."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Table, select
from sqlalchemy.dialects.postgresql import UUID as UUID_COLUMN
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from decision.storage.tables import metadata
from plumbing.tables import INSTANT

danger_report = Table(
    "danger_report",
    metadata,
    Column("referral_id", UUID_COLUMN, primary_key=True),
    Column("reported_at", INSTANT, nullable=False),
)


class DangerReports:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def note(self, referral_id: UUID, *, at: datetime) -> None:
        """A referral is sent once, so it says so once."""
        added = insert(danger_report).values(referral_id=referral_id, reported_at=at)
        await self._session.execute(added.on_conflict_do_nothing())

    async def of_referral(self, referral_id: UUID) -> datetime | None:
        report = danger_report.c
        return await self._session.scalar(select(report.reported_at).where(report.referral_id == referral_id))
