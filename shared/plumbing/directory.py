"""Who may do what, for which organisation: our own list by issuer and subject, asked at every request."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Row, Table, and_, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from clocks.days import london_day
from contracts.ids import UserId
from plumbing.access import User

PROGRAM = "program"  # the role that tells programs from people; neither gets in by the other's door


@dataclass(frozen=True, kw_only=True)
class DirectoryEntry:
    user_id: UserId
    issuer: str
    subject: str
    name: str
    organisation: str
    organisation_name: str
    roles: frozenset[str]
    email: str = ""
    is_active: bool = True
    valid_from: date | None = None
    valid_until: date | None = None


class Directory:
    def __init__(self, session: AsyncSession, table: Table) -> None:
        self._session = session
        self._table = table

    async def user_id(self, issuer: str, subject: str, *, at: datetime) -> UserId | None:
        """The person this subject stands for, if they may come in on this day."""
        entry = self._table.c
        statement = select(entry.user_id).where(
            entry.issuer == issuer,
            entry.subject == subject,
            ~entry.roles.contains([PROGRAM]),
            may_come_in(self._table, at),
        )
        found = (await self._session.execute(statement)).scalar_one_or_none()
        return None if found is None else UserId(found)

    async def program(
        self, issuer: str, subject: str, *, at: datetime, signed_in_at: datetime
    ) -> User | None:
        """The program this subject stands for, with what it may do today."""
        entry = self._table.c
        statement = select(self._table).where(
            entry.issuer == issuer,
            entry.subject == subject,
            entry.roles.contains([PROGRAM]),
            may_come_in(self._table, at),
        )
        row = (await self._session.execute(statement)).one_or_none()
        return None if row is None else user_of(row, signed_in_at=signed_in_at)

    async def stop_program(self, issuer: str, subject: str) -> bool:
        """False when there is none of that name."""
        entry = self._table.c
        is_it = (entry.issuer == issuer) & (entry.subject == subject) & entry.roles.contains([PROGRAM])
        stopped = update(self._table).where(is_it).values(is_active=False).returning(entry.user_id)
        return (await self._session.execute(stopped)).one_or_none() is not None

    async def put(self, entries: Iterable[DirectoryEntry]) -> None:
        """Adds people and changes those already known; who is not named here stays as they are."""
        for entry in entries:
            values = asdict(entry) | {"roles": sorted(entry.roles)}
            statement = insert(self._table).values(values)
            changed = {name: statement.excluded[name] for name in values if name not in ("issuer", "subject")}
            await self._session.execute(
                statement.on_conflict_do_update(index_elements=["issuer", "subject"], set_=changed)
            )


def may_come_in(directory: Table, at: datetime) -> ColumnElement[bool]:
    entry, today = directory.c, london_day(at)
    return and_(
        entry.is_active,
        or_(entry.valid_from.is_(None), entry.valid_from <= today),
        or_(entry.valid_until.is_(None), entry.valid_until >= today),
    )


def user_of(row: Row[tuple[object, ...]], *, signed_in_at: datetime) -> User:
    """The directory's columns of a row, as a user."""
    return User(
        id=UserId(row.user_id),
        name=row.name,
        organisation=row.organisation,
        organisation_name=row.organisation_name,
        roles=frozenset(row.roles),
        signed_in_at=signed_in_at,
    )


async def seed_directory(session: AsyncSession, table: Table, entries: Iterable[DirectoryEntry]) -> None:
    await Directory(session, table).put(entries)
