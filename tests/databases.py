"""A migrated database of a service for each test: copied from a template, or lent and wiped clean again.

Wiping what a test wrote takes a fiftieth of copying: most tests write a few rows into forty tables.
"""

from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from nrm.runtime.databases import DatabaseUrls, create_database, database_urls, drop_database
from nrm.runtime.postgres import PostgresServer
from plumbing.migrations import add_addresses, create_plumbing, hide_audit, migrate

PLUMBING = "plumbing"

LEAVE_TO_US = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
SHAPE = text(
    "SELECT md5(string_agg(concat(oid, ':', xmin), ',' ORDER BY oid)) || (TABLE alembic_version)"
    " FROM pg_class WHERE relnamespace = 'public'::regnamespace"
)
WIPE = text(
    """DO $$ DECLARE it text; BEGIN
    PERFORM set_config('session_replication_role', 'replica', true);
    FOR it IN SELECT quote_ident(tablename) FROM pg_tables
              WHERE schemaname = 'public' AND tablename <> 'alembic_version'
    LOOP EXECUTE 'DELETE FROM ' || it; END LOOP;
    PERFORM setval(oid::regclass, 1, false) FROM pg_class
    WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace;
    END $$"""
)


@dataclass(frozen=True)
class Lent:
    """A database of which we keep a connection, and know the shape of its tables when it was new."""

    name: str
    urls: DatabaseUrls
    connection: AsyncConnection
    shape: str

    async def is_clean_again(self) -> bool:
        """False when a test changed more than rows."""
        await self.connection.execute(LEAVE_TO_US)
        if await self.connection.scalar(SHAPE) != self.shape:
            return False
        await self.connection.execute(WIPE)
        return True


class Templates:
    """One migrated database for each service, made when first asked for."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self._ready: set[str] = set()
        self._numbers = count(1)
        self._clean: defaultdict[str, list[Lent]] = defaultdict(list)

    @asynccontextmanager
    async def copy(self, kind: str) -> AsyncIterator[DatabaseUrls]:
        """A database nobody else had or will have."""
        name = await self._create(kind)
        yield self._urls(kind, name)
        await drop_database(self._server, name)

    @asynccontextmanager
    async def lend(self, kind: str) -> AsyncIterator[DatabaseUrls]:
        """A database as new, to be given back. What a test changes of its tables does not come back."""
        ours = self._clean[kind].pop() if self._clean[kind] else await self._open(kind)
        yield ours.urls
        if await ours.is_clean_again():
            self._clean[kind].append(ours)
        else:
            await self._close(ours)

    async def close(self) -> None:
        for ours in [ours for kind in self._clean.values() for ours in kind]:
            await self._close(ours)

    async def _open(self, kind: str) -> Lent:
        name = await self._create(kind)
        url = self._server.url(name)
        engine = create_async_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        connection = await engine.connect()
        shape = await connection.scalar(SHAPE)
        return Lent(name, self._urls(kind, name), connection, str(shape))

    async def _close(self, ours: Lent) -> None:
        await ours.connection.close()
        await drop_database(self._server, ours.name)

    async def _create(self, kind: str) -> str:
        await self._prepare(kind)
        name = f"test_{kind}_{next(self._numbers)}"
        await create_database(self._server, _service(kind), name, template=f"template_{kind}")
        return name

    async def _prepare(self, kind: str) -> None:
        if kind in self._ready:
            return
        name = f"template_{kind}"
        await create_database(self._server, _service(kind), name)
        owner = self._urls(kind, name).owner
        await (only_plumbing(owner) if kind == PLUMBING else migrate(kind, owner))
        self._ready.add(kind)

    def _urls(self, kind: str, name: str) -> DatabaseUrls:
        return database_urls(self._server, _service(kind), name)


def _service(kind: str) -> str:
    return "referral" if kind == PLUMBING else kind


async def only_plumbing(owner_url: str) -> None:
    engine = create_async_engine(owner_url)
    async with engine.begin() as connection:
        await connection.run_sync(_create_plumbing)
        await connection.execute(text("CREATE TABLE alembic_version AS SELECT '' AS version_num"))
    await engine.dispose()


def _create_plumbing(connection: Connection) -> None:
    operations = Operations(MigrationContext.configure(connection))
    create_plumbing(operations, "referral")
    add_addresses(operations)
    hide_audit(operations, "referral")
