"""The form in a real browser: with scripts and without, on a narrow screen, open to everybody."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio
import uvicorn
from fastapi import FastAPI
from playwright.async_api import Browser, Page, expect
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from tests.axe import NARROW, browser, check_accessible, check_fits, watch
from tests.portals import portal_settings, put_in_directory
from tests.referral.answers import ADULT, ANONYMOUS, CHILD, EVERY_TURNING, Filled, filled
from tests.referral.journey import page_at, typed_on
from tests.referral.keys import answer_with_keys, press_with_keys

from nrm.runtime.databases import DatabaseUrls
from nrm.runtime.processes import free_port
from plumbing.clock import utcnow
from plumbing.directory import DirectoryEntry
from plumbing.sessions import Sessions
from referral.app import create_app
from referral.domain.form.content import referral_form
from referral.domain.form.values import Value
from referral.settings import ReferralSettings

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

FORM = referral_form()
MOST_PAGES_OF_ONE_JOURNEY = 60


@pytest_asyncio.fixture(scope="module")
async def chrome(chromium: str) -> AsyncIterator[Browser]:
    async with browser(chromium) as started:
        yield started


@pytest.fixture
async def address(
    referral_urls: DatabaseUrls, tmp_path_factory: pytest.TempPathFactory, officer: DirectoryEntry
) -> AsyncIterator[str]:
    url = f"http://localhost:{(port := free_port())}"
    folder = tmp_path_factory.mktemp("keys")
    app = create_app(portal_settings(ReferralSettings, referral_urls, folder, portal_url=url))
    await put_in_directory(app, officer)
    async with app.state.work() as uow:
        sessions = Sessions(uow.session, app.state.tables, app.state.portal.session_limits)
        token = await sessions.begin(officer.user_id, at=utcnow())
    async with serving(app, GivesCookie(app, f"{app.state.portal.cookie}={token}"), port):
        yield url


class GivesCookie:
    """Signing in has tests of its own; here every answer brings the cookie of somebody signed in."""

    def __init__(self, app: ASGIApp, cookie: str) -> None:
        self._app = app
        self._header = (b"set-cookie", f"{cookie}; Path=/; Secure; HttpOnly; SameSite=Lax".encode())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], self._header]
            await send(message)

        await self._app(scope, receive, send_with_cookie)


@asynccontextmanager
async def serving(app: FastAPI, wrapped: ASGIApp, port: int) -> AsyncIterator[None]:
    config = uvicorn.Config(wrapped, host="127.0.0.1", port=port, log_config=None)
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110  # uvicorn sets a flag, no event
        await asyncio.sleep(0.01)
    yield
    server.should_exit = True
    await running


async def start(page: Page, address: str) -> None:
    await page.goto(address)
    await page.goto(f"{address}/referrals/new")
    await page.get_by_role("button", name="Start a referral").click()


async def answer(page: Page, answers: Filled, *, has_scripts: bool) -> None:
    for name, values in typed_on(page_at(page.url), answers).items():
        for value in values:
            await put(page, name, value, has_scripts=has_scripts)


async def put(page: Page, name: str, value: str, *, has_scripts: bool) -> None:
    control = page.locator(f'[name="{name}"]').first
    kind = await control.evaluate("each => each.type")
    if kind in ("radio", "checkbox"):
        await page.locator(f'[name="{name}"][value="{value}"]').check()
    elif kind != "select-one":
        await control.fill(value)
    elif has_scripts and await control.get_attribute("data-autocomplete") is not None:
        await page.locator(f'input[id="{name}"]').fill(value)
        await page.keyboard.press("Tab")
    else:
        await control.select_option(value)


async def go_on(page: Page) -> None:
    await page.get_by_role("button", name="Save and continue").click()
    if page.url.endswith("/evidence"):
        await page.get_by_role("button", name="Continue", exact=True).click()


async def send(page: Page) -> None:
    await page.get_by_role("button", name="Send the").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("sent")
    await expect(page.locator(".nrm-reference")).to_contain_text("NRM-")


@pytest.mark.parametrize("has_scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize(
    "choices",
    [
        pytest.param(ADULT, id="adult who agrees"),
        pytest.param(CHILD, id="child"),
        pytest.param(ANONYMOUS, id="adult who does not agree"),
    ],
)
async def test_the_form_can_be_filled_in_and_sent_with_the_keyboard_alone(
    chrome: Browser, address: str, choices: Mapping[str, Value], has_scripts: bool
) -> None:
    page = await chrome.new_page(java_script_enabled=has_scripts, viewport=NARROW)  # type: ignore[arg-type]  # a size
    troubles = watch(page)
    answers = filled(FORM, choices, utcnow().date())
    await start(page, address)
    while "/questions/" in page.url:
        await answer_with_keys(page, answers)
        await press_with_keys(page, "Save and continue")
        if page.url.endswith("/evidence"):
            await press_with_keys(page, "Continue")
    await press_with_keys(page, "Send the")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("sent")
    await expect(page.locator(".nrm-reference")).to_contain_text("NRM-")
    assert troubles == []


async def test_every_page_and_its_errors_are_open_to_everybody(chrome: Browser, address: str) -> None:
    page = await chrome.new_page(viewport=NARROW)  # type: ignore[arg-type]  # a size
    seen: set[str] = set()
    for choices in (EVERY_TURNING, CHILD, ANONYMOUS):
        answers = filled(FORM, choices, utcnow().date())
        await start(page, address)
        while "/questions/" in page.url:
            if (asked := page_at(page.url).id) not in seen:
                await look(page)
                await look_at_errors(page)
            seen.add(asked)
            await answer(page, answers, has_scripts=True)
            await go_on(page)
        await look(page)
        await send(page)
        await look(page)
    assert len(seen) > MOST_PAGES_OF_ONE_JOURNEY


async def look_at_errors(page: Page) -> None:
    """What may be left blank leads on; then there is nothing to see, and we come back."""
    here = page.url
    await go_on(page)
    if await page.locator(".govuk-error-summary").count():
        await look(page)
    else:
        await page.goto(here)


async def look(page: Page) -> None:
    await check_accessible(page)
    await check_fits(page)


async def test_a_word_that_is_on_no_list_comes_back_with_a_message(chrome: Browser, address: str) -> None:
    page = await chrome.new_page()
    answers = filled(FORM, ADULT, utcnow().date())
    await start(page, address)
    while not page.url.endswith("/pv-nationality-referral"):
        await answer(page, answers, has_scripts=True)
        await go_on(page)
    await page.locator("input#pv-nationality").fill("Atlantean")
    await go_on(page)
    await expect(page.locator(".govuk-error-summary")).to_contain_text("Select a nationality from the list")
    await expect(page.locator("input#pv-nationality")).to_have_value("Atlantean")


async def test_the_first_thing_reached_after_an_error_is_the_summary(chrome: Browser, address: str) -> None:
    page = await chrome.new_page()
    await start(page, address)
    await go_on(page)
    await expect(page.locator(".govuk-error-summary")).to_be_focused()
    await page.locator(".govuk-error-summary a").click()
    await expect(page.locator("#pv-under-age")).to_be_focused()
