"""How long a page of the form takes to come back: save what was typed, and show the next question."""

import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx
import pytest
from tests.referral.answers import ADULT, Filled, filled
from tests.referral.journey import page_at, typed_on
from tests.running import RunningSystem, free_ports_in_a_row

from nrm.simulate.staff import Portals, Staff
from nrm.simulate.visitor import Visitor
from plumbing.clock import utcnow
from referral.domain.form.content import referral_form

FORMS = 5


@pytest.fixture
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSystem]:
    system = RunningSystem(folder=tmp_path_factory.mktemp("system"), addresses=free_ports_in_a_row())
    system.start()
    yield system
    system.stop()


@dataclass
class Reader:
    """One person with a browser, who reads nothing and types at once."""

    officer: Visitor
    client: httpx.AsyncClient
    seconds: list[float] = field(default_factory=list)

    async def fill_in(self, answers: Filled) -> None:
        path = (await self._send("POST", "/referrals/new")).headers["location"]
        while "/questions/" in path:
            began = time.perf_counter()
            saved = await self._send("POST", path, data=typed_on(page_at(path), answers))
            path = saved.headers["location"]
            await self._send("GET", path)
            self.seconds.append(time.perf_counter() - began)
        assert path.endswith("/check-answers")

    async def _send(self, method: str, path: str, **parts: object) -> httpx.Response:
        url = self.officer.portal + path
        answer = await self.client.request(method, url, headers=self.officer._proof(), **parts)  # type: ignore[arg-type]  # form values
        assert answer.status_code in {200, 303}, (path, answer.status_code)
        return answer


async def test_pages_of_the_form(system: RunningSystem, capsys: pytest.CaptureFixture[str]) -> None:
    portals = Portals(*map(system.url, ("referral", "decision", "care")))
    answers = filled(referral_form(), ADULT, utcnow().date())
    async with httpx.AsyncClient(timeout=20) as client:
        staff = Staff(portals, client)
        await staff.arrive()
        reader = Reader(staff.responder("police"), client)
        for _ in range(FORMS):
            await reader.fill_in(answers)
    cuts = statistics.quantiles(reader.seconds, n=100)
    with capsys.disabled():
        print(  # noqa: T201 its purpose
            f"\n{len(reader.seconds)} pages saved and the next one shown:"
            f" {cuts[49] * 1000:.0f} ms median, {cuts[94] * 1000:.0f} ms p95"
        )
