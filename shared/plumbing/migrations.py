"""Running migrations, and what each service's first migration shares with the others."""

import asyncio
import os
from importlib import resources
from typing import Protocol

from alembic import command, context
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, NullPool, TextClause, text
from sqlalchemy.ext.asyncio import create_async_engine

_TABLES = {
    "outbox": "SELECT, INSERT, UPDATE, DELETE",
    "inbox": "SELECT, INSERT, DELETE",
    "held": "SELECT, INSERT, UPDATE, DELETE",
    "dead_letter": "SELECT, INSERT",
    "audit": "SELECT, INSERT",  # append-only
    "data_key": "SELECT, INSERT, UPDATE, DELETE",
    "session": "SELECT, INSERT, UPDATE, DELETE",
    "signin": "SELECT, INSERT, UPDATE, DELETE",
    "directory": "SELECT, INSERT, UPDATE",
    "idempotency": "SELECT, INSERT, UPDATE, DELETE",
}
_TENANT_MAY_USE = {
    "outbox": "INSERT",
    "audit": "SELECT, INSERT",
    "data_key": "SELECT, INSERT, DELETE",
    "idempotency": "SELECT, INSERT, UPDATE",
}
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtext('nrm migrations'))")


class Operations(Protocol):
    """What a migration is given as `op`: the module of that name, or alembic's object of the same name."""

    def execute(self, sqltext: str | TextClause) -> None: ...

    def drop_table(self, table_name: str) -> object: ...


def execute_each(op: Operations, statements: str) -> None:
    """Statements are parted by a semicolon at the end of a line."""
    for statement in filter(str.strip, statements.split(";\n")):
        op.execute(statement)


def create_plumbing(op: Operations, service: str) -> None:
    """Creates the plumbing tables of version 1 and gives the service's roles their rights to them."""
    schema = resources.files("plumbing").joinpath("schema_v1.sql").read_text("utf-8")
    for statement in filter(str.strip, schema.split(";\n")):
        op.execute(text(statement.replace(":", r"\:")))
    for table, rights in _TABLES.items():
        grant(op, service, table, staff=rights)
    for table, rights in _TENANT_MAY_USE.items():
        grant(op, service, table, tenant=rights)


def drop_plumbing(op: Operations) -> None:
    for table in reversed(_TABLES):
        op.drop_table(table)


def add_addresses(op: Operations) -> None:
    """Version 2: where the directory's people get their mail."""
    op.execute("ALTER TABLE directory ADD COLUMN email TEXT NOT NULL DEFAULT ''")


def drop_addresses(op: Operations) -> None:
    op.execute("ALTER TABLE directory DROP COLUMN email")


def hide_audit(op: Operations, service: str) -> None:
    """Version 3: a tenant appends to the audit and reads nothing of it but where the chain ends."""
    op.execute(
        "CREATE FUNCTION audit_end() RETURNS TABLE (last_position BIGINT, last_hash BYTEA)"
        " LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp"
        " AS 'SELECT position, hash FROM audit ORDER BY position DESC LIMIT 1'"
    )
    op.execute("REVOKE ALL ON FUNCTION audit_end() FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION audit_end() TO {service}_staff, {service}_tenant")
    op.execute(f"REVOKE ALL ON audit FROM {service}_tenant")
    grant(op, service, "audit", tenant="INSERT")


def show_audit(op: Operations, service: str) -> None:
    op.execute("DROP FUNCTION audit_end()")
    grant(op, service, "audit", tenant="SELECT")


def keep_keys_apart(op: Operations, service: str, may_read: str) -> None:
    """A tenant finds and destroys only keys of what it may read. It may make one before there is anything."""
    op.execute("ALTER TABLE data_key ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE data_key FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY staff_rows ON data_key TO {service}_staff USING (true) WITH CHECK (true)")
    op.execute(f"CREATE POLICY tenant_adds ON data_key FOR INSERT TO {service}_tenant WITH CHECK (true)")
    for act in ("select", "delete"):
        policy = f"CREATE POLICY tenant_{act}s ON data_key FOR {act} TO {service}_tenant"
        op.execute(f"{policy} USING ({may_read})")


def show_keys(op: Operations) -> None:
    for policy in ("tenant_deletes", "tenant_selects", "tenant_adds", "staff_rows"):
        op.execute(f"DROP POLICY {policy} ON data_key")
    op.execute("ALTER TABLE data_key NO FORCE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE data_key DISABLE ROW LEVEL SECURITY")


def grant(op: Operations, service: str, table: str, *, staff: str = "", tenant: str = "") -> None:
    """Rights of the two roles a transaction can take on (see `plumbing.database.Scope`)."""
    if staff:
        op.execute(f"GRANT {staff} ON {table} TO {service}_staff")
    if tenant:
        op.execute(f"GRANT {tenant} ON {table} TO {service}_tenant")


def keep_tenants_apart(op: Operations, service: str, table: str, column: str) -> None:
    """Row-level security: a tenant sees and writes only its own rows; staff see all; nobody else sees any."""
    own = f"{column}::text = (SELECT nullif(current_setting('nrm.tenant', true), ''))"
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY tenant_rows ON {table} TO {service}_tenant USING ({own}) WITH CHECK ({own})")
    op.execute(f"CREATE POLICY staff_rows ON {table} TO {service}_staff USING (true) WITH CHECK (true)")


def run_environment(metadata: MetaData) -> None:
    """What a service's migrations/env.py calls, from our own runner or from alembic's command line."""
    connection = context.config.attributes.get("connection")
    if connection is not None:
        _run_on(connection, metadata)
    else:
        asyncio.run(_run_from_command_line(metadata))


async def _run_from_command_line(metadata: MetaData) -> None:
    engine = create_async_engine(os.environ["NRM_OWNER_DATABASE_URL"], poolclass=NullPool)
    async with engine.begin() as connection:
        await connection.run_sync(_run_on, metadata)
    await engine.dispose()


def _run_on(connection: Connection, metadata: MetaData) -> None:
    context.configure(connection=connection, target_metadata=metadata, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()


async def migrate(service: str, owner_url: str, *, to: str = "head") -> None:
    """Brings one service's database to a revision, up or down. Several callers wait for each other."""
    engine = create_async_engine(owner_url, poolclass=NullPool)
    async with engine.begin() as connection:
        await connection.execute(_ONE_AT_A_TIME)
        await connection.run_sync(_step, service, to)
    await engine.dispose()


def _step(connection: Connection, service: str, to: str) -> None:
    configuration = _configuration(service)
    configuration.attributes["connection"] = connection
    if to == "base" or to.startswith("-"):
        command.downgrade(configuration, to)
    else:
        command.upgrade(configuration, to)
        connection.execute(text(f"GRANT SELECT ON alembic_version TO {service}_staff"))  # for readiness


def _configuration(service: str) -> Config:
    configuration = Config()
    configuration.set_main_option("script_location", f"{service}:migrations")
    return configuration


def head(service: str) -> str | None:
    """The newest revision the code knows."""
    return ScriptDirectory.from_config(_configuration(service)).get_current_head()


async def current(owner_or_app_url: str) -> str | None:
    """The revision the database is at."""
    engine = create_async_engine(owner_or_app_url, poolclass=NullPool)
    async with engine.connect() as connection:
        revision = await connection.run_sync(
            lambda sync: MigrationContext.configure(sync).get_current_revision()
        )
    await engine.dispose()
    return revision


async def drift(owner_url: str, metadata: MetaData) -> list[object]:
    """Differences between the migrated database and the tables the code declares."""
    engine = create_async_engine(owner_url, poolclass=NullPool)
    async with engine.connect() as connection:
        found = await connection.run_sync(_differences, metadata)
    await engine.dispose()
    return found


def _differences(connection: Connection, metadata: MetaData) -> list[object]:
    migration_context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(migration_context, metadata))
