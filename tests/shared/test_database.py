"""Transactions: all or nothing, and as nobody one sees nothing."""

import pytest
from sqlalchemy import NullPool, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine
from tests.shared.delivery import Sender, UnitOfWork, counted_by

from plumbing.clock import utcnow
from plumbing.database import STAFF, Database, Scope
from plumbing.identifiers import new_id

EVENT = counted_by("example")


async def test_state_event_and_audit_commit_together_or_not_at_all(plumbing_database: Database) -> None:
    sender = Sender(plumbing_database, EVENT)

    async def announce_then_fail() -> None:
        async with sender.work(STAFF) as uow:
            await uow.outbox.add(EVENT(referral_id=new_id(), number=1), at=utcnow())
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        await announce_then_fail()
    assert await sender.unsent() == 0


async def test_the_login_role_by_itself_sees_nothing(plumbing_database: Database) -> None:
    async with plumbing_database.engine.connect() as connection:
        with pytest.raises(DBAPIError, match=r"does not exist|permission denied"):
            await connection.execute(text("SELECT * FROM public.outbox"))


async def test_a_server_that_was_restarted_is_reached_again(plumbing_database: Database) -> None:
    work = plumbing_database.work(UnitOfWork)
    async with work() as first, work() as second:
        rested = [await uow.session.scalar(text("SELECT pg_backend_pid()")) for uow in (first, second)]
    await end_connections(plumbing_database, rested)
    async with work() as uow:
        assert await uow.session.scalar(text("SELECT pg_backend_pid()")) not in rested


async def end_connections(database: Database, pids: list[int]) -> None:
    """As a server does when it stops."""
    engine = create_async_engine(database.url, poolclass=NullPool)
    async with engine.connect() as connection:
        for pid in pids:
            assert await connection.scalar(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
    await engine.dispose()


async def test_a_role_taken_on_ends_with_its_transaction(plumbing_database: Database) -> None:
    async with plumbing_database.work(UnitOfWork)(STAFF) as uow:
        assert await uow.session.scalar(text("SELECT current_user")) == "referral_staff"
    async with plumbing_database.engine.connect() as connection:
        assert await connection.scalar(text("SELECT current_user")) == "referral_app"


async def test_a_tenant_may_announce_but_not_read_what_others_announced(plumbing_database: Database) -> None:
    tenant = Scope.of_tenant("org-1")
    async with plumbing_database.work(UnitOfWork)(tenant) as uow:
        await uow.outbox.add(EVENT(referral_id=new_id(), number=1), at=utcnow())
    with pytest.raises(DBAPIError, match="permission denied"):
        async with plumbing_database.work(UnitOfWork)(tenant) as uow:
            await uow.session.execute(text("SELECT * FROM outbox"))


@pytest.mark.parametrize(
    "statement", ["DROP TABLE outbox", "ALTER TABLE outbox ADD x INT", "CREATE TABLE x (y INT)"]
)
async def test_the_application_cannot_change_tables(plumbing_database: Database, statement: str) -> None:
    with pytest.raises(DBAPIError):
        async with plumbing_database.work(UnitOfWork)(STAFF) as uow:
            await uow.session.execute(text(statement))
