"""A decision service on a fresh database, with its calendars loaded; and its portal."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from tests.decision.builders import WEDNESDAY_1_APRIL
from tests.decision.referral_service import ReferralServiceDouble
from tests.portals import portal_settings

from decision.app import create_app
from decision.seed import publish_shipped_calendars
from decision.settings import DecisionSettings
from decision.storage import UnitOfWork
from nrm.runtime.databases import DatabaseUrls
from plumbing.database import Database, Work
from plumbing.encryption import KeyRing


@pytest.fixture(scope="session")
def ring() -> KeyRing:
    return KeyRing(1, {1: os.urandom(32)})


@pytest.fixture
async def work(decision_database: Database, ring: KeyRing) -> Work[UnitOfWork]:
    work = decision_database.work(lambda session: UnitOfWork(session, ring=ring))
    async with work() as uow:
        await publish_shipped_calendars(uow, at=WEDNESDAY_1_APRIL)
    return work


@pytest.fixture
def referral_service() -> ReferralServiceDouble:
    return ReferralServiceDouble()


@pytest.fixture
async def app(
    decision_urls: DatabaseUrls, tmp_path: Path, referral_service: ReferralServiceDouble
) -> AsyncIterator[FastAPI]:
    settings = portal_settings(DecisionSettings, decision_urls, tmp_path, service="decision")
    transport = httpx.MockTransport(referral_service.answer)
    app = create_app(settings, referral_transport=transport)
    async with app.router.lifespan_context(app):
        async with app.state.open_work() as uow:
            await publish_shipped_calendars(uow, at=WEDNESDAY_1_APRIL)
        yield app
