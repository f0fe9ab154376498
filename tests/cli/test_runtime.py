"""What the system stands on when it runs on one machine."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from aiokafka import AIOKafkaProducer
from sqlalchemy import MetaData, text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from nrm.folders import Folders
from nrm.runtime.accounts import OURSELVES, RunAs, not_root, other_account
from nrm.runtime.databases import DatabaseUrls, prepare_databases
from nrm.runtime.installation import Installation, RunsAlready
from nrm.runtime.kafka import KafkaBroker, create_topics
from nrm.runtime.keys import prepare_keys
from nrm.runtime.postgres import PostgresMissing, PostgresServer, find_binaries, postmaster_file
from nrm.runtime.processes import PortTaken
from plumbing.database import STAFF, Database, Transaction
from plumbing.tables import plumbing_tables

TABLES = plumbing_tables(MetaData())
START_AND_SLEEP = """
import sys, time
from pathlib import Path
from nrm.runtime.postgres import PostgresServer
PostgresServer(folder=Path(sys.argv[1])).start()
print("ready", flush=True)
time.sleep(60)
"""


def a_transaction(session: AsyncSession) -> Transaction:
    return Transaction(session, TABLES)


async def scalar(url: str, query: str) -> object:
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        found: object = await connection.scalar(text(query))
    await engine.dispose()
    return found


def test_postgresql_ends_cleanly_when_its_parent_is_killed_and_starts_again(tmp_path: Path) -> None:
    folder = tmp_path / "postgres"
    parent = subprocess.Popen([sys.executable, "-c", START_AND_SLEEP, str(folder)], stdout=subprocess.PIPE)
    with parent:
        assert parent.stdout
        assert parent.stdout.readline() == b"ready\n"
        parent.send_signal(signal.SIGKILL)
    server = PostgresServer(folder=folder)
    server.start()
    server.stop()
    said = server.log.read_text()
    assert said.count("received fast shutdown request") == 2
    assert "was not properly shut down" not in said


def ways_to_run_postgresql() -> list[RunAs]:
    """Root has two, of which the kernel may forbid the first; everybody else has one."""
    return [not_root(), other_account()] if os.geteuid() == 0 else [OURSELVES]


@pytest.mark.parametrize("run_as", ways_to_run_postgresql(), ids=lambda way: way.name)
def test_postgresql_runs_for_root_too(run_as: RunAs) -> None:
    with tempfile.TemporaryDirectory() as folder:
        server = PostgresServer(folder=Path(folder), run_as=run_as)
        server.start()
        assert server.pid
        server.stop()
        assert "database system is shut down" in server.log.read_text()


def test_a_pid_file_left_by_a_reboot_does_not_keep_postgresql_from_starting(tmp_path: Path) -> None:
    server = PostgresServer(folder=tmp_path / "postgres")
    server.start()
    server.stop()
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as stranger:
        (server.data / "postmaster.pid").write_text(f"{stranger.pid}\n{server.data}\n0\n5432\n")
        server.start()
        assert postmaster_file(server.data)[0] == str(server.pid)
        server.stop()
        stranger.kill()


def test_a_chosen_folder_without_postgresql_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PG_BIN", str(tmp_path))
    with pytest.raises(PostgresMissing, match="PG_BIN"):
        find_binaries()


def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken, match=f"Port {port} .PostgreSQL. is in use"):
            PostgresServer(folder=tmp_path / "postgres", port=port).start()


def test_one_installation_runs_only_once(tmp_path: Path) -> None:
    installation = Installation(Folders(tmp_path))
    with (
        installation.locked(),
        pytest.raises(RunsAlready, match="already runs from"),
        Installation(Folders(tmp_path)).locked(),
    ):
        pass
    with installation.locked():
        pass


def test_keys_stay_when_prepared_again_and_only_their_owner_can_read_them(tmp_path: Path) -> None:
    prepare_keys(tmp_path)
    private = {file: file.read_bytes() for file in tmp_path.iterdir() if "peers" not in file.name}
    prepare_keys(tmp_path)
    assert {file: file.read_bytes() for file in private} == private
    assert {file.stat().st_mode & 0o077 for file in private} == {0}


async def test_a_test_database_has_the_plumbing_tables_and_is_used_as_staff(
    plumbing_database: Database,
) -> None:
    async with plumbing_database.work(a_transaction)(STAFF) as uow:
        assert await uow.session.scalar(text("SELECT current_user")) == "referral_staff"
        assert await uow.session.scalar(text("SELECT count(*) FROM outbox")) == 0


async def test_preparing_databases_twice_changes_nothing(postgres: PostgresServer) -> None:
    first = await prepare_databases(postgres)
    assert await prepare_databases(postgres) == first
    assert await scalar(first["care"].app, "SELECT current_user") == "care_app"
    extensions = "SELECT count(*) FROM pg_extension WHERE extname = 'btree_gist'"
    assert await scalar(first["care"].superuser, extensions) == 1


async def test_the_application_role_sees_nothing_by_itself(plumbing_urls: DatabaseUrls) -> None:
    seen = "SELECT to_regclass('outbox') IS NOT NULL"
    assert await scalar(plumbing_urls.owner, seen) is True
    assert await scalar(plumbing_urls.app, seen) is False


@pytest.mark.kafka
async def test_the_broker_has_every_topic_and_keeps_its_port_when_killed(kafka_broker: KafkaBroker) -> None:
    bootstrap = kafka_broker.bootstrap
    kafka_broker.kill()
    kafka_broker.start()
    assert kafka_broker.bootstrap == bootstrap
    await create_topics(bootstrap)
    async with AIOKafkaProducer(bootstrap_servers=bootstrap) as producer:
        assert len(await producer.partitions_for("nrm.referral")) == 12
        assert len(await producer.partitions_for("nrm.care.dead-letter")) == 1
