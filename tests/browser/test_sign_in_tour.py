"""The first pages everybody sees: start, sign-in, who to be, home, signed out; the same in each portal."""

import pytest
from playwright.async_api import expect
from tests.browser.visiting import Visits, look, press

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

PEOPLE = [
    ("referral", "Officer Pat Sample", "Your referrals"),
    ("decision", "Casey Worker", "My work"),
    ("care", "Harper Prime", "Requests"),
]


@pytest.mark.parametrize(("service", "person", "home"), PEOPLE)
async def test_the_way_in_and_out_is_open_to_everybody(
    visits: Visits, service: str, person: str, home: str
) -> None:
    address = visits.system.url(service)
    page = await visits.window()
    await page.goto(address)
    await look(page)

    await page.goto(f"{address}/sign-in")
    await look(page)
    await press(page, "Sign in")

    await expect(page.get_by_role("heading", level=1)).to_contain_text("Sign in to")
    await look(page)
    await press(page, f"Sign in as {person}")

    await expect(page.get_by_role("link", name=home, exact=True).first).to_be_visible()
    await expect(page.get_by_text(person)).to_be_visible()
    await look(page)
    await press(page, "Sign out")

    await expect(page.get_by_role("heading", level=1)).to_contain_text("signed out")
    await look(page)
    assert (await page.request.get(f"{address}/v1/me")).status == 401


@pytest.mark.parametrize(("service", "person", "home"), PEOPLE)
async def test_the_same_without_scripts(visits: Visits, service: str, person: str, home: str) -> None:
    page = await visits.sign_in(service, person, has_scripts=False)
    await expect(page.get_by_role("link", name=home, exact=True).first).to_be_visible()
    await press(page, "Sign out")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("signed out")


async def test_who_works_at_another_portal_is_refused_with_a_page_that_says_what_to_do(
    visits: Visits,
) -> None:
    page = await visits.window()
    await page.goto(f"{visits.system.url('decision')}/sign-in")
    await press(page, "Sign in")
    await page.get_by_text("Somebody from another service").click()
    await press(page, "Sign in as Harper Prime")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("not set up")
    await look(page)
