"""The Refer portal over a fresh database, and people signed in to it."""

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from tests.identity import Keys, bearer, token
from tests.portals import PORTAL_URL, a_person, portal_settings, put_in_directory, signed_in
from tests.referral.browsing import address, chrome
from tests.referral.postbox import Postbox

from decision.seed import seed
from decision.settings import DecisionSettings
from decision.worker import background
from nrm.runtime.clamd import Scanner
from nrm.runtime.databases import DatabaseUrls
from plumbing.clamd import Clamd
from plumbing.database import Database, Work
from plumbing.directory import PROGRAM, DirectoryEntry
from plumbing.encryption import KeyRing
from plumbing.worker import Background
from referral.app import create_app
from referral.domain.drafts import DraftId
from referral.settings import ReferralSettings
from referral.storage import UnitOfWork

__all__ = ["address", "chrome"]

FORCE, CHARITY = "avon-and-somerset-constabulary", "unseen"


@pytest.fixture
def settings(referral_urls: DatabaseUrls, tmp_path: Path) -> ReferralSettings:
    return portal_settings(ReferralSettings, referral_urls, tmp_path)


@pytest.fixture
def work(referral_database: Database, settings: ReferralSettings) -> Work[UnitOfWork]:
    ring = KeyRing.from_file(settings.key_file)
    return referral_database.work(partial(UnitOfWork, ring=ring))


@pytest.fixture
def provider() -> Keys:
    return Keys()


@pytest.fixture
async def app(settings: ReferralSettings, provider: Keys) -> AsyncIterator[FastAPI]:
    app = create_app(settings, transport=provider)
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
def officer() -> DirectoryEntry:
    return a_person("first_responder", organisation=FORCE, subject="pc.sample")


@pytest.fixture
def colleague() -> DirectoryEntry:
    """Of the same force."""
    return a_person("first_responder", organisation=FORCE, subject="pc.other")


@pytest.fixture
def stranger() -> DirectoryEntry:
    """Of another organisation."""
    return a_person("first_responder", organisation=CHARITY, subject="ngo.sample")


@pytest.fixture
async def client(app: FastAPI, officer: DirectoryEntry) -> AsyncIterator[httpx.AsyncClient]:
    async with signed_in(app, officer) as client:
        yield client


@pytest.fixture
def records() -> DirectoryEntry:
    """The case system of the same force."""
    return a_person("first_responder", PROGRAM, organisation=FORCE, subject="records.sample")


@pytest.fixture
async def program(app: FastAPI, records: DirectoryEntry) -> AsyncIterator[httpx.AsyncClient]:
    """It brings an access token, and nothing that a browser would."""
    await put_in_directory(app, records)
    transport, headers = httpx.ASGITransport(app), bearer(token(sub=records.subject))
    async with httpx.AsyncClient(transport=transport, base_url=PORTAL_URL, headers=headers) as client:
        yield client


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
async def decision(decision_urls: DatabaseUrls, tmp_path: Path) -> AsyncIterator[Background]:
    """The service that waits for referrals, as its background process has it."""
    settings = portal_settings(DecisionSettings, decision_urls, tmp_path, service="decision")
    await seed(settings)
    made_of = background(settings)
    yield made_of
    await made_of.database.close()


@pytest.fixture
async def draft(client: httpx.AsyncClient) -> DraftId:
    started = await client.post("/referrals/new")
    return DraftId(UUID(httpx.URL(started.headers["location"]).path.split("/")[2]))


@pytest.fixture
def scanned(app: FastAPI, scanner: Scanner) -> Clamd:
    """The portal with a scanner that runs."""
    if scanner.pid is None:
        scanner.start()
    app.state.scanner = Clamd(scanner.address)
    return app.state.scanner  # type: ignore[no-any-return]
