"""A real PostgreSQL for the whole run, and a fresh migrated database of each service for each test."""

import gc
import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NoReturn

import pytest
import structlog
from hypothesis import settings
from tests.databases import PLUMBING, Templates
from tests.together import WhatSharesStaysTogether
from xdist.remote import Producer

from nrm.folders import DOWNLOADS
from nrm.runtime.clamd import Scanner
from nrm.runtime.databases import DatabaseUrls, prepare_roles
from nrm.runtime.debian import CHROMIUM, CLAMD, ProgramMissing
from nrm.runtime.kafka import KafkaBroker, create_topics, fetch_kafka
from nrm.runtime.postgres import UNSAFE_BUT_FAST, PostgresServer
from nrm.runtime.processes import ChildFailed
from plumbing.database import Database

# The same code meets the same examples, so that a red run is never bad luck; new ones are drawn at night.
# A busy machine is no fault of an example.
settings.register_profile("same examples", deadline=None, derandomize=True)
settings.register_profile("nightly", deadline=None, max_examples=1_000, print_blob=True)
settings.load_profile(os.environ.get("NRM_PROFILE", "same examples"))

SLOW = ("browser", "kafka", "timeout")  # what was given more time than usual needs it

# Looking for garbage after each 700 objects, among three portals and every test, took a sixth of each test.
gc.set_threshold(20_000, 10, 10)

# Our PostgreSQL speaks no TLS. Asked for it on each connection, it leaves an unanswered one when a test ends.
os.environ["PGSSLMODE"] = "disable"

# What is logged is seen when a test fails. The traceback with everybody's values in it takes half a minute.
structlog.configure(
    processors=[
        structlog.processors.add_log_level,
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
    ]
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes minutes begins first, so that no process is left with it when the others are done."""
    items.sort(key=lambda item: not any(map(item.get_closest_marker, SLOW)))


def pytest_collection_finish() -> None:
    """What is there now stays to the end."""
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> WhatSharesStaysTogether:
    return WhatSharesStaysTogether(config, log)


def do_without(reason: Exception) -> NoReturn:
    """In CI everything must be there; on a laptop the tests that need it are skipped and say so."""
    if os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail(str(reason))
    pytest.skip(str(reason))


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    with tempfile.TemporaryDirectory(prefix="nrm-test-", ignore_cleanup_errors=True) as folder:
        settings = {**UNSAFE_BUT_FAST, "max_connections": "200", "shared_buffers": "64MB"}
        server = PostgresServer(folder=Path(folder), settings=settings)
        server.start()
        yield server
        server.stop()


@pytest.fixture(scope="session")
async def templates(postgres: PostgresServer) -> AsyncIterator[Templates]:
    await prepare_roles(postgres)
    templates = Templates(postgres)
    yield templates
    await templates.close()


@asynccontextmanager
async def opened(urls: DatabaseUrls, service: str) -> AsyncIterator[Database]:
    database = Database(urls.app, service=service)
    yield database
    await database.close()


@pytest.fixture
async def plumbing_urls(templates: Templates) -> AsyncIterator[DatabaseUrls]:
    async with templates.lend(PLUMBING) as urls:
        yield urls


@pytest.fixture
async def plumbing_database(plumbing_urls: DatabaseUrls) -> AsyncIterator[Database]:
    """A database of no service in particular, under the referral service's roles."""
    async with opened(plumbing_urls, "referral") as database:
        yield database


@pytest.fixture
async def referral_urls(templates: Templates) -> AsyncIterator[DatabaseUrls]:
    async with templates.lend("referral") as urls:
        yield urls


@pytest.fixture
async def referral_database(referral_urls: DatabaseUrls) -> AsyncIterator[Database]:
    async with opened(referral_urls, "referral") as database:
        yield database


@pytest.fixture
async def decision_urls(templates: Templates) -> AsyncIterator[DatabaseUrls]:
    async with templates.lend("decision") as urls:
        yield urls


@pytest.fixture
async def decision_database(decision_urls: DatabaseUrls) -> AsyncIterator[Database]:
    async with opened(decision_urls, "decision") as database:
        yield database


@pytest.fixture
async def care_urls(templates: Templates) -> AsyncIterator[DatabaseUrls]:
    async with templates.lend("care") as urls:
        yield urls


@pytest.fixture
async def care_database(care_urls: DatabaseUrls) -> AsyncIterator[Database]:
    async with opened(care_urls, "care") as database:
        yield database


@pytest.fixture(scope="session")
async def kafka_broker() -> AsyncIterator[KafkaBroker]:
    """A real broker with every topic. Tests may stop, kill and start it; it keeps its port."""
    try:
        libraries = fetch_kafka(DOWNLOADS)
    except (ProgramMissing, ChildFailed) as reason:
        do_without(reason)
    with tempfile.TemporaryDirectory(prefix="nrm-kafka-", ignore_cleanup_errors=True) as folder:
        broker = KafkaBroker(folder=Path(folder), libraries=libraries)
        broker.start()
        await create_topics(broker.bootstrap)
        yield broker
        broker.stop()


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser is."""
    try:
        return CHROMIUM.require()
    except (ProgramMissing, ChildFailed) as reason:
        do_without(reason)


@pytest.fixture(scope="session")
def scanner() -> Iterator[Scanner]:
    """A real ClamAV that knows one harmless test virus. Tests may stop and start it; it keeps its port."""
    try:
        CLAMD.require()
    except (ProgramMissing, ChildFailed) as reason:
        do_without(reason)
    with tempfile.TemporaryDirectory(prefix="nrm-clamd-", ignore_cleanup_errors=True) as folder:
        clamd = Scanner(folder=Path(folder), is_for_tests=True)
        clamd.start()
        yield clamd
        clamd.stop()
