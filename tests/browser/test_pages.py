"""Every kind of page of the three portals, with content: open to everybody, and sound in its markup."""

from collections.abc import Sequence

import pytest
from playwright.async_api import Page
from tests.browser.visiting import Visits, look, look_at_errors, look_at_its_markup, press

from nrm.simulate.story import Story

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


async def tour(page: Page, address: str, service: str, *paths: str) -> None:
    for path in paths:
        await page.goto(address + path)
        await look(page)
        await look_at_its_markup(page, service)


async def test_pages_of_refer(visits: Visits, stories: Sequence[Story]) -> None:
    address = visits.system.url("referral")
    page = await visits.sign_in("referral", "Officer Pat Sample")
    sent = next(story for story in stories if story.drawn.responder == "police")
    own = f"/referrals/{sent.referral_id}"
    paths = ["/referrals", "/referrals/new", own, "/help", "/privacy", "/developers"]
    await tour(page, address, "referral", *paths)
    await page.goto(f"{address}/referrals/new")
    await press(page, "Start a referral")
    await look_at_errors(page, "Save and continue")


async def test_pages_of_decide(visits: Visits, stories: Sequence[Story]) -> None:
    address = visits.system.url("decision")
    page = await visits.sign_in("decision", "Casey Worker")
    lists = [
        "/my-work",
        "/queues/reasonable-grounds",
        "/queues/reasonable-grounds?holder=nobody",
        "/accessibility",
    ]
    await tour(page, address, "decision", *lists)
    placed = next(story for story in stories if story.has_arrived)
    parts = ["", "/referral", "/decisions", "/support", "/history"]
    await tour(page, address, "decision", *(f"/cases/{placed.case_id}{part}" for part in parts))


async def test_pages_of_place(visits: Visits, stories: Sequence[Story]) -> None:
    address = visits.system.url("care")
    page = await visits.sign_in("care", "Harper Prime")
    lists = ["/requests", "/board", "/board/calendar", "/people", "/elsewhere", "/privacy"]
    await tour(page, address, "care", *lists)
    placed = next(story for story in stories if story.has_arrived)
    await tour(page, address, "care", f"/people/{placed.support_case_id}")
    await page.locator("table a").first.click()
    await look(page)
    await press(page, "Record departure")
    await look(page)
    await look_at_errors(page, "Record departure")
    await page.goto(f"{address}/board")
    await page.locator(".nrm-board a").first.click()
    await look(page)
