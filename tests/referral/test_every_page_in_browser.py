"""Every page of the form and every error of it, in a real browser on a narrow screen: open to everybody."""

import pytest
from playwright.async_api import Browser, Page
from tests.axe import NARROW, check_accessible, check_fits
from tests.referral.answers import ANONYMOUS, CHILD, EVERY_TURNING, filled
from tests.referral.browsing import answer, go_on, send, start
from tests.referral.journey import page_at

from plumbing.clock import utcnow
from referral.domain.form.content import referral_form

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

FORM = referral_form()
MOST_PAGES_OF_ONE_JOURNEY = 60


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
