"""What dies is started again, and nothing outlives us."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from nrm.runtime.processes import ChildFailed, Program, is_alive
from nrm.runtime.supervisor import FIRST_WAIT, Supervisor, Watched


@dataclass(kw_only=True)
class Sleeper(Program):
    folder: Path
    seconds: str = "60"
    name = "a sleeper"

    @property
    def log(self) -> Path:
        return self.folder / "sleeper.log"

    def prepare(self) -> None:
        """Nothing to do."""

    def command(self) -> list[str]:
        return [sys.executable, "-c", f"import time; print('hello', flush=True); time.sleep({self.seconds})"]

    def is_ready(self) -> bool:
        return self.pid is not None and self.log.exists() and "hello" in self.log.read_text()


@asynccontextmanager
async def watched(supervisor: Supervisor) -> AsyncIterator[None]:
    watching = asyncio.create_task(supervisor.watch())
    yield
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching


async def test_a_killed_program_runs_again_under_a_new_number_and_that_is_said(tmp_path: Path) -> None:
    said: asyncio.Queue[str] = asyncio.Queue()
    supervisor, sleeper = Supervisor(tmp_path, said.put_nowait), Sleeper(folder=tmp_path)
    pid_file = tmp_path / "a-sleeper.pid"
    supervisor.start(sleeper)
    first = int(pid_file.read_text())
    async with watched(supervisor), asyncio.timeout(10):
        os.kill(first, signal.SIGKILL)
        assert (await said.get()).startswith("a sleeper died; starting it again in")
        assert (await said.get()).startswith("a sleeper was started again")
    second = int(pid_file.read_text())
    assert second != first
    supervisor.stop()
    assert not is_alive(second)
    assert not pid_file.exists()


def test_what_keeps_dying_is_started_later_and_later(tmp_path: Path) -> None:
    dying = Watched(Sleeper(folder=tmp_path), started_at=100.0)
    waits = [dying.plan_restart(101.0) for _ in range(8)]
    assert waits == [0.5, 1, 2, 4, 8, 16, 30, 30]
    dying.started_at = 100.0
    assert dying.plan_restart(200.0) == FIRST_WAIT, "it had been well for a while"


def test_a_program_that_ends_while_starting_is_reported_with_its_last_words(tmp_path: Path) -> None:
    failing = Sleeper(folder=tmp_path, seconds="1/0")
    (tmp_path / "sleeper.log").write_text("")
    failing.is_ready = lambda: False  # type: ignore[method-assign]  # it never gets as far
    with pytest.raises(ChildFailed, match="ZeroDivisionError"):
        failing.start()


def test_a_program_that_does_not_listen_to_reason_is_killed(tmp_path: Path) -> None:
    deaf = Sleeper(folder=tmp_path)
    deaf.stop_signal = signal.SIGCONT
    deaf.stop_seconds = 0.2
    deaf.start()
    began = time.monotonic()
    deaf.stop()
    assert deaf.pid is None
    assert time.monotonic() - began < 5
