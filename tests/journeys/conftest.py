"""The whole system over a real Kafka: each service's web and worker in processes of their own."""

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from tests.conftest import do_without
from tests.running import RunningSystem, free_ports_in_a_row

from nrm.folders import DOWNLOADS
from nrm.runtime.debian import ProgramMissing
from nrm.runtime.kafka import fetch_kafka
from nrm.runtime.processes import ChildFailed
from nrm.simulate.staff import Portals, Staff


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSystem]:
    try:
        fetch_kafka(DOWNLOADS)
    except (ProgramMissing, ChildFailed) as reason:
        do_without(reason)
    folder = tmp_path_factory.mktemp("system")
    system = RunningSystem(folder=folder, addresses=free_ports_in_a_row(), broker="kafka")
    system.start()
    yield system
    system.stop()


@pytest.fixture
async def staff(system: RunningSystem) -> AsyncIterator[Staff]:
    """Everybody in the demonstration, signed in at the portals of this system."""
    portals = Portals(*map(system.url, ("referral", "decision", "care")))
    async with httpx.AsyncClient(timeout=20) as client:
        staff = Staff(portals, client)
        await staff.arrive()
        yield staff
