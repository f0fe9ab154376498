"""How long a page of the form takes to come back: the save, the next question, and both together."""

import os
import statistics
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
from tests.desk import Desk
from tests.referral.answers import EVERY_TURNING, Filled, filled
from tests.referral.journey import page_at, typed_on
from tests.running import RunningSystem, free_ports_in_a_row

from nrm.simulate.staff import Portals, Staff
from plumbing.clock import utcnow
from referral.domain.form.content import referral_form

FORMS = 5


class Turned(NamedTuple):
    """The seconds one page took to be saved, and those the next one took to be shown."""

    saved: float
    shown: float


@pytest.fixture
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSystem]:
    system = RunningSystem(folder=tmp_path_factory.mktemp("system"), addresses=free_ports_in_a_row())
    system.start()
    yield system
    system.stop()


def cpu_seconds(system: RunningSystem) -> float:
    """Of all three portals and their background work, which share one process here."""
    fields = Path(f"/proc/{system.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def seconds(desk: Desk, method: str, path: str, **parts: object) -> tuple[float, str]:
    """With where the answer leads."""
    began = time.perf_counter()
    answer = await desk.send(method, path, **parts)
    return time.perf_counter() - began, answer.headers.get("location", "")


async def fill_in(desk: Desk, answers: Filled) -> AsyncIterator[Turned]:
    path = await desk.start()
    while "/questions/" in path:
        saved, path = await seconds(desk, "POST", path, data=typed_on(page_at(path), answers))
        shown, _ = await seconds(desk, "GET", path)
        yield Turned(saved, shown)
        if path.endswith("/evidence"):
            _, path = await seconds(desk, "POST", f"{path}/done")


def table(turned: list[Turned], cpu: float) -> str:
    rows = {
        "a page saved": [each.saved for each in turned],
        "a page shown": [each.shown for each in turned],
        "saved, and the next shown": [sum(each) for each in turned],
    }
    head = f"{len(turned)} pages of the form, one person; {cpu / len(turned) * 1000:.0f} ms of CPU for each"
    return "\n".join(["", head, f"{'':28}median     p95", *(_row(*row) for row in rows.items())])


def _row(name: str, taken: list[float]) -> str:
    cuts = statistics.quantiles(taken, n=100)
    return f"{name:28}{cuts[49] * 1000:3.0f} ms  {cuts[94] * 1000:3.0f} ms"


async def test_pages_of_the_form(system: RunningSystem, capsys: pytest.CaptureFixture[str]) -> None:
    portals = Portals(*map(system.url, ("referral", "decision", "care")))
    answers = filled(referral_form(), EVERY_TURNING, utcnow().date())
    async with httpx.AsyncClient(timeout=20) as client:
        staff = Staff(portals, client)
        await staff.arrive()
        desk = Desk(staff.responder("police"), client)
        before = cpu_seconds(system)
        turned = [each for _ in range(FORMS) async for each in fill_in(desk, answers)]
        used = cpu_seconds(system) - before
    with capsys.disabled():
        print(table(turned, used))  # noqa: T201 its purpose
