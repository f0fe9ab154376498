"""Every migration goes up, down and up again, and what it leaves is what the code declares."""

from collections.abc import AsyncIterator
from importlib import import_module

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from tests.databases import Templates

from nrm.runtime.databases import DatabaseUrls, create_database, database_urls, drop_database
from nrm.runtime.postgres import PostgresServer
from plumbing.migrations import current, drift, head, migrate

SERVICES = ("referral", "decision", "care")
EACH_SERVICE = pytest.mark.parametrize("service", SERVICES)


@pytest.fixture
async def empty(service: str, postgres: PostgresServer, templates: Templates) -> AsyncIterator[DatabaseUrls]:
    name = f"migrations_{service}"
    await create_database(postgres, service, name)
    yield database_urls(postgres, service, name)
    await drop_database(postgres, name)


@pytest.fixture
async def migrated(service: str, templates: Templates) -> AsyncIterator[DatabaseUrls]:
    async with templates.lend(service) as urls:
        yield urls


@EACH_SERVICE
async def test_migrations_go_up_down_and_up_again(service: str, empty: DatabaseUrls) -> None:
    await migrate(service, empty.owner)
    assert await current(empty.owner) == head(service)
    first = await everything_in(empty)
    await migrate(service, empty.owner, to="base")
    assert await everything_in(empty) == ["table alembic_version"]
    await migrate(service, empty.owner)
    assert await everything_in(empty) == first


@EACH_SERVICE
async def test_the_database_is_what_the_code_declares(service: str, migrated: DatabaseUrls) -> None:
    assert await drift(migrated.owner, import_module(f"{service}.storage").metadata) == []


@EACH_SERVICE
async def test_the_application_role_owns_nothing(service: str, migrated: DatabaseUrls) -> None:
    engine = create_async_engine(migrated.owner)
    async with engine.connect() as connection:
        owned = await connection.scalars(
            text("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tableowner <> :owner"),
            {"owner": f"{service}_owner"},
        )
        assert owned.all() == []
    await engine.dispose()


async def everything_in(urls: DatabaseUrls) -> list[str]:
    """Tables, indexes, constraints, policies, functions and types of the public schema, by kind and name."""
    queries = {
        "table": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
        "index": "SELECT indexname FROM pg_indexes WHERE schemaname = 'public'"
        " AND tablename <> 'alembic_version'",
        "policy": "SELECT tablename || '.' || policyname FROM pg_policies WHERE schemaname = 'public'",
        "type": "SELECT typname FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
        " WHERE n.nspname = 'public' AND typtype = 'e'",
        "function": "SELECT proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " LEFT JOIN pg_depend d ON d.objid = p.oid AND d.deptype = 'e'"
        " WHERE n.nspname = 'public' AND d.objid IS NULL",
    }
    engine = create_async_engine(urls.owner)
    found: list[str] = []
    async with engine.connect() as connection:
        for kind, query in queries.items():
            names = await connection.scalars(text(query))
            found += [f"{kind} {name}" for name in names]
    await engine.dispose()
    return sorted(found)
