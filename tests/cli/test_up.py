"""`nrm up`: everything starts, stops when told, and is found again."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.running import RunningSystem, free_ports_in_a_row

from nrm.runtime.addresses import SERVICES
from nrm.runtime.kafka import BrokerSilent, create_topics
from nrm.runtime.processes import ChildFailed, free_port, is_alive, is_listening

pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSystem]:
    system = RunningSystem(folder=tmp_path_factory.mktemp("installation"), addresses=free_ports_in_a_row())
    system.start()
    yield system
    system.kill()


def ports_of(system: RunningSystem) -> list[int]:
    return [*map(system.addresses.port, SERVICES), system.addresses.identity_port]


def everything_is_gone(system: RunningSystem, pids: list[int]) -> bool:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if not any(map(is_listening, ports_of(system))) and not any(map(is_running, pids)):
            return True
        time.sleep(0.1)
    return False


def is_running(pid: int) -> bool:
    """A process nobody has waited for yet has ended all the same."""
    status = Path(f"/proc/{pid}/stat")
    return is_alive(pid) and status.exists() and status.read_text().rsplit(") ", 1)[1][0] != "Z"


def pids_of(system: RunningSystem) -> list[int]:
    return [int(file.read_text()) for file in (system.folder / "run").glob("*.pid")]


@pytest.mark.parametrize("service", SERVICES)
def test_each_portal_answers_and_is_ready(system: RunningSystem, service: str) -> None:
    assert httpx.get(f"{system.url(service)}/health/ready").status_code == 200
    assert httpx.get(f"{system.url(service)}/sign-in").status_code == 200


def test_it_says_where_to_go_and_whom_to_sign_in_as(system: RunningSystem) -> None:
    said = system.log.read_text()
    for service in SERVICES:
        assert system.url(service) in said
    for name in ("Officer Pat Sample", "Casey Worker", "Sam Support"):
        assert name in said


def test_a_second_one_on_the_same_folder_is_refused(system: RunningSystem) -> None:
    second = RunningSystem(folder=system.folder, addresses=free_ports_in_a_row())
    second.prepare = lambda: None  # type: ignore[method-assign]  # leaves the first one's log alone
    second.is_ready = lambda: False  # type: ignore[method-assign]
    with pytest.raises(ChildFailed, match="already runs from"):
        second.start()


def test_a_port_in_use_is_named_before_anything_starts(system: RunningSystem, tmp_path: Path) -> None:
    second = RunningSystem(folder=tmp_path / "second", addresses=system.addresses)
    with pytest.raises(ChildFailed, match=f"Port {system.addresses.first_port} .Refer. is in use"):
        second.start()
    assert not (tmp_path / "second" / "data").exists()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda how: how.name)
def test_it_takes_everything_with_it_and_is_found_again(system: RunningSystem, how: signal.Signals) -> None:
    key = (system.folder / "data" / "keys" / "referral.ring.json").read_text()
    pids = pids_of(system)
    child = system._child
    assert child
    child.send_signal(how)
    assert child.wait(30) == (-signal.SIGKILL if how is signal.SIGKILL else 0)
    assert everything_is_gone(system, pids)
    system.start()
    assert (system.folder / "data" / "keys" / "referral.ring.json").read_text() == key
    assert httpx.get(f"{system.url('referral')}/health/ready").status_code == 200


def nrm(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("nrm")), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_nothing_is_deleted_or_migrated_under_a_running_system(system: RunningSystem) -> None:
    for command in ("reset", "migrate"):
        refused = nrm(command, "--data", str(system.folder))
        assert refused.returncode == 1
        assert "already runs from" in refused.stdout
    assert (system.folder / "data" / "keys").exists()


def test_a_broker_that_is_neither_a_word_nor_an_address_is_refused(tmp_path: Path) -> None:
    refused = nrm("up", "--broker", "kafak", "--data", str(tmp_path))
    assert refused.returncode == 2
    assert "host:port" in refused.stderr


async def test_a_broker_that_does_not_answer_is_named() -> None:
    nobody = f"127.0.0.1:{free_port()}"
    with pytest.raises(BrokerSilent, match=nobody):
        await create_topics(nobody, patience=0.1)


def test_reset_deletes_what_migrate_made(tmp_path: Path) -> None:
    migrated = nrm("migrate", "--data", str(tmp_path))
    assert migrated.returncode == 0, migrated.stdout + migrated.stderr
    assert (tmp_path / "data" / "postgres" / "cluster" / "PG_VERSION").exists()
    assert nrm("reset", "--data", str(tmp_path)).returncode == 0
    assert not (tmp_path / "data").exists()
