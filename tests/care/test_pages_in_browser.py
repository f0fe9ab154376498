"""The Place portal in a real browser: open to everybody, at both widths, and workable without scripts."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from http import HTTPStatus
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio
import uvicorn
from fastapi import FastAPI
from playwright.async_api import Browser, Page, expect
from tests.axe import NARROW, WIDE, browser, check_accessible, check_fits, watch
from tests.browser.keyboard import check_keyboard
from tests.care.bookings import BOTH, offer, wanted
from tests.care.lived import DEE, INES, live
from tests.care.portal import referral_service
from tests.care.scenes import HESTIA, PRIME, RULES, Works, a_referral
from tests.care.town import Town, a_person_in_recovery, hear
from tests.care.walk import walk
from tests.portals import a_person, portal_settings, put_in_directory

from care.app import create_app
from care.commands import stays, voids
from care.commands.stays import Arrival
from care.commands.voids import NewVoid
from care.domain.beds import VoidId
from care.settings import CareSettings
from clocks.days import london_day
from contracts.ids import PlacementId, SupportCaseId
from nrm.runtime.databases import DatabaseUrls
from nrm.runtime.processes import free_port
from plumbing.clock import utcnow
from plumbing.directory import DirectoryEntry
from plumbing.encryption import KeyRing
from plumbing.sessions import Sessions

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

HARPER = a_person("prime_network", organisation="TSA", subject="harper.prime")
MO = a_person("provider_manager", organisation=HESTIA, subject="mo.manager")
SAM = a_person("support_worker", organisation=HESTIA, subject="sam.support")


@dataclass(frozen=True)
class Portal:
    app: FastAPI
    address: str

    async def page_of(
        self, chrome: Browser, person: DirectoryEntry, size: dict[str, int], *, has_scripts: bool = True
    ) -> Page:
        """A browser of this person's own. Signing in has tests of its own; here the session is given."""
        context = await chrome.new_context(java_script_enabled=has_scripts, viewport=size)  # type: ignore[arg-type]  # a size
        async with self.app.state.work() as uow:
            sessions = Sessions(uow.session, self.app.state.tables, self.app.state.portal.session_limits)
            token = await sessions.begin(person.user_id, at=utcnow())
        name = self.app.state.portal.cookie
        await context.add_cookies(
            [{"name": name, "value": token, "url": "https://localhost", "secure": True}]
        )
        return await context.new_page()


@pytest_asyncio.fixture(scope="module")
async def chrome(chromium: str) -> AsyncIterator[Browser]:
    async with browser(chromium) as started:
        yield started


@pytest.fixture
async def portal(care_urls: DatabaseUrls, tmp_path: Path) -> AsyncIterator[Portal]:
    address = f"http://localhost:{(port := free_port())}"
    KeyRing.create(ring := tmp_path / "addresses.json")
    settings = portal_settings(
        CareSettings, care_urls, tmp_path, service="care", portal_url=address, address_key_file=ring
    )
    app = create_app(settings, referral_transport=httpx.MockTransport(referral_service))
    async with serving(app, port):
        await put_in_directory(app, HARPER, MO, SAM, INES)
        yield Portal(app, address)


@asynccontextmanager
async def serving(app: FastAPI, port: int) -> AsyncIterator[None]:
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_config=None))
    running = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110  # uvicorn sets a flag, no event
        await asyncio.sleep(0.01)
    yield
    server.should_exit = True
    await running


async def press(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name).click()


@pytest.mark.parametrize("has_scripts", [True, False], ids=["with scripts", "without scripts"])
async def test_a_support_worker_places_somebody_by_hand(
    chrome: Browser, portal: Portal, town: Town, has_scripts: bool
) -> None:
    await a_person_in_recovery(town.work)
    sam = await portal.page_of(chrome, SAM, WIDE, has_scripts=has_scripts)
    await sam.goto(f"{portal.address}/requests")
    await sam.get_by_role("link", name="Find a bed").click()
    await sam.get_by_role("link", name="Choose").first.click()
    await sam.get_by_label("Yes, they agree to this place").check()
    await press(sam, "Offer this bed")
    await press(sam, "Confirm this placement")
    await press(sam, "Record arrival")
    await press(sam, "Record arrival")
    await expect(sam.locator("main")).to_contain_text("Living here")
    await press(sam, "Record departure")
    await sam.get_by_label("Planned move-on").check()
    await sam.get_by_label("Where did they go?").select_option("council_housing")
    await press(sam, "Record departure")
    await expect(sam.locator("main")).to_contain_text("Council housing")


async def people(work: Works) -> tuple[SupportCaseId, SupportCaseId]:
    """One to contact, one to place; two more outside the contract."""
    await hear(work, a_referral(nation="scotland"))
    await hear(work, a_referral(age_band="child"))
    return await hear(work, a_referral(has_safe_contact=False)), await a_person_in_recovery(work)


async def test_every_page_is_open_to_everybody_and_fits(chrome: Browser, portal: Portal, town: Town) -> None:
    """For machines that read aloud, for hands without a mouse, and on a narrow screen."""
    walked = await walk(town, await live(portal.app, town))
    for person, addresses in (
        (HARPER, walked.of_the_prime),
        (MO, walked.of_managers),
        (DEE, walked.of_drivers),
        (INES, walked.of_inspectors),
    ):
        page = await portal.page_of(chrome, person, WIDE)
        troubles = watch(page)
        for path in addresses:
            opened = await page.goto(f"{portal.address}{path}")
            assert opened is not None
            assert (opened.status, opened.url) == (HTTPStatus.OK, f"{portal.address}{path}")
            await check_accessible(page)
            await check_keyboard(page)
            await page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # a size
            await check_fits(page)
            await page.set_viewport_size(WIDE)  # type: ignore[arg-type]  # a size
        assert troubles == []
    await check_drawn_sample(page)


async def check_drawn_sample(inspector: Page) -> None:
    """The page that an inspector has open, with what they drew."""
    await inspector.get_by_label("Seed").fill("7")
    await inspector.get_by_label("How many people?").fill("5")
    await press(inspector, "Draw the sample")
    await expect(inspector.locator("main")).to_contain_text("Person 1")
    await check_accessible(inspector)
    await inspector.set_viewport_size(NARROW)  # type: ignore[arg-type]  # a size
    await check_fits(inspector)


async def a_full_house(town: Town) -> str:
    """Somebody lives on one bed, another has an emergency; says where the placement is."""
    today = london_day(utcnow())
    there = await a_booking_on(town, "A", today, today + timedelta(days=9))
    await a_booking_on(town, "B", today + timedelta(days=3), today + timedelta(days=4))
    arrival = Arrival(arrival_on=today)
    async with town.work() as uow:
        await stays.arrive(uow, there, arrival, actor=PRIME, rules=RULES, at=utcnow())
        fire = NewVoid(
            void_id=VoidId(uuid4()),
            bedspace_id=town.bed("A"),
            starts_on=today + timedelta(days=5),
            ends_on=today + timedelta(days=20),
            reason="fire_or_flood",
            is_emergency=True,
        )
        await voids.make_void(uow, fire, actor=PRIME, rules=RULES, at=utcnow())
    return f"/placements/{there}"


async def a_booking_on(town: Town, bed: str, first: date, last: date) -> PlacementId:
    person = await a_person_in_recovery(town.work)
    what = wanted(person, town, bed, accepted_by=BOTH, arrival_on=first, departure_on=last)
    return (await offer(town, what, at=utcnow())).placement_id


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_every_page_of_a_house_is_open_to_everybody_and_fits(
    chrome: Browser, portal: Portal, town: Town, size: dict[str, int]
) -> None:
    _, person = await people(town.work)
    placement, bed = await a_full_house(town), f"/beds/{town.bed('B')}"
    page = await portal.page_of(chrome, HARPER, size)
    for path in (
        "/board",
        "/board/calendar",
        f"/units/{town.beds['A'].premises_id}",
        placement,
        *(f"{placement}/{act}" for act in ("extend", "overstay", "turnaround", "no-show")),
        *(f"{bed}/{act}" for act in ("void", "close", "reopen")),
        *(f"/people/{person}/{part}" for part in ("family", "family/add", "apart")),
    ):
        await page.goto(f"{portal.address}{path}")
        await check_accessible(page)
        await check_fits(page)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_every_step_of_a_stay_is_open_to_everybody_with_and_without_errors(
    chrome: Browser, portal: Portal, town: Town, size: dict[str, int]
) -> None:
    _, person = await people(town.work)
    page = await portal.page_of(chrome, SAM, size)

    async def looks_right() -> None:
        await check_accessible(page)
        await check_fits(page)

    await page.goto(f"{portal.address}/people/{person}/place/{town.bed('A')}")
    await press(page, "Offer this bed")
    await expect(page.locator(".govuk-error-summary")).to_be_focused()
    await looks_right()
    await page.get_by_label("Not yet").check()
    await press(page, "Offer this bed")
    await looks_right()
    await page.get_by_role("link", name="The person declines").click()
    await press(page, "Decline the offer")
    await looks_right()
    await page.go_back()
    await page.go_back()
    await press(page, "The person accepts")
    await looks_right()
    await press(page, "Record arrival")
    await looks_right()
    await press(page, "Record arrival")
    await press(page, "Record departure")
    await press(page, "Record departure")
    await looks_right()
