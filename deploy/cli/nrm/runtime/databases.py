"""Three databases in one server, each with its own roles. Doing it again changes nothing."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from nrm.runtime.addresses import SERVICES
from nrm.runtime.files import kept_secret
from nrm.runtime.postgres import PostgresServer

EXTENSIONS = {"care": ("btree_gist",)}


@dataclass(frozen=True)
class DatabaseUrls:
    """One database as its application, its owner and the superuser reach it."""

    app: str
    owner: str
    superuser: str


async def prepare_databases(server: PostgresServer) -> dict[str, DatabaseUrls]:
    await prepare_roles(server)
    for service in SERVICES:
        await create_database(server, service, database_name(service))
    return {service: database_urls(server, service, database_name(service)) for service in SERVICES}


def database_name(service: str) -> str:
    return f"nrm_{service}"


def database_urls(server: PostgresServer, service: str, database: str) -> DatabaseUrls:
    owner, app = _logins(service)
    return DatabaseUrls(
        app=server.url(database, role=app, password=role_password(server, app)),
        owner=server.url(database, role=owner, password=role_password(server, owner)),
        superuser=server.url(database),
    )


async def prepare_roles(server: PostgresServer) -> None:
    there = await _column(server, "SELECT rolname FROM pg_roles")
    for service in SERVICES:
        missing = {role: kind for role, kind in _roles(service).items() if role not in there}
        await run_as_superuser(
            server,
            "postgres",
            *(f"CREATE ROLE {role} {kind}" for role, kind in missing.items()),
            *(f"ALTER ROLE {role} PASSWORD '{role_password(server, role)}'" for role in _logins(service)),
            f"GRANT {', '.join(_groups(service))} TO {service}_app",
        )


def _roles(service: str) -> dict[str, str]:
    """The application role takes on a group for each transaction; of itself it may do nothing."""
    owner, app = _logins(service)
    return dict.fromkeys(_groups(service), "NOLOGIN") | {owner: "LOGIN", app: "LOGIN NOINHERIT"}


def _logins(service: str) -> tuple[str, str]:
    return f"{service}_owner", f"{service}_app"


def _groups(service: str) -> tuple[str, str]:
    return f"{service}_staff", f"{service}_tenant"


def role_password(server: PostgresServer, role: str) -> str:
    return kept_secret(_passwords(server) / role)


def _passwords(server: PostgresServer) -> Path:
    return server.folder / "passwords"


async def create_database(
    server: PostgresServer, service: str, database: str, *, template: str | None = None
) -> None:
    if database not in await _column(server, "SELECT datname FROM pg_database"):
        source = f" TEMPLATE {template}" if template else ""
        await run_as_superuser(
            server, "postgres", f"CREATE DATABASE {database} OWNER {service}_owner{source}"
        )
    if not template:
        await run_as_superuser(server, database, *_access_statements(service, database))


def _access_statements(service: str, database: str) -> list[str]:
    return [
        *(f"CREATE EXTENSION IF NOT EXISTS {name}" for name in EXTENSIONS.get(service, ())),
        f"REVOKE ALL ON DATABASE {database} FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {database} TO {service}_app",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA public TO {', '.join(_groups(service))}",
    ]


async def drop_database(server: PostgresServer, database: str) -> None:
    await run_as_superuser(server, "postgres", f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")


async def _column(server: PostgresServer, query: str) -> set[str]:
    async with _superuser(server, "postgres") as connection:
        return set(await connection.scalars(text(query)))


async def run_as_superuser(server: PostgresServer, database: str, *statements: str) -> None:
    async with _superuser(server, database) as connection:
        for statement in statements:
            await connection.exec_driver_sql(statement)


def _superuser(server: PostgresServer, database: str) -> AsyncConnection:
    engine = create_async_engine(server.url(database), poolclass=NullPool, isolation_level="AUTOCOMMIT")
    return engine.connect()
