"""A service's database and its transactions."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Protocol, TypeVar

import asyncpg
from sqlalchemy import NullPool, PoolProxiedConnection, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from plumbing.audit import Audit
from plumbing.held import Held
from plumbing.inbox import Inbox
from plumbing.outbox import Outbox
from plumbing.tables import PlumbingTables

_ENTER = text("SELECT set_config('role', :role, true), set_config('nrm.tenant', :tenant, true)")


@dataclass(frozen=True)
class Scope:
    """As whom a transaction acts. A tenant sees only its own rows; PostgreSQL holds it to that."""

    role: str
    tenant: str = ""

    @classmethod
    def of_tenant(cls, tenant: str) -> "Scope":
        return cls("tenant", tenant)


STAFF = Scope("staff")


class Transaction:
    """What every service's unit of work can do, all in one transaction."""

    def __init__(self, session: AsyncSession, tables: PlumbingTables) -> None:
        self.session = session
        self.outbox = Outbox(session, tables.outbox)
        self.inbox = Inbox(session, tables.inbox)
        self.held = Held(session, tables.held)
        self.audit = Audit(session, tables.audit)


U = TypeVar("U", bound=Transaction)
U_co = TypeVar("U_co", bound=Transaction, covariant=True)


class Work(Protocol[U_co]):
    """Opens a unit of work: commits when the block ends well, rolls all of it back when it does not."""

    def __call__(self, scope: Scope = STAFF, /) -> AbstractAsyncContextManager[U_co]: ...


class Database:
    """One service's database, reached as its application role.

    That role has no rights of its own. Each transaction takes on the service's staff or tenant role, so
    forgetting to say as whom one acts shows nothing rather than everything.
    """

    def __init__(self, url: str, *, service: str, connections: int = 10) -> None:
        self.url = url
        self.service = service
        self.engine = create_async_engine(
            url, pool_size=connections, max_overflow=connections, pool_timeout=10
        )
        event.listen(self.engine.sync_engine, "checkout", _refuse_closed)
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    def work(self, unit: Callable[[AsyncSession], U]) -> Work[U]:
        @asynccontextmanager
        async def open_work(scope: Scope = STAFF, /) -> AsyncIterator[U]:
            async with self._sessions() as session, session.begin():
                await session.execute(
                    _ENTER, {"role": f"{self.service}_{scope.role}", "tenant": scope.tenant}
                )
                uow = unit(session)
                yield uow
                await session.flush()
                await uow.audit.write()

        return open_work

    @asynccontextmanager
    async def own_connection(self) -> AsyncIterator[AsyncConnection]:
        """A staff connection outside the pool, for what must hold a lock across transactions."""
        engine = create_async_engine(self.url, poolclass=NullPool)
        try:
            async with engine.connect() as connection:
                await connection.execute(
                    text("SELECT set_config('role', :role, false)"), {"role": f"{self.service}_staff"}
                )
                await connection.commit()
                yield connection
        finally:
            await engine.dispose()

    async def close(self) -> None:
        await self.engine.dispose()


def _refuse_closed(_: DBAPIConnection, entry: ConnectionPoolEntry, __: PoolProxiedConnection) -> None:
    """A server that went away has closed its end: we know without asking, and a ping is three questions."""
    driver: asyncpg.Connection | None = entry.driver_connection
    if driver is None or driver.is_closed():
        raise InvalidatePoolError
