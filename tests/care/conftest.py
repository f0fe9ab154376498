"""A care database with two providers and their beds, and the portal on it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from tests.care.portal import referral_service
from tests.care.scenes import MEDAILLE, Works, a_bed, some_premises
from tests.care.town import Town
from tests.portals import portal_settings

from care.app import create_app
from care.seed import seed_providers
from care.settings import CareSettings
from care.storage import UnitOfWork
from nrm.runtime.databases import DatabaseUrls
from plumbing.database import Database
from plumbing.encryption import KeyRing


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    """The keys that the portal under test has too."""
    path = tmp_path / "keys.json"
    return KeyRing.from_file(path) if path.exists() else KeyRing.create(path)


@pytest.fixture
def work(care_database: Database, ring: KeyRing) -> Works:
    return care_database.work(partial(UnitOfWork, ring=ring))


@pytest.fixture
async def town(work: Works) -> Town:
    ours, theirs = some_premises(code="LON-01"), some_premises(code="LON-02", provider_id=MEDAILLE)
    beds = {"A": a_bed(ours, code="A"), "B": a_bed(ours, code="B"), "M": a_bed(theirs, code="M")}
    async with work() as uow:
        await seed_providers(uow)
        uow.session.add_all([ours, theirs])
        await uow.session.flush()
        uow.session.add_all(beds.values())
    return Town(work, beds)


@pytest.fixture
def make_app(care_urls: DatabaseUrls, tmp_path: Path) -> Callable[..., FastAPI]:
    def make(answer: Callable[[httpx.Request], httpx.Response] = referral_service) -> FastAPI:
        ring = tmp_path / "addresses.json"
        if not ring.exists():
            KeyRing.create(ring)
        settings = portal_settings(CareSettings, care_urls, tmp_path, service="care", address_key_file=ring)
        return create_app(settings, referral_transport=httpx.MockTransport(answer))

    return make


@pytest.fixture
def app(make_app: Callable[..., FastAPI]) -> FastAPI:
    return make_app()
