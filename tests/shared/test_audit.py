"""The audit chain: nothing can be edited, deleted, swapped or cut off without being noticed."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine
from tests.shared.delivery import UnitOfWork

from nrm.runtime.databases import DatabaseUrls
from plumbing.clock import utcnow
from plumbing.database import STAFF, Database, Scope, Work


@pytest.fixture
def work(plumbing_database: Database) -> Work[UnitOfWork]:
    return plumbing_database.work(UnitOfWork)


async def write_three(work: Work[UnitOfWork]) -> None:
    for number in range(3):
        async with work(STAFF) as uow:
            uow.audit.add(
                action="case_viewed", actor=f"user-{number}", subject="case", at=utcnow(), detail={"tab": "x"}
            )


async def first_broken(work: Work[UnitOfWork]) -> int | None:
    async with work(STAFF) as uow:
        return await uow.audit.first_broken()


async def as_owner(urls: DatabaseUrls, statement: str) -> None:
    engine = create_async_engine(urls.owner)
    async with engine.begin() as connection:
        await connection.execute(text(statement))
    await engine.dispose()


async def test_an_untouched_chain_holds(work: Work[UnitOfWork]) -> None:
    await write_three(work)
    assert await first_broken(work) is None


@pytest.mark.parametrize(
    ("tampering", "broken_at"),
    [
        pytest.param("UPDATE audit SET actor = 'somebody else' WHERE position = 2", 2, id="edited"),
        pytest.param("DELETE FROM audit WHERE position = 1", 1, id="beginning cut off"),
        pytest.param("DELETE FROM audit WHERE position = 2", 2, id="deleted"),
        pytest.param(
            "UPDATE audit SET position = CASE position WHEN 2 THEN -3 WHEN 3 THEN -2 END WHERE position > 1;",
            1,
            id="moved",
        ),
    ],
)
async def test_tampering_is_noticed(
    work: Work[UnitOfWork], plumbing_urls: DatabaseUrls, tampering: str, broken_at: int
) -> None:
    await write_three(work)
    await as_owner(plumbing_urls, tampering)
    assert await first_broken(work) == broken_at


@pytest.mark.parametrize("statement", ["UPDATE audit SET actor = 'x'", "DELETE FROM audit", "TRUNCATE audit"])
async def test_the_application_may_only_append(work: Work[UnitOfWork], statement: str) -> None:
    await write_three(work)
    with pytest.raises(DBAPIError, match="permission denied"):
        async with work(STAFF) as uow:
            await uow.session.execute(text(statement))


async def test_an_entry_is_rolled_back_with_what_it_tells_of(work: Work[UnitOfWork]) -> None:

    async def write_then_fail() -> None:
        async with work(STAFF) as uow:
            uow.audit.add(action="case_viewed", actor="user", subject="case", at=utcnow())
            await uow.audit.write()
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        await write_then_fail()
    await write_three(work)
    assert await first_broken(work) is None


async def test_a_tenant_appends_and_reads_nothing_but_where_the_chain_ends(work: Work[UnitOfWork]) -> None:
    await write_three(work)
    organisation = Scope.of_tenant("anybody")
    async with work(organisation) as uow:
        uow.audit.add(action="case_viewed", actor="user", subject="case", at=utcnow())
    assert await every_position(work) == [1, 2, 3, 4]
    assert await first_broken(work) is None
    async with work(organisation) as uow:
        assert (await uow.audit.end_of_chain())[0] == 4
    with pytest.raises(DBAPIError, match="permission denied"):
        async with work(organisation) as uow:
            await uow.audit.first_broken()


async def every_position(work: Work[UnitOfWork]) -> list[int]:
    async with work(STAFF) as uow:
        return list((await uow.session.scalars(text("SELECT position FROM audit ORDER BY position"))).all())


async def test_entries_written_at_once_form_one_chain(work: Work[UnitOfWork]) -> None:
    writers: list[Callable[[], Awaitable[None]]] = [lambda: write_three(work)] * 8
    await asyncio.gather(*(writer() for writer in writers))
    assert await every_position(work) == list(range(1, 25))
    assert await first_broken(work) is None
