"""`nrm events`, `nrm outbox` and `nrm audit`, as somebody types them, on the databases of an installation."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, MetaData, update
from sqlalchemy.ext.asyncio import create_async_engine
from typer.testing import CliRunner, Result

from contracts.events import Envelope
from nrm.folders import Folders
from nrm.main import app
from nrm.opened import opened
from nrm.refusals import CannotGoOn
from nrm.runtime.databases import prepare_databases, run_as_superuser
from nrm.runtime.postgres import UNSAFE_BUT_FAST, PostgresServer
from plumbing.database import Transaction
from plumbing.migrations import create_plumbing, hide_audit
from plumbing.tables import plumbing_tables

NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)
TABLES = plumbing_tables(MetaData())
CASE = UUID("01989c3e-5a10-7c3f-8d21-0a1b2c3d4e5f")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """The databases of an installation, with the tables every service has."""
    data = tmp_path_factory.mktemp("installation")
    server = PostgresServer(folder=Folders(data).postgres, settings=UNSAFE_BUT_FAST)
    server.start()
    asyncio.run(fill(server))
    yield server
    server.stop()


async def fill(server: PostgresServer) -> None:
    for service, urls in (await prepare_databases(server)).items():
        engine = create_async_engine(urls.owner)
        async with engine.begin() as connection:
            await connection.run_sync(create_tables, service)
        await engine.dispose()


def create_tables(connection: Connection, service: str) -> None:
    operations = Operations(MigrationContext.configure(connection))
    create_plumbing(operations, service)
    hide_audit(operations, service)


@pytest.fixture
def data(server: PostgresServer) -> Path:
    for service in ("referral", "decision", "care"):
        asyncio.run(run_as_superuser(server, f"nrm_{service}", "TRUNCATE outbox, held, audit"))
    return server.folder.parent.parent


def run(data: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--data", str(data)], env={"COLUMNS": "200"})


def answer(data: Path, *words: str) -> Any:
    result = run(data, *words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def within(data: Path, service: str, change: Callable[[Transaction], Awaitable[None]]) -> None:
    async def go() -> None:
        async with opened(data, service) as [one], one.work() as uow:
            await change(uow)

    asyncio.run(go())


def an_envelope(key: UUID = CASE) -> Envelope:
    return Envelope(
        id=uuid4(),
        type="nrm.referral.submitted.v1",
        source="/services/referral",
        time=NOON,
        subject=str(key),
        dataschema="/schemas/nrm.referral.submitted.v1.json",
        data={},
    )


def announce(data: Path, *envelopes: Envelope, sent: bool = True, at: datetime = NOON) -> None:
    async def write(uow: Transaction) -> None:
        for each in envelopes:
            row = {"event_id": each.id, "key": each.subject, "type": each.type, "created_at": at}
            row |= {"envelope": each.model_dump(mode="json"), "sent_at": at if sent else None}
            await uow.session.execute(TABLES.outbox.insert().values(row))

    within(data, "referral", write)


def park(data: Path, *envelopes: Envelope) -> None:
    async def hold(uow: Transaction) -> None:
        for each in envelopes:
            await uow.held.retry(each, reason="CaseMissing", next_try_at=NOON, at=NOON)
            await uow.session.execute(
                update(TABLES.held).values(state="parked", attempts=6, next_try_at=None)
            )

    within(data, "decision", hold)


def test_the_latest_events_come_oldest_first_with_whether_they_left(data: Path) -> None:
    gone, waiting = an_envelope(), an_envelope()
    announce(data, gone)
    announce(data, waiting, sent=False, at=NOON + timedelta(minutes=1))
    lines = [json.loads(line) for line in run(data, "events", "tail", "--json").stdout.splitlines()]
    assert [(line["event_id"], bool(line["sent_at"])) for line in lines] == [
        (str(gone.id), True),
        (str(waiting.id), False),
    ]
    words = run(data, "events", "tail").stdout
    assert words.index("sent") < words.index("waiting")


def test_the_tail_is_as_long_as_asked_for(data: Path) -> None:
    announce(data, *(an_envelope() for _ in range(5)))
    assert len(run(data, "events", "tail", "--lines", "2").stdout.splitlines()) == 2


def test_a_parked_event_is_listed_with_its_reason_and_released_once(data: Path) -> None:
    stuck = an_envelope()
    park(data, stuck)
    [row] = answer(data, "events", "parked")
    assert (row["service"], row["state"], row["reason"]) == ("decision", "parked", "CaseMissing")
    assert str(stuck.id) in run(data, "events", "parked").stdout
    assert answer(data, "events", "release", str(stuck.id)) == {"released_in": ["decision"]}
    assert answer(data, "events", "parked")[0]["state"] == "retrying"
    again = run(data, "events", "release", str(stuck.id))
    assert isinstance(again.exception, CannotGoOn)


def test_nothing_parked_says_so(data: Path) -> None:
    assert run(data, "events", "parked").stdout == "Nothing is parked.\n"


def test_one_event_or_all_of_a_case_can_be_sent_again(data: Path) -> None:
    first, second, other = an_envelope(), an_envelope(), an_envelope(uuid4())
    announce(data, first, second, other)
    assert answer(data, "events", "replay", str(first.id))["replayed"]["referral"] == 1
    assert answer(data, "outbox", "status", "--late", "999999999")[0]["unsent"] == 1
    assert answer(data, "events", "replay", "--referral", str(CASE))["replayed"]["referral"] == 1
    assert answer(data, "outbox", "status", "--late", "999999999")[0]["unsent"] == 2
    nothing = run(data, "events", "replay", str(uuid4()))
    assert isinstance(nothing.exception, CannotGoOn)


def test_what_was_released_or_sent_again_is_in_the_audit(data: Path) -> None:
    stuck, gone = an_envelope(), an_envelope()
    park(data, stuck)
    announce(data, gone)
    answer(data, "events", "release", str(stuck.id))
    answer(data, "events", "replay", str(gone.id))
    entries = {row["service"]: row["entries"] for row in answer(data, "audit", "verify")}
    assert entries == {"referral": 1, "decision": 1, "care": 0}


@pytest.mark.parametrize(
    ("age", "exit_code"), [(timedelta(seconds=10), 0), (timedelta(minutes=10), 1)], ids=["fresh", "stuck"]
)
def test_an_outbox_that_does_not_empty_fails(data: Path, age: timedelta, exit_code: int) -> None:
    announce(data, an_envelope(), sent=False, at=datetime.now(UTC) - age)
    assert run(data, "outbox", "status").exit_code == exit_code


def test_something_parked_fails_the_status_too(data: Path) -> None:
    park(data, an_envelope())
    result = run(data, "outbox", "status")
    assert result.exit_code == 1
    assert "decision" in result.stdout


def test_a_changed_audit_entry_is_found_and_named(data: Path, server: PostgresServer) -> None:
    async def write(uow: Transaction) -> None:
        for number in range(3):
            uow.audit.add(action="looked", actor="somebody", subject=str(number), at=NOON)

    within(data, "care", write)
    assert run(data, "audit", "verify").exit_code == 0
    asyncio.run(run_as_superuser(server, "nrm_care", "UPDATE audit SET actor = 'nobody' WHERE position = 2"))
    result = run(data, "audit", "verify", "--json")
    assert result.exit_code == 1
    assert {row["service"]: row["first_broken"] for row in json.loads(result.stdout)} == {
        "referral": None,
        "decision": None,
        "care": 2,
    }
    assert "broken at entry 2" in run(data, "audit", "verify").stdout


def test_entries_cut_off_at_the_end_are_found_against_what_was_said_earlier(
    data: Path, server: PostgresServer, tmp_path: Path
) -> None:
    async def write(uow: Transaction) -> None:
        for number in range(3):
            uow.audit.add(action="looked", actor="somebody", subject=str(number), at=NOON)

    within(data, "decision", write)
    earlier = tmp_path / "earlier.json"
    earlier.write_text(run(data, "audit", "verify", "--json").stdout)
    within(data, "decision", write)
    since = ("audit", "verify", "--since", str(earlier))
    assert run(data, *since).exit_code == 0
    asyncio.run(run_as_superuser(server, "nrm_decision", "DELETE FROM audit WHERE position > 2"))
    assert run(data, "audit", "verify").exit_code == 0
    assert run(data, *since).exit_code == 1
    assert "broken at entry 3" in run(data, *since).stdout
    within(data, "decision", write)
    assert "broken at entry 3" in run(data, *since).stdout


def test_a_folder_from_which_nothing_runs_is_said(tmp_path: Path) -> None:
    assert "Nothing runs from" in str(run(tmp_path, "outbox", "status").exception)


def test_an_unknown_service_is_said_with_the_known_ones(data: Path) -> None:
    asked = run(data, "events", "parked", "--service", "housing")
    assert "Services: referral, decision, care" in str(asked.exception)
