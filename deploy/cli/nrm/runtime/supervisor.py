"""Keeps programs going: starts again what dies, later and later when it dies at once, and says so."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from nrm.refusals import CannotGoOn
from nrm.runtime.processes import Program

FIRST_WAIT = 0.5
LONGEST_WAIT = 30.0
HEALTHY_AFTER = 60.0
LOOK_EVERY = 0.2


@dataclass
class Watched:
    """A program and when it may be started again."""

    program: Program
    started_at: float
    wait: float = FIRST_WAIT
    may_start_at: float | None = None

    @property
    def has_died(self) -> bool:
        return self.program.pid is None

    def plan_restart(self, now: float) -> float:
        if now - self.started_at > HEALTHY_AFTER:
            self.wait = FIRST_WAIT
        self.may_start_at = now + self.wait
        planned, self.wait = self.wait, min(self.wait * 2, LONGEST_WAIT)
        return planned


class Supervisor:
    """`tell` gets one sentence for everything that goes wrong or is mended."""

    def __init__(self, run_folder: Path, tell: Callable[[str], None]) -> None:
        self._folder = run_folder
        self._tell = tell
        self._groups: list[list[Watched]] = []

    def launch(self, *programs: Program) -> None:
        """Begins to start them; `wait` later, so that they get ready side by side with other work."""
        group: list[Watched] = []
        self._groups.append(group)
        for program in programs:
            group.append(Watched(program, time.monotonic()))
            program.launch()
            self._note_pid(program)

    def wait(self) -> None:
        """Until everything launched so far is ready."""
        for watched in self._all():
            watched.program.wait()

    def start(self, *programs: Program) -> None:
        self.launch(*programs)
        self.wait()

    def stop(self) -> None:
        """What was launched together stops together, the last first: nothing loses what it stands on."""
        while self._groups:
            group = self._groups.pop()
            for watched in group:
                watched.program.ask_to_stop()
            for watched in group:
                watched.program.stop()
                self._pid_file(watched.program).unlink(missing_ok=True)

    def _all(self) -> list[Watched]:
        return [watched for group in self._groups for watched in group]

    async def watch(self) -> None:
        """Runs until cancelled."""
        while True:
            for watched in self._all():
                self._look_after(watched, time.monotonic())
            await asyncio.sleep(LOOK_EVERY)

    def _look_after(self, watched: Watched, now: float) -> None:
        if not watched.has_died:
            return
        if watched.may_start_at is None:
            wait = watched.plan_restart(now)
            self._tell(f"{watched.program.name} died; starting it again in {wait:.1f} s")
        elif now >= watched.may_start_at:
            self._start_again(watched)

    def _start_again(self, watched: Watched) -> None:
        """Does not wait until it is ready: others may need help meanwhile."""
        watched.may_start_at = None
        watched.started_at = time.monotonic()
        try:
            watched.program.launch()
        except CannotGoOn as reason:
            self._tell(str(reason))
            return
        self._note_pid(watched.program)
        self._tell(f"{watched.program.name} was started again (process {watched.program.pid})")

    def _note_pid(self, program: Program) -> None:
        self._pid_file(program).write_text(f"{program.pid}\n")

    def _pid_file(self, program: Program) -> Path:
        return self._folder / f"{program.name.lower().replace(' ', '-')}.pid"
