"""How far each published calendar has been counted through the open clocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import UUID
from sqlalchemy.ext.asyncio import AsyncSession

from clocks import BankHolidays
from contracts.ids import CaseId, UserId
from decision.domain.case import Case
from decision.storage.open_cases import open_cases_after
from decision.storage.tables import calendar, clock, metadata, plumbing
from plumbing.tables import INSTANT

recount = Table(
    "recount",
    metadata,
    Column("nation", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("published_by", UUID),
    Column("asked_at", INSTANT, nullable=False),
    Column("after_case", UUID),
    Column("looked_at", Integer, nullable=False),
    Column("moved", Integer, nullable=False),
    Column("finished_at", INSTANT),
    PrimaryKeyConstraint("nation", "version", name="recount_pkey"),
    ForeignKeyConstraint(
        ["nation", "version"], ["calendar.nation", "calendar.version"], name="recount_calendar"
    ),
    Index("recount_unfinished", "asked_at", postgresql_where=text("finished_at IS NULL")),
)


@dataclass(frozen=True)
class Recount:
    nation: str
    version: str
    after_case: CaseId | None


@dataclass(frozen=True)
class PublishedCalendar:
    """A version in the register, and how far it has got. `finished_at` is none while clocks are counted."""

    nation: str
    version: str
    known_from: date
    known_until: date
    published_at: datetime
    published_by: str
    is_recounted: bool
    moved: int
    finished_at: datetime | None


class Recounts:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def ask(self, holidays: BankHolidays, *, by: UserId | None, at: datetime) -> None:
        row = {"nation": holidays.nation, "version": holidays.version, "published_by": by, "asked_at": at}
        await self._session.execute(insert(recount).values(row | {"looked_at": 0, "moved": 0}))

    async def oldest_unfinished(self) -> Recount | None:
        """Locked: two workers never count through one calendar at the same time."""
        query = (
            select(recount.c.nation, recount.c.version, recount.c.after_case)
            .where(recount.c.finished_at.is_(None))
            .order_by(recount.c.asked_at)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        row = (await self._session.execute(query)).one_or_none()
        return Recount(row.nation, row.version, row.after_case) if row else None

    async def cases_after(self, case_id: CaseId | None, *, nation: str, limit: int) -> Sequence[Case]:
        """The next cases, by id, with an open clock that is counted with this nation's calendar."""
        counting = clock.c.nation == nation
        return await open_cases_after(self._session, case_id, counting=counting, limit=limit)

    async def note(self, found: Recount, *, last: CaseId, looked_at: int, moved: int) -> None:
        counted = {"looked_at": recount.c.looked_at + looked_at, "moved": recount.c.moved + moved}
        await self._session.execute(self._of(found).values(after_case=last, **counted))

    async def finish(self, found: Recount, *, at: datetime) -> None:
        await self._session.execute(self._of(found).values(finished_at=at))

    async def published(self) -> list[PublishedCalendar]:
        """Newest first."""
        directory = plumbing.directory
        query = (
            select(calendar, recount.c.asked_at, recount.c.moved, recount.c.finished_at, directory.c.name)
            .outerjoin(recount)
            .outerjoin(directory, directory.c.user_id == recount.c.published_by)
            .order_by(calendar.c.published_at.desc(), calendar.c.nation)
        )
        return [
            PublishedCalendar(
                nation=row.nation,
                version=row.version,
                known_from=row.known_from,
                known_until=row.known_until,
                published_at=row.published_at,
                published_by=row.name or "",
                is_recounted=row.asked_at is not None,
                moved=row.moved or 0,
                finished_at=row.finished_at,
            )
            for row in await self._session.execute(query)
        ]

    def _of(self, found: Recount):  # type: ignore[no-untyped-def]
        return update(recount).where(recount.c.nation == found.nation, recount.c.version == found.version)
