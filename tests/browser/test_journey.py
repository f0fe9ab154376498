"""From the form to a bed as people do it by hand: a police officer, a caseworker and a support worker."""

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page, expect
from tests.browser.visiting import Visits, follow, look, look_at_errors, press, wait_for
from tests.care.portal import an_initial_assessment
from tests.deciding_by_hand import find_of_each_part, give_reasons
from tests.referral.answers import ADULT, filled
from tests.referral.browsing import answer, put

from plumbing.clock import utcnow
from referral.domain.form.content import referral_form

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

Check = Callable[[Page], Awaitable[None]]


async def pass_by(page: Page) -> None:
    """Without scripts nothing can be measured in the page; that one gets through is what counts."""


@pytest.mark.parametrize(
    ("has_scripts", "see"), [(True, look), (False, pass_by)], ids=["with scripts", "without scripts"]
)
async def test_a_referral_is_sent_decided_and_placed_by_hand(
    visits: Visits, has_scripts: bool, see: Check
) -> None:
    officer = await visits.sign_in("referral", "Officer Pat Sample", has_scripts=has_scripts)
    reference = await send_a_referral(officer, see, has_scripts=has_scripts)

    prime = await visits.sign_in("care", "Harper Prime", has_scripts=has_scripts)
    await meet(prime, reference, see)

    caseworker = await visits.sign_in("decision", "Casey Worker", has_scripts=has_scripts)
    await caseworker.goto(f"{visits.system.url('decision')}/queues/reasonable-grounds")
    await decide(caseworker, reference, see)

    await offer_a_bed(prime, reference, see)
    await move_in(prime, see)

    await officer.goto(f"{visits.system.url('referral')}/referrals")
    row = officer.get_by_role("row").filter(has_text=reference)
    await expect(row).to_contain_text("Positive first decision")
    await wait_for(caseworker, caseworker.get_by_role("link", name="Support"))
    await follow(caseworker, "Support")
    await wait_for(caseworker, caseworker.get_by_text("Yes, in"))


async def open_it(page: Page, reference: str) -> None:
    link = page.get_by_role("link", name=reference)
    await wait_for(page, link)
    await link.click()


async def send_a_referral(officer: Page, see: Check, *, has_scripts: bool) -> str:
    answers = filled(referral_form(), ADULT, utcnow().date())
    await follow(officer, "Start a referral")
    await press(officer, "Start a referral")
    while "/questions/" in officer.url:
        await answer(officer, answers, has_scripts=has_scripts)
        await press(officer, "Save and continue")
        if officer.url.endswith("/evidence"):
            await see(officer)
            await look_at_errors(officer, "Upload file", see)
            await press(officer, "Continue")
    await see(officer)
    await officer.get_by_role("button", name="Send the").click()
    await see(officer)
    return (await officer.locator(".nrm-reference").inner_text()).strip()


async def meet(prime: Page, reference: str, see: Check) -> None:
    await follow(prime, "People")
    await open_it(prime, reference)
    await press(prime, "Record contact")
    await see(prime)
    await look_at_errors(prime, "Record contact", see)
    await prime.get_by_role("checkbox").first.check()
    await press(prime, "Record contact")
    await see(prime)
    await look_at_errors(prime, "Record the assessment", see)
    for name, value in an_initial_assessment(gender="man").items():
        for typed in [value] if isinstance(value, str) else value:
            await put(prime, name, typed, has_scripts=False)
    await press(prime, "Record the assessment")


async def decide(caseworker: Page, reference: str, see: Check) -> None:
    await open_it(caseworker, reference)
    await press(caseworker, "Take this case")
    await follow(caseworker, "Referral")
    await expect(caseworker.locator("main")).to_contain_text("Made-up words")
    await press(caseworker, "Record a decision")
    await see(caseworker)
    await look_at_errors(caseworker, "Save and continue", see)
    await caseworker.get_by_label("Yes, the decision is positive").check()
    await press(caseworker, "Save and continue")
    await see(caseworker)
    await look_at_errors(caseworker, "Save and continue", see)
    await find_of_each_part(caseworker, "found")
    await see(caseworker)
    await look_at_errors(caseworker, "Save and continue", see)
    await give_reasons(caseworker, "Made up. Everything fits.")
    await see(caseworker)
    await press(caseworker, "Record the positive decision")
    await expect(caseworker.locator("main")).to_contain_text("The positive decision is recorded")


async def offer_a_bed(prime: Page, reference: str, see: Check) -> None:
    await follow(prime, "People")
    await open_it(prime, reference)
    await wait_for(prime, prime.get_by_role("button", name="Find a bed"))
    await press(prime, "Find a bed")
    await see(prime)
    await prime.locator(".nrm-board a").first.click()
    await see(prime)
    await look_at_errors(prime, "Offer this bed", see)
    await prime.get_by_label("Yes, they agree to this place").check()
    await press(prime, "Offer this bed")


async def move_in(prime: Page, see: Check) -> None:
    await see(prime)
    await follow(prime, "The house declines")
    await see(prime)
    await prime.go_back()
    await press(prime, "The house accepts")
    await see(prime)
    await follow(prime, "Cancel this placement")
    await look_at_errors(prime, "Cancel the placement", see)
    await prime.go_back()
    await prime.go_back()
    await press(prime, "Confirm this placement")
    await press(prime, "Record arrival")
    await see(prime)
    await press(prime, "Record arrival")
    await expect(prime.locator("main")).to_contain_text("Living here")
