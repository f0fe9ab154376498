"""The form in a browser in which an officer is signed in, and what a hand does with it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio
import uvicorn
from fastapi import FastAPI
from playwright.async_api import Browser, Page, expect
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from tests.axe import browser
from tests.portals import portal_settings, put_in_directory
from tests.referral.answers import Filled
from tests.referral.journey import page_at, typed_on

from nrm.runtime.databases import DatabaseUrls
from nrm.runtime.processes import free_port
from plumbing.clock import utcnow
from plumbing.directory import DirectoryEntry
from plumbing.sessions import Sessions
from referral.app import create_app
from referral.settings import ReferralSettings


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
