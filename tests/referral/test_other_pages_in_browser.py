"""The pages beside the form, in a real browser: open to everybody, narrow, and with the keyboard alone."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI
from playwright.async_api import Browser, Page, expect
from sqlalchemy import select, update
from tests.axe import NARROW, browser, check_accessible, check_fits, watch
from tests.browser.keyboard import check_keyboard
from tests.portals import a_person, portal_settings, put_in_directory
from tests.referral.browsing import GivesCookie, serving
from tests.referral.conftest import FORCE
from tests.referral.decision_service import DecisionServiceDouble
from tests.referral.evidence_files import pdf
from tests.referral.journey import draft_at, start
from tests.referral.test_requests import ask, sent
from tests.referral.test_two_windows import seen

from nrm.runtime.databases import DatabaseUrls
from nrm.runtime.processes import free_port
from plumbing.database import Work
from plumbing.directory import DirectoryEntry
from referral.app import create_app
from referral.domain.evidence import State
from referral.settings import ReferralSettings
from referral.storage import UnitOfWork
from referral.storage.evidence_tables import evidence_file

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

EXPECTED = re.compile(r"responded with a status of (403|404|409|422)")


@pytest_asyncio.fixture(scope="module")
async def chrome(chromium: str) -> AsyncIterator[Browser]:
    async with browser(chromium) as started:
        yield started


@pytest.fixture
def officer() -> DirectoryEntry:
    return a_person("first_responder", "organisation_manager", organisation=FORCE, subject="sgt.sample")


@pytest.fixture
def settings(referral_urls: DatabaseUrls, tmp_path: Path) -> ReferralSettings:
    address = f"http://localhost:{free_port()}"
    return portal_settings(ReferralSettings, referral_urls, tmp_path, portal_url=address)


@pytest.fixture
async def app(settings: ReferralSettings) -> FastAPI:
    return create_app(settings, decision_transport=httpx.MockTransport(DecisionServiceDouble().answer))


@pytest.fixture
async def page(chrome: Browser, app: FastAPI, client: httpx.AsyncClient) -> AsyncIterator[Page]:
    """A narrow window in which the same officer is signed in."""
    cookie = f"{app.state.portal.cookie}={client.cookies[app.state.portal.cookie]}"
    port = int(str(app.state.settings.portal_url).rstrip("/").rpartition(":")[2])
    async with serving(app, GivesCookie(app, cookie), port):
        context = await chrome.new_context(viewport=NARROW, base_url=f"http://localhost:{port}")  # type: ignore[arg-type]  # a size
        page = await context.new_page()
        troubles = watch(page)
        await page.goto("/")
        yield page
        await context.close()
    assert [each for each in troubles if not EXPECTED.search(each)] == []


@pytest.fixture
async def referral(client: httpx.AsyncClient) -> str:
    """The path of a sent referral."""
    return f"/referrals/{await sent(client)}"


async def look(page: Page) -> None:
    await check_accessible(page)
    await check_fits(page)
    await check_keyboard(page)


async def visit(page: Page, *paths: str, status: int = 200) -> None:
    for path in paths:
        response = await page.goto(path)
        assert response is not None
        assert response.status == status, path
        await look(page)


async def press(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name, exact=True).click()


async def look_at_errors(page: Page, button: str) -> None:
    await press(page, button)
    await expect(page.locator(".govuk-error-summary")).to_be_visible()
    await look(page)


async def test_lists_sheets_and_what_is_open_to_all(
    page: Page, client: httpx.AsyncClient, referral: str
) -> None:
    draft = draft_at(await start(client))
    await visit(page, "/referrals", draft, f"{draft}/delete", referral, "/organisation")
    await visit(page, "/question-sheet?about=notification", "/help", "/developers", "/privacy")


async def test_handing_over_and_withdrawing(page: Page, app: FastAPI, referral: str) -> None:
    colleague = a_person("first_responder", organisation=FORCE, subject="pc.other")
    await put_in_directory(app, colleague)
    await visit(page, f"{referral}/hand-over")
    await look_at_errors(page, "Continue")
    await choose_the_first(page)
    await visit(page, f"{referral}/withdraw")
    await look_at_errors(page, "Continue")
    await choose_the_first(page)


async def choose_the_first(page: Page) -> None:
    await page.get_by_role("radio").first.check()
    await press(page, "Continue")
    await look(page)


async def test_evidence_in_every_state(
    page: Page, client: httpx.AsyncClient, work: Work[UnitOfWork], referral: str
) -> None:
    for state in State:
        await client.post(f"{referral}/evidence", files={"evidence": (f"a {state} letter.pdf", pdf())})
    await put_in_states(work)
    await visit(page, referral)
    await page.get_by_role("link", name="Add evidence").click()
    await look(page)
    for state in State:
        await expect(page.locator("main")).to_contain_text(f"a {state} letter.pdf")
    await look_at_errors(page, "Upload file")


async def put_in_states(work: Work[UnitOfWork]) -> None:
    async with work() as uow:
        files = (await uow.session.scalars(select(evidence_file.c.id).order_by(evidence_file.c.id))).all()
        for file, state in zip(files, State, strict=True):
            await uow.session.execute(
                update(evidence_file).where(evidence_file.c.id == file).values(state=state)
            )


async def test_answering_what_the_decision_makers_ask(
    page: Page, work: Work[UnitOfWork], referral: str
) -> None:
    await visit(page, await ask(work, referral.rpartition("/")[2]))
    await look_at_errors(page, "Send your answer")
    await page.get_by_role("textbox").fill("Made up. She arrived in March.")
    await press(page, "Send your answer")
    await look(page)


async def test_two_windows_on_one_question(page: Page, client: httpx.AsyncClient) -> None:
    question = await start(client)
    await page.goto(question)
    there = seen((await client.get(question)).text)
    await client.post(question, data={"pv-under-age": "no", "seen": there})
    await page.get_by_label("Not sure").check()
    await press(page, "Save and continue")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("another window")
    await look(page)


async def test_pages_that_refuse(page: Page) -> None:
    await visit(page, f"/referrals/{uuid4()}", "/referrals/mistyped", "/no-such-page", status=404)
    await page.goto("/referrals/new")
    await page.locator("main input[name=csrf_token]").evaluate("each => each.remove()")
    await press(page, "Start a referral")
    await expect(page.get_by_role("heading", level=1)).not_to_contain_text("Is the person under 18?")
    await look(page)
