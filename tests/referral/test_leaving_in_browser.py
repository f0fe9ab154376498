"""Whatever is on a page when one leaves it, right or wrong, is there on another computer (MH11, MH13)."""

import time

import pytest
from playwright.async_api import Browser, Page, expect
from tests.axe import watch
from tests.referral.answers import ADULT, filled
from tests.referral.browsing import answer, go_on, start

from plumbing.clock import utcnow
from referral.domain.form.content import referral_form

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

FORM = referral_form()
LEAVING = ("back", "other language", "elsewhere", "a pause")


async def go_to(page: Page, address: str, page_id: str) -> None:
    answers = filled(FORM, ADULT, utcnow().date())
    await start(page, address)
    while not page.url.endswith(f"/{page_id}"):
        await answer(page, answers, has_scripts=True)
        await go_on(page)


async def leave(page: Page, way: str) -> None:
    match way:
        case "back":
            await page.locator("a.govuk-back-link").click()
        case "other language":
            await page.locator("a.nrm-bar__language").click()
        case "elsewhere":
            await page.goto("about:blank")
        case _:
            await expect(page.locator("#kept")).to_contain_text("Saved at", timeout=15_000)


async def on_another_computer(chrome: Browser, question: str) -> Page:
    page = await (await chrome.new_context()).new_page()
    await page.goto(question)
    return page


async def check_shows(page: Page, field: str, value: str) -> None:
    """What a page sends as it goes arrives a moment later."""
    deadline = time.monotonic() + 10
    while await page.locator(field).input_value() != value and time.monotonic() < deadline:
        await page.reload()
    await expect(page.locator(field)).to_have_value(value)


@pytest.mark.parametrize("way", LEAVING)
async def test_half_an_answer_is_there_on_another_computer(chrome: Browser, address: str, way: str) -> None:
    """MH11"""
    page = await chrome.new_page()
    troubles = watch(page)
    await go_to(page, address, "reference")
    question = page.url
    await page.locator("#reference").fill("Half a ref")
    await leave(page, way)
    there = await on_another_computer(chrome, question)
    await check_shows(there, "#reference", "Half a ref")
    assert troubles == []


async def test_signing_out_saves_before_it_ends_the_session(chrome: Browser, address: str) -> None:
    """MH11"""
    page = await chrome.new_page()
    await go_to(page, address, "reference")
    await page.locator("#reference").fill("Half a ref")
    posted: list[int] = []
    page.on("response", lambda reply: posted.append(reply.status) if reply.request.method == "POST" else None)
    await page.locator("form[action='/sign-out'] button").first.click()
    await page.wait_for_url("**/signed-out")
    assert posted == [204, 303]


async def test_a_date_that_is_none_is_there_on_another_computer(chrome: Browser, address: str) -> None:
    """MH11"""
    page = await chrome.new_page()
    await go_to(page, address, "pv-dob")
    question = page.url
    await page.locator("#pv-dob-day").fill("31")
    await page.locator("#pv-dob-month").fill("February")
    await page.goto("about:blank")
    there = await on_another_computer(chrome, question)
    await check_shows(there, "#pv-dob-day", "31")
    await check_shows(there, "#pv-dob-month", "February")


async def test_saving_by_itself_overwrites_no_other_window(chrome: Browser, address: str) -> None:
    """MH13"""
    page = await chrome.new_page()
    await go_to(page, address, "reference")
    there = await on_another_computer(chrome, page.url)
    await there.locator("#reference").fill("Newer")
    await go_on(there)
    await page.locator("#reference").fill("Older")
    await expect(page.locator("#kept")).to_contain_text("changed in another window", timeout=15_000)
    await go_on(page)
    await expect(page.locator("main")).to_contain_text("Newer")
    await expect(page.locator("main")).to_contain_text("Older")


async def test_a_page_saved_by_itself_goes_on_as_usual(chrome: Browser, address: str) -> None:
    """MH13: our own saving is no other window's."""
    page = await chrome.new_page()
    await go_to(page, address, "reference")
    here = page.url
    await page.locator("#reference").fill("First")
    await expect(page.locator("#kept")).to_contain_text("Saved at", timeout=15_000)
    await page.locator("#reference").fill("Second")
    await go_on(page)
    assert page.url != here
    await page.goto(here)
    await expect(page.locator("#reference")).to_have_value("Second")
