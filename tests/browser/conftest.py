"""One embedded system and one browser for all tests here; people sign in as they would at their desks."""

import re
from collections.abc import AsyncIterator, Iterator, Sequence

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser
from tests.axe import browser
from tests.browser.visiting import Visits
from tests.running import RunningSystem, free_ports_in_a_row

from nrm.simulate.figures import figures_of
from nrm.simulate.playing import Play
from nrm.simulate.sampler import draw
from nrm.simulate.staff import Portals, Staff
from nrm.simulate.story import Story

# A browser also reports pages that answer with a refusal, which is what some tests look for.
EXPECTED = re.compile(r"responded with a status of (401|403|422)")


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[RunningSystem]:
    system = RunningSystem(folder=tmp_path_factory.mktemp("system"), addresses=free_ports_in_a_row())
    system.start()
    yield system
    system.stop()


@pytest_asyncio.fixture(scope="session")
async def chrome(chromium: str) -> AsyncIterator[Browser]:
    async with browser(chromium) as started:
        yield started


@pytest_asyncio.fixture(scope="session")
async def stories(system: RunningSystem) -> Sequence[Story]:
    """People at every point of their way, so that no list is empty."""
    portals = Portals(*map(system.url, ("referral", "decision", "care")))
    async with httpx.AsyncClient(timeout=20) as client:
        staff = Staff(portals, client)
        await staff.arrive()
        play = Play("for browsers", 3, staff, lambda mark: None)
        return await play.perform(draw(figures_of(2023), 16, seed=3))


@pytest.fixture
async def visits(chrome: Browser, system: RunningSystem) -> AsyncIterator[Visits]:
    """Fails at the end when a page broke its own content policy, a script stumbled or a file was missing."""
    visits = Visits(chrome, system)
    yield visits
    await visits.leave()
    assert [each for each in visits.troubles if not EXPECTED.search(each)] == []
