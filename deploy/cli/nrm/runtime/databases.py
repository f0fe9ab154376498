"""Three databases in one server, each with its own roles. Doing it again changes nothing."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from nrm.runtime.addresses import SERVICES
from nrm.runtime.postgres import PostgresServer, write_secret

EXTENSIONS = {"care": ("btree_gist",)}
LOGIN_ROLES = {"owner": "", "app": "NOINHERIT"}
GROUP_ROLES = ("staff", "tenant")


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
    owner, app = f"{service}_owner", f"{service}_app"
    return DatabaseUrls(
        app=server.url(database, role=app, password=role_password(server, app)),
        owner=server.url(database, role=owner, password=role_password(server, owner)),
        superuser=server.url(database),
    )


async def prepare_roles(server: PostgresServer) -> None:
    for service in SERVICES:
        await run_as_superuser(server, "postgres", *_role_statements(server, service))


def _role_statements(server: PostgresServer, service: str) -> list[str]:
    groups = [f"{service}_{group}" for group in GROUP_ROLES]
    logins = {f"{service}_{login}": options for login, options in LOGIN_ROLES.items()}
    return [
        *(_create_role(name, "NOLOGIN") for name in groups),
        *(_create_role(name, f"LOGIN {options}") for name, options in logins.items()),
        *(f"ALTER ROLE {name} PASSWORD '{role_password(server, name)}'" for name in logins),
        f"GRANT {', '.join(groups)} TO {service}_app",
    ]


def _create_role(name: str, options: str) -> str:
    missing = f"SELECT FROM pg_roles WHERE rolname = '{name}'"
    return f"DO $$ BEGIN IF NOT EXISTS ({missing}) THEN CREATE ROLE {name} {options}; END IF; END $$"


def role_password(server: PostgresServer, role: str) -> str:
    path = _passwords(server) / role
    if not path.exists():
        write_secret(path, secrets.token_urlsafe(24))
    return path.read_text().strip()


def _passwords(server: PostgresServer) -> Path:
    return server.folder / "passwords"


async def create_database(
    server: PostgresServer, service: str, database: str, *, template: str | None = None
) -> None:
    if not await _exists(server, database):
        source = f" TEMPLATE {template}" if template else ""
        await run_as_superuser(
            server, "postgres", f"CREATE DATABASE {database} OWNER {service}_owner{source}"
        )
    if not template:
        await run_as_superuser(server, database, *_access_statements(service, database))


def _access_statements(service: str, database: str) -> list[str]:
    roles = ", ".join(f"{service}_{role}" for role in GROUP_ROLES)
    return [
        *(f"CREATE EXTENSION IF NOT EXISTS {name}" for name in EXTENSIONS.get(service, ())),
        f"REVOKE ALL ON DATABASE {database} FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {database} TO {service}_app",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA public TO {roles}",
    ]


async def drop_database(server: PostgresServer, database: str) -> None:
    await run_as_superuser(server, "postgres", f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")


async def _exists(server: PostgresServer, database: str) -> bool:
    async with _superuser(server, "postgres") as connection:
        query = text("SELECT 1 FROM pg_database WHERE datname = :name")
        return await connection.scalar(query, {"name": database}) is not None


async def run_as_superuser(server: PostgresServer, database: str, *statements: str) -> None:
    async with _superuser(server, database) as connection:
        for statement in statements:
            await connection.exec_driver_sql(statement)


def _superuser(server: PostgresServer, database: str) -> AsyncConnection:
    engine = create_async_engine(server.url(database), poolclass=NullPool, isolation_level="AUTOCOMMIT")
    return engine.connect()
