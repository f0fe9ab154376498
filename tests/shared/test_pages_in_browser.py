"""The same pages in a real browser: accessibility, content security policy, narrow windows, no script."""

import mimetypes
import os
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, Route
from tests.axe import NARROW, WIDE, browser, check_accessible, check_fits, watch
from tests.shared.kitchen_sink import ERRORS, SHELL, controls, environment, everything

from plumbing.govuk.assets import STATIC
from plumbing.pages import render
from plumbing.security import SECURITY_HEADERS, content_security_policy

pytestmark = pytest.mark.browser

ENVIRONMENT = environment()
CONFIRMATION = {"reference": "NRM-7K3F-92QD-X"}
PAGES: dict[str, tuple[str, Any]] = {
    "everything": ("kitchen-sink.html", everything(is_wide=True)),
    "question": ("controls.html", controls()),
    "question-with-errors": ("controls.html", controls(ERRORS)),
    "sent": ("sent.html", CONFIRMATION),
    "ending-soon": ("controls.html", controls()),
    "ended": ("controls.html", controls()),
    "signed-out": ("pages/signed-out.html", None),
    "refused": ("errors/error.html", {"status": 503, "reference": "request-1"}),
}
SECONDS_LEFT = {"/ending-soon": 299, "/ended": 1, "/signed-out": 0}
ME = {"expires_at": "2031-03-14T10:30:00Z"}
SITE = "https://decide.test"


@pytest_asyncio.fixture(scope="module")
async def chrome(chromium: str) -> AsyncIterator[Browser]:
    async with browser(chromium) as started:
        yield started


async def open_page(chrome: Browser, name: str, **context: Any) -> tuple[Page, list[str]]:
    page = await (await chrome.new_context(**context)).new_page()
    troubles = watch(page)
    await page.route("**/*", answer)
    await page.goto(f"{SITE}/{name}")
    await page.wait_for_load_state("networkidle")
    return page, troubles


async def answer(route: Route) -> None:
    path = urlsplit(route.request.url).path
    if path.startswith("/assets/"):
        file = STATIC / path.removeprefix("/assets/")
        kind = mimetypes.guess_type(file.name)[0] or "text/javascript"
        await route.fulfill(body=file.read_bytes(), content_type=kind)
        return
    if path == "/v1/me":
        await route.fulfill(json=ME, headers={"Date": "Fri, 14 Mar 2031 10:00:00 GMT"})
        return
    template, view = PAGES[path.removeprefix("/")]
    headers = {**SECURITY_HEADERS, "Content-Security-Policy": content_security_policy(SHELL.csp_nonce)}
    html = render(ENVIRONMENT, template, view, replace(SHELL, session_seconds=SECONDS_LEFT.get(path, 1800)))
    await route.fulfill(body=html, headers=headers, content_type="text/html; charset=utf-8")


@pytest.mark.parametrize("window", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("name", ["everything", "question-with-errors", "sent", "refused"])
async def test_a_page_is_accessible_keeps_to_the_policy_and_fits(
    chrome: Browser, name: str, window: Any
) -> None:
    page, troubles = await open_page(chrome, name, viewport=window)
    await keep_picture(page, f"{name}-{window['width']}")
    await check_accessible(page)
    await check_fits(page)
    assert troubles == []


async def test_pages_are_accessible_without_script(chrome: Browser) -> None:
    page, _ = await open_page(chrome, "question", java_script_enabled=False)
    await keep_picture(page, "question-without-script")
    assert await page.locator("select#nationality").is_visible()


async def test_a_long_list_becomes_a_search_box_that_sends_its_code(chrome: Browser) -> None:
    page, troubles = await open_page(chrome, "question")
    box = page.get_by_role("combobox", name="Nationality")
    await box.fill("a")
    assert await page.get_by_role("option").all_inner_texts() == ["Albania", "Vietnam"]
    await box.fill("viet")
    await page.get_by_role("option", name="Vietnam").click()
    assert await page.locator("select[name=nationality]").input_value() == "VN"
    assert troubles == []


async def test_the_error_summary_takes_the_focus(chrome: Browser) -> None:
    page, _ = await open_page(chrome, "question-with-errors")
    assert await page.evaluate("document.activeElement.className") == "govuk-error-summary"


async def test_five_minutes_before_the_end_people_are_asked_to_stay(chrome: Browser) -> None:
    page, troubles = await open_page(chrome, "ending-soon")
    dialog = page.get_by_role("dialog", name="Do you want to stay signed in?")
    await dialog.wait_for(state="visible")
    await keep_picture(page, "session-ending")
    await check_accessible(page)
    await dialog.get_by_role("button", name="Stay signed in").click()
    await dialog.wait_for(state="hidden")
    assert troubles == []


async def test_when_the_session_ends_the_page_is_left(chrome: Browser) -> None:
    page, _ = await open_page(chrome, "ended")
    await page.wait_for_url("**/signed-out")


async def keep_picture(page: Page, name: str) -> None:
    """For people to look at, when they say where."""
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        await page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)
