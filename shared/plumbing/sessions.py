"""Sessions live in the database. The browser holds a random id; the database holds only its hash."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Table, and_, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from contracts.ids import UserId
from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.database import Transaction, Work
from plumbing.directory import may_come_in, user_of
from plumbing.tables import PlumbingTables

# Being seen is written down at most this often, so that reading pages does not write on every request.
NOTICED_EVERY = timedelta(minutes=1)


LONGEST_SESSION = timedelta(hours=12)


@dataclass(frozen=True)
class SessionLimits:
    idle: timedelta
    absolute: timedelta = LONGEST_SESSION


@dataclass(frozen=True)
class Session:
    user: User
    csrf_token: str
    expires_at: datetime


def new_token() -> str:
    """256 random bits, in characters that fit a cookie, a form and an address."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


class Sessions:
    def __init__(self, session: AsyncSession, tables: PlumbingTables, limits: SessionLimits) -> None:
        self._session = session
        self._table: Table = tables.session
        self._directory: Table = tables.directory
        self._limits = limits

    async def begin(self, user_id: UserId, *, at: datetime) -> str:
        token = new_token()
        await self._session.execute(
            insert(self._table).values(
                id_hash=hashed(token),
                user_id=user_id,
                csrf_token=new_token(),
                created_at=at,
                last_seen_at=at,
                signed_in_at=at,
            )
        )
        return token

    async def find(self, token: str, *, at: datetime) -> Session | None:
        """The session with its user as the directory knows them now: a lost role is lost at once."""
        row = (await self._session.execute(self._query(token, at))).one_or_none()
        if row is None:
            return None
        seen_at: datetime = row.last_seen_at
        if at - seen_at >= NOTICED_EVERY:
            await self._notice(token, at)
            seen_at = at
        expires_at = min(seen_at + self._limits.idle, row.created_at + self._limits.absolute)
        return Session(user_of(row, signed_in_at=row.signed_in_at), row.csrf_token, expires_at)

    async def end(self, token: str) -> None:
        await self._session.execute(delete(self._table).where(self._table.c.id_hash == hashed(token)))

    async def end_all_of(self, user_id: UserId) -> None:
        await self._session.execute(delete(self._table).where(self._table.c.user_id == user_id))

    def _query(self, token: str, at: datetime):  # type: ignore[no-untyped-def]  # the row type says nothing
        joined = self._table.join(self._directory, self._table.c.user_id == self._directory.c.user_id)
        return (
            select(self._directory, *(column for column in self._table.c if column.name != "user_id"))
            .select_from(joined)
            .where(
                self._table.c.id_hash == hashed(token),
                self._is_alive(at),
                may_come_in(self._directory, at),
            )
        )

    def _is_alive(self, at: datetime) -> ColumnElement[bool]:
        return and_(
            self._table.c.last_seen_at > at - self._limits.idle,
            self._table.c.created_at > at - self._limits.absolute,
        )

    async def _notice(self, token: str, at: datetime) -> None:
        await self._session.execute(
            update(self._table).where(self._table.c.id_hash == hashed(token)).values(last_seen_at=at)
        )


class LoadSession:
    """Puts the session and its user on every request, before anything decides who may do what."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        work: Work[Transaction],
        tables: PlumbingTables,
        cookie: str,
        limits: SessionLimits,
    ) -> None:
        self._app = app
        self._work = work
        self._tables = tables
        self._cookie = cookie
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not scope["path"].startswith(("/assets/", "/health/")):
            await self._load(Request(scope))
        await self._app(scope, receive, send)

    async def _load(self, request: Request) -> None:
        token = request.cookies.get(self._cookie)
        session = await self._find(token) if token else None
        if session is not None:
            request.state.session = session
            request.state.user = session.user
            request.state.csrf_token = session.csrf_token

    async def _find(self, token: str) -> Session | None:
        async with self._work() as uow:
            return await Sessions(uow.session, self._tables, self._limits).find(token, at=utcnow())
