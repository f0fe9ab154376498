"""Signing in and out in a real browser, on plain http as on a laptop, with scripts and without."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
import uvicorn
from fastapi import FastAPI
from playwright.async_api import Browser, Page
from tests.axe import browser, watch
from tests.portals import a_person, portal_settings, put_in_directory
from tests.shared.small_portal import small_portal

from nrm.identity.people import Person, write_people
from nrm.runtime.databases import DatabaseUrls
from nrm.runtime.identity import IdentityProvider
from nrm.runtime.processes import free_port
from plumbing.database import Database
from plumbing.settings import ServiceSettings

pytestmark = pytest.mark.browser

CASEY = Person("casey.sample", "Casey Sample", "portal-under-test", "Sample Organisation", ("caseworker",))


@pytest_asyncio.fixture(scope="module")
async def chrome(chromium: str) -> AsyncIterator[Browser]:
    async with browser(chromium) as started:
        yield started


@pytest.fixture
async def issuer(tmp_path: Path) -> AsyncIterator[str]:
    people = tmp_path / "people.json"
    write_people(people, [CASEY])
    provider = IdentityProvider(folder=tmp_path, people=people, key=tmp_path / "key.json", port=free_port())
    await asyncio.to_thread(provider.start)
    yield f"http://localhost:{provider.port}"
    await asyncio.to_thread(provider.stop)


@pytest.fixture
async def address(
    plumbing_urls: DatabaseUrls, plumbing_database: Database, tmp_path: Path, issuer: str
) -> AsyncIterator[str]:
    url = f"http://localhost:{(port := free_port())}"
    settings = portal_settings(ServiceSettings, plumbing_urls, tmp_path, issuer=issuer, portal_url=url)
    app = small_portal(settings, plumbing_database)
    await put_in_directory(app, a_person("caseworker", issuer=issuer))
    async with serving(app, port):
        yield url


@asynccontextmanager
async def serving(app: FastAPI, port: int) -> AsyncIterator[None]:
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_config=None))
    running = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110  # uvicorn sets a flag, no event
        await asyncio.sleep(0.01)
    yield
    server.should_exit = True
    await running


async def sign_in(page: Page, address: str) -> None:
    await page.goto(f"{address}/cases/7")
    await page.get_by_role("button", name="Sign in").click()
    await page.get_by_role("button", name="Sign in as Casey Sample").click()


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no scripts"])
async def test_somebody_signs_in_and_out(
    chrome: Browser, address: str, issuer: str, has_scripts: bool
) -> None:
    context = await chrome.new_context(java_script_enabled=has_scripts)
    page = await context.new_page()
    troubles = watch(page)
    await sign_in(page, address)
    assert page.url == f"{address}/cases/7"
    await page.goto(f"{address}/privacy")
    await page.get_by_role("button", name="Sign out").click()
    assert page.url == f"{address}/signed-out"
    assert [cookie["name"] for cookie in await context.cookies()] == ["__Host-small-browser"]
    await page.get_by_role("link", name="Sign out of your organisation").click()
    assert page.url.startswith(issuer)
    await page.get_by_role("button", name="Sign out").click()
    assert page.url == f"{address}/signed-out"
    assert [trouble for trouble in troubles if "Content Security Policy" in trouble] == []


async def test_scripts_cannot_read_the_session(chrome: Browser, address: str) -> None:
    page = await (await chrome.new_context()).new_page()
    await sign_in(page, address)
    assert await page.evaluate("document.cookie") == ""
