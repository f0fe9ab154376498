"""A caseworker's pages in a real browser: with scripts and without, on a narrow screen, open to everybody."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus

import httpx
import pytest
import pytest_asyncio
import uvicorn
from fastapi import FastAPI
from playwright.async_api import Browser, Page, expect
from tests.axe import NARROW, WIDE, browser, check_accessible, check_fits, watch
from tests.browser.keyboard import check_keyboard
from tests.deciding_by_hand import find_of_each_part, give_reasons
from tests.decision.builders import WEDNESDAY_1_APRIL
from tests.decision.portal_visits import CASEY, LEE, REMY, decide, open_case
from tests.decision.referral_service import ReferralServiceDouble, evidence_line
from tests.decision.walk import walk
from tests.portals import portal_settings, put_in_directory

from decision.app import create_app
from decision.domain.decisions import Outcome
from decision.seed import publish_shipped_calendars
from decision.settings import DecisionSettings
from nrm.runtime.databases import DatabaseUrls
from nrm.runtime.processes import free_port
from plumbing.clock import utcnow
from plumbing.directory import DirectoryEntry
from plumbing.sessions import Sessions

EVIDENCE = [
    evidence_line("a-name-without-a-single-space-that-goes-on-for-longer-than-any-narrow-screen.pdf"),
    evidence_line(state="waiting", description="A long description. " * 50),
    evidence_line(state="refused", description=""),
]

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


@dataclass(frozen=True)
class Portal:
    app: FastAPI
    address: str

    async def page_of(self, chrome: Browser, person: DirectoryEntry, *, has_scripts: bool = True) -> Page:
        """A browser of this person's own. Signing in has tests of its own; here the session is given."""
        context = await chrome.new_context(java_script_enabled=has_scripts, viewport=WIDE)  # type: ignore[arg-type]  # a size
        token = await self._session(person)
        cookie = {
            "name": self.app.state.portal.cookie,
            "value": token,
            "url": "https://localhost",
            "secure": True,
        }
        await context.add_cookies([cookie])  # type: ignore[list-item]  # a cookie
        return await context.new_page()

    async def _session(self, person: DirectoryEntry) -> str:
        async with self.app.state.work() as uow:
            sessions = Sessions(uow.session, self.app.state.tables, self.app.state.portal.session_limits)
            return await sessions.begin(person.user_id, at=utcnow())


@pytest_asyncio.fixture(scope="module")
async def chrome(chromium: str) -> AsyncIterator[Browser]:
    async with browser(chromium) as started:
        yield started


@pytest.fixture
async def portal(
    decision_urls: DatabaseUrls, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Portal]:
    address = f"http://localhost:{(port := free_port())}"
    folder = tmp_path_factory.mktemp("keys")
    settings = portal_settings(
        DecisionSettings, decision_urls, folder, service="decision", portal_url=address
    )
    transport = httpx.MockTransport(ReferralServiceDouble(evidence=EVIDENCE).answer)
    app = create_app(settings, referral_transport=transport)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(serving(app, port))
        async with app.state.open_work() as uow:
            await publish_shipped_calendars(uow, at=WEDNESDAY_1_APRIL)
        await put_in_directory(app, CASEY, REMY, LEE)
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
async def test_a_negative_decision_is_written_reviewed_and_returned_by_hand(
    chrome: Browser, portal: Portal, has_scripts: bool
) -> None:
    await open_case(portal.app, reference="NRM-7K3F-92QD-X")
    casey = await portal.page_of(chrome, CASEY, has_scripts=has_scripts)
    await casey.goto(f"{portal.address}/queues/reasonable-grounds")
    await casey.get_by_role("link", name="NRM-7K3F-92QD-X").click()
    await press(casey, "Take this case")
    await press(casey, "Record a decision")
    await casey.get_by_label("No, the decision is negative").check()
    await press(casey, "Save and continue")
    await find_of_each_part(casey, "not_found")
    await give_reasons(casey, "Nothing points to exploitation.")
    for box in await casey.locator("main textarea").all():
        await box.fill("They do not know the person.")
    await press(casey, "Record the reasons")
    await press(casey, "Send for second review")
    await expect(casey.get_by_text("You wrote it, so you cannot review it")).to_be_visible()

    remy = await portal.page_of(chrome, REMY, has_scripts=has_scripts)
    await remy.goto(f"{portal.address}/my-work")
    await remy.get_by_role("link", name="NRM-7K3F-92QD-X").click()
    await press(remy, "Review the decision")
    await remy.get_by_label("Return it to its author").check()
    await remy.get_by_label("Your reasons").fill("Ask the police first.")
    await press(remy, "Send your review")
    await expect(remy.get_by_text("The decision is back with its author")).to_be_visible()

    await casey.goto(f"{portal.address}/my-work")
    await expect(casey.get_by_text("Begin with what was returned to you")).to_be_visible()


async def test_every_page_is_open_to_everybody_and_fits(chrome: Browser, portal: Portal) -> None:
    """For machines that read aloud, for hands without a mouse, and on a narrow screen."""
    walked = await walk(portal.app)
    for person, addresses in ((REMY, walked.of_staff), (LEE, walked.of_leaders)):
        page = await portal.page_of(chrome, person)
        troubles = watch(page)
        for path in addresses:
            opened = await page.goto(f"{portal.address}{path}")
            assert opened is not None
            assert opened.status == HTTPStatus.OK, path
            await check_accessible(page)
            await check_keyboard(page)
            await page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # a size
            await check_fits(page)
            await page.set_viewport_size(WIDE)  # type: ignore[arg-type]  # a size
        assert troubles == []


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_every_step_of_a_decision_is_open_to_everybody_with_and_without_errors(
    chrome: Browser, portal: Portal, size: dict[str, int]
) -> None:
    case_id = await open_case(portal.app)
    page = await portal.page_of(chrome, CASEY)
    await page.set_viewport_size(size)  # type: ignore[arg-type]  # a size

    async def looks_right() -> None:
        await check_accessible(page)
        await check_fits(page)

    await page.goto(f"{portal.address}/cases/{case_id}/reasonable-grounds/outcome")
    await looks_right()
    await press(page, "Save and continue")
    await expect(page.locator(".govuk-error-summary")).to_be_focused()
    await looks_right()
    await page.get_by_label("Yes, the decision is positive").check()
    await press(page, "Save and continue")
    await press(page, "Save and continue")
    await looks_right()
    await find_of_each_part(page, "found")
    await press(page, "Save and continue")
    await looks_right()
    await give_reasons(page, "It all fits together.")
    await looks_right()
    await decide(portal.app, case_id, Outcome.NEGATIVE, by=REMY)
    await press(page, "Record the positive decision")
    await expect(page.get_by_role("heading", level=1)).to_have_text(
        "This case has changed since you opened it"
    )
    await expect(page.get_by_text("It all fits together.")).to_be_visible()
    await looks_right()
