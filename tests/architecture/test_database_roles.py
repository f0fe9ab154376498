"""A database made for compose or a cluster has the same roles and rights as one made by `nrm up` (S37)."""

import os
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from nrm.folders import CHECKOUT
from nrm.runtime.addresses import SERVICES
from nrm.runtime.databases import database_name, prepare_databases
from nrm.runtime.postgres import UNSAFE_BUT_FAST, PostgresServer, find_binaries

FILES = CHECKOUT / "deploy" / "database"
FACTS = {
    "roles": "SELECT rolname, rolcanlogin, rolinherit, rolsuper, rolcreatedb, rolcreaterole, rolbypassrls,"
    " rolreplication, rolpassword LIKE 'SCRAM-SHA-256$%' FROM pg_authid"
    " WHERE rolname LIKE :service || '\\_%'",
    "members": "SELECT roleid::regrole::text, member::regrole::text, admin_option FROM pg_auth_members"
    " WHERE member::regrole::text LIKE :service || '\\_%'",
    "owner": "SELECT datdba::regrole::text FROM pg_database WHERE datname = current_database()",
    "rights to the database": "SELECT right_.grantee::regrole::text, right_.privilege_type"
    " FROM pg_database, aclexplode(datacl) AS right_ WHERE datname = current_database()",
    "rights to the schema": "SELECT right_.grantee::regrole::text, right_.privilege_type"
    " FROM pg_namespace, aclexplode(nspacl) AS right_ WHERE nspname = 'public'",
    "extensions": "SELECT extname FROM pg_extension",
}


@pytest.fixture(scope="module")
async def by_script(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PostgresServer]:
    """A server of its own, prepared as PostgreSQL's image would: by our script, with psql."""
    server = PostgresServer(folder=tmp_path_factory.mktemp("by-script"), settings=UNSAFE_BUT_FAST)
    server.start()
    for service in SERVICES:
        prepare_by_script(server, service, tmp_path_factory.mktemp("secrets"))
    yield server
    server.stop()


def prepare_by_script(server: PostgresServer, service: str, secrets: Path) -> None:
    for role in ("owner", "app"):
        (secrets / f"{role}_password").write_text(f"{service}-{role}-it's")
    told = {
        "PATH": f"{find_binaries()}:{os.environ['PATH']}",
        "PGHOST": "127.0.0.1",
        "PGPORT": str(server.port),
        "PGPASSWORD": server.password,
        "POSTGRES_DB": database_name(service),
        "ROLES": str(FILES / "roles.sql"),
        "SECRETS": str(secrets),
    }
    subprocess.run(["createdb", "--username=postgres", database_name(service)], env=told, check=True)
    subprocess.run([FILES / "prepare.sh"], env=told, check=True)


@pytest.mark.parametrize("service", SERVICES)
async def test_both_ways_lead_to_the_same_roles_and_rights(
    service: str, postgres: PostgresServer, by_script: PostgresServer
) -> None:
    await prepare_databases(postgres)
    scripted = await facts(by_script, service)
    assert scripted == await facts(postgres, service)
    assert len(scripted["roles"]) == 4


@pytest.mark.parametrize("role", ["owner", "app"])
async def test_passwords_are_taken_as_they_are(role: str, by_script: PostgresServer) -> None:
    url = by_script.url("nrm_care", role=f"care_{role}", password=f"care-{role}-it%27s")
    engine = create_async_engine(url, poolclass=NullPool)
    async with engine.connect() as connection:
        assert await connection.scalar(text("SELECT current_user")) == f"care_{role}"
    await engine.dispose()


async def facts(server: PostgresServer, service: str) -> dict[str, list[str]]:
    engine = create_async_engine(server.url(database_name(service)), poolclass=NullPool)
    async with engine.connect() as connection:
        found = {
            fact: sorted(str(row) for row in await connection.execute(text(query), {"service": service}))
            for fact, query in FACTS.items()
        }
    await engine.dispose()
    return found
