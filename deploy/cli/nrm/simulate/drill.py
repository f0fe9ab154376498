"""The kill drill: while a simulation runs, workers are killed as when the power goes, and must catch up."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from nrm.refusals import CannotGoOn
from nrm.runtime.addresses import SERVICES

SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 3.0


class NothingToKill(CannotGoOn):
    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"No worker runs from {folder}. The drill needs `nrm up --broker kafka`, which starts them again."
        )


@dataclass
class Drill:
    """A worker holds its service's relay and its consumer: both die in the middle of whatever they do."""

    run_folder: Path
    kills: int
    chance: Random
    killed: list[str] = field(default_factory=list)

    def check(self) -> None:
        if self.kills and not self._workers():
            raise NothingToKill(self.run_folder)

    @asynccontextmanager
    async def going_on(self) -> AsyncIterator[None]:
        """Kills now and then until all kills are done, or what it goes along with is over."""
        killing = asyncio.create_task(self._kill_now_and_then())
        try:
            yield
        finally:
            killing.cancel()
            await asyncio.gather(killing, return_exceptions=True)

    async def _kill_now_and_then(self) -> None:
        while len(self.killed) < self.kills:
            await asyncio.sleep(self.chance.uniform(SHORTEST_PAUSE, LONGEST_PAUSE))
            if workers := self._workers():
                service = self.chance.choice(sorted(workers))
                os.kill(workers[service], signal.SIGKILL)
                self.killed.append(service)

    def _workers(self) -> dict[str, int]:
        files = {service: self.run_folder / f"{service}-worker.pid" for service in SERVICES}
        pids = {service: int(file.read_text()) for service, file in files.items() if file.exists()}
        return {service: pid for service, pid in pids.items() if _is_worker(pid, service)}


def _is_worker(pid: int, service: str) -> bool:
    """The number in the file may by now be somebody else's process."""
    try:
        return f"{service}.worker".encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
