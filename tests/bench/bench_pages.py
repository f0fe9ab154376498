"""How long a page of the form takes to come back: save what was typed, and show the next question."""

import statistics
import time
from collections.abc import Iterator

import httpx
import pytest
from tests.desk import Desk
from tests.referral.answers import ADULT, Filled, filled
from tests.running import RunningSystem, free_ports_in_a_row

from nrm.simulate.staff import Portals, Staff
from plumbing.clock import utcnow
from referral.domain.form.content import referral_form

FORMS = 5


@pytest.fixture
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSystem]:
    system = RunningSystem(folder=tmp_path_factory.mktemp("system"), addresses=free_ports_in_a_row())
    system.start()
    yield system
    system.stop()


async def fill_in(desk: Desk, answers: Filled) -> list[float]:
    """The seconds each page took to be saved and the next one to be shown."""
    path, seconds = await desk.start(), []
    while "/questions/" in path:
        began = time.perf_counter()
        path = await desk.answer(path, answers)
        await desk.send("GET", path)
        seconds.append(time.perf_counter() - began)
    return seconds


async def test_pages_of_the_form(system: RunningSystem, capsys: pytest.CaptureFixture[str]) -> None:
    portals = Portals(*map(system.url, ("referral", "decision", "care")))
    answers = filled(referral_form(), ADULT, utcnow().date())
    async with httpx.AsyncClient(timeout=20) as client:
        staff = Staff(portals, client)
        await staff.arrive()
        desk = Desk(staff.responder("police"), client)
        seconds = [each for _ in range(FORMS) for each in await fill_in(desk, answers)]
    cuts = statistics.quantiles(seconds, n=100)
    with capsys.disabled():
        print(  # noqa: T201 its purpose
            f"\n{len(seconds)} pages saved and the next one shown:"
            f" {cuts[49] * 1000:.0f} ms median, {cuts[94] * 1000:.0f} ms p95"
        )
