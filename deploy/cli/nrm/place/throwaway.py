"""A database of care that is thrown away afterwards, on a server of its own: never the live one."""

import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import asyncpg

from care.seed import seed_providers
from care.storage import UnitOfWork, metadata
from nrm.runtime.databases import create_database, database_urls, prepare_roles
from nrm.runtime.postgres import UNSAFE_BUT_FAST, PostgresServer
from plumbing.database import Database, Work
from plumbing.encryption import KeyRing
from plumbing.migrations import migrate

NAME = "tried"


@dataclass(frozen=True)
class Throwaway:
    work: Work[UnitOfWork]
    superuser: asyncpg.Connection
    tables: Sequence[str]
    address_ring: KeyRing

    async def empty(self) -> None:
        """In one round trip, without asking who refers to whom: everything goes."""
        deletions = ";".join(f"DELETE FROM {table}" for table in self.tables)  # noqa: S608 our own names  # nosec B608
        await self.superuser.execute(f"SET session_replication_role = replica; {deletions}")


@asynccontextmanager
async def throwaway() -> AsyncIterator[Throwaway]:
    with tempfile.TemporaryDirectory(prefix="nrm-try-", ignore_cleanup_errors=True) as folder:
        server = PostgresServer(folder=Path(folder), settings=UNSAFE_BUT_FAST)
        server.start()
        try:
            async with _prepared(server) as ready:
                yield ready
        finally:
            server.stop()


@asynccontextmanager
async def _prepared(server: PostgresServer) -> AsyncIterator[Throwaway]:
    await prepare_roles(server)
    await create_database(server, "care", NAME)
    urls = database_urls(server, "care", NAME)
    await migrate("care", urls.owner)
    database = Database(urls.app, service="care")
    superuser = await asyncpg.connect(urls.superuser.replace("+asyncpg", ""))
    try:
        tables = await _empty_tables(superuser)
        work = database.work(partial(UnitOfWork, ring=KeyRing.create(server.folder / "texts.json")))
        async with work() as uow:
            await seed_providers(uow)
        yield Throwaway(work, superuser, tables, KeyRing.create(server.folder / "addresses.json"))
    finally:
        await superuser.close()
        await database.close()


async def _empty_tables(superuser: asyncpg.Connection) -> list[str]:
    """Those a scene fills. What migrations and the seed put in stays."""
    names = [table.name for table in reversed(metadata.sorted_tables) if table.name != "provider"]
    return [name for name in names if not await superuser.fetchval(f"SELECT EXISTS (TABLE {name})")]
