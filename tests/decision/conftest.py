"""A decision service on a fresh database, with its calendars loaded."""

import os

import pytest
from tests.decision.builders import WEDNESDAY_1_APRIL

from clocks import NATIONS, calendars_as_shipped
from decision.storage import UnitOfWork
from plumbing.database import Database, Work
from plumbing.encryption import KeyRing


@pytest.fixture(scope="session")
def ring() -> KeyRing:
    return KeyRing(1, {1: os.urandom(32)})


@pytest.fixture
async def work(decision_database: Database, ring: KeyRing) -> Work[UnitOfWork]:
    work = decision_database.work(lambda session: UnitOfWork(session, ring=ring))
    async with work() as uow:
        for nation in NATIONS:
            await uow.calendars.publish(calendars_as_shipped()[nation], at=WEDNESDAY_1_APRIL)
    return work
