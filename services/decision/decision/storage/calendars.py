"""Published bank holidays. A version is never edited; the newest one published is in force."""

from datetime import date, datetime

from sqlalchemy import Row, select
from sqlalchemy.dialects.postgresql import distinct_on, insert
from sqlalchemy.ext.asyncio import AsyncSession

from clocks import BankHolidays, Calendars
from decision.storage.tables import calendar


class CalendarTable:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def publish(self, holidays: BankHolidays, *, at: datetime) -> bool:
        """False when this version has been published before."""
        row = {
            "nation": holidays.nation,
            "version": holidays.version,
            "known_from": holidays.known_from,
            "known_until": holidays.known_until,
            "holidays": {day.isoformat(): name for day, name in holidays.names.items()},
            "published_at": at,
        }
        added = insert(calendar).values(row).on_conflict_do_nothing().returning(calendar.c.version)
        return await self._session.scalar(added) is not None

    async def is_published(self, holidays: BankHolidays) -> bool:
        query = select(calendar.c.version).where(
            calendar.c.nation == holidays.nation, calendar.c.version == holidays.version
        )
        return await self._session.scalar(query) is not None

    async def in_force(self) -> Calendars:
        newest = (
            select(calendar)
            .ext(distinct_on(calendar.c.nation))
            .order_by(calendar.c.nation, calendar.c.published_at.desc(), calendar.c.version.desc())
        )
        return Calendars.of([_holidays(row) for row in await self._session.execute(newest)])

    async def version(self, nation: str, version: str) -> BankHolidays:
        query = select(calendar).where(calendar.c.nation == nation, calendar.c.version == version)
        return _holidays((await self._session.execute(query)).one())


def _holidays(row: Row[tuple[object, ...]]) -> BankHolidays:
    return BankHolidays.of_rows(
        [(date.fromisoformat(day), name) for day, name in row.holidays.items()],
        nation=row.nation,
        version=row.version,
        known_from=row.known_from,
        known_until=row.known_until,
    )
