"""The form in a real browser: with scripts and without, on a narrow screen, with the keyboard alone."""

from collections.abc import Mapping

import pytest
from playwright.async_api import Browser, expect
from tests.axe import NARROW, watch
from tests.referral.answers import ADULT, ANONYMOUS, CHILD, filled
from tests.referral.browsing import answer, go_on, start
from tests.referral.keys import answer_with_keys, press_with_keys

from plumbing.clock import utcnow
from referral.domain.form.content import referral_form
from referral.domain.form.values import Value

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

FORM = referral_form()


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
