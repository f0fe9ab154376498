"""A caseworker's morning by hand: the next case, a question, a decision that comes back, what follows it."""

from collections.abc import Sequence

import pytest
from playwright.async_api import Page, expect
from tests.browser.visiting import Visits, follow, look, look_at_errors, press
from tests.deciding_by_hand import find_of_each_part, give_reasons

from nrm.simulate.story import Story
from plumbing.clock import utcnow

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


async def test_a_case_is_asked_about_decided_returned_corrected_served_and_reconsidered(
    visits: Visits, stories: Sequence[Story]
) -> None:
    """Each page says what to do next, and that is what is done."""
    assert stories
    casey = await visits.sign_in("decision", "Casey Worker")
    await press(casey, "Take the next case")
    await expect(casey.get_by_text("Read the referral, then decide")).to_be_visible()
    case = casey.url
    await ask_the_police(casey)
    await decide_negative(casey)

    remy = await visits.sign_in("decision", "Remy Viewer")
    await remy.goto(case)
    await press(remy, "Review the decision")
    await look(remy)
    await look_at_errors(remy, "Send your review")
    await remy.get_by_label("Return it to its author").check()
    await remy.get_by_label("Your reasons").fill("Made up. Say what the police know.")
    await press(remy, "Send your review")

    await casey.goto(case)
    await expect(casey.get_by_text("Your decision was returned")).to_be_visible()
    await correct(casey)

    await remy.goto(case)
    await press(remy, "Review the decision")
    await remy.get_by_label("Agree: the negative decision stands").check()
    await press(remy, "Send your review")

    await casey.goto(f"{visits.system.url('decision')}/my-work")
    await expect(casey.get_by_role("heading", name="Decided")).to_be_visible()
    await casey.goto(case)
    await serve(casey)
    await hear_request(casey)

    sasha = await visits.sign_in("decision", "Sasha Fresh")
    await sasha.goto(case)
    await accept(sasha)


async def ask_the_police(casey: Page) -> None:
    await follow(casey, "Ask for information")
    await look(casey)
    await look_at_errors(casey, "Record the question")
    await casey.get_by_label("Police", exact=True).check()
    await casey.get_by_label("What do you need to know?").fill("Made up. Do you know the address?")
    await press(casey, "Record the question")
    await expect(casey.get_by_text("The case waits for an answer")).to_be_visible()
    await casey.get_by_role("link", name="Record the answer").first.click()
    await look(casey)
    await casey.get_by_label("What did they say?").fill("Made up. They do not.")
    await fill_in_today(casey)
    await press(casey, "Record the answer")
    await expect(casey.get_by_text("the answer that has come")).to_be_visible()


async def decide_negative(casey: Page) -> None:
    await press(casey, "Record a decision")
    await casey.get_by_label("No, the decision is negative").check()
    await press(casey, "Save and continue")
    await find_of_each_part(casey, "not_found")
    await give_reasons(casey, "Made up. It does not fit.")
    await look(casey)
    for box in await casey.locator("main textarea").all():
        await box.fill("Made up. Nobody else knows the person.")
    await press(casey, "Record the reasons")
    await look(casey)
    await press(casey, "Send for second review")
    await expect(casey.get_by_text("You wrote it, so you cannot review it")).to_be_visible()


async def correct(casey: Page) -> None:
    """What was written is still there, under what the reviewer said."""
    await press(casey, "Record a decision")
    await press(casey, "Save and continue")
    await press(casey, "Save and continue")
    await expect(casey.get_by_text("Made up. Say what the police know.")).to_be_visible()
    await expect(casey.get_by_label("Your reasons")).to_have_value("Made up. It does not fit.")
    await look(casey)
    await casey.get_by_label("Your reasons").fill("Made up. The police know nothing either.")
    await press(casey, "Save and continue")
    await press(casey, "Send for second review")


async def serve(casey: Page) -> None:
    await press(casey, "Serve the decision")
    await look(casey)
    await casey.get_by_role("link", name="Record that it was sent (The person)").click()
    await look(casey)
    await look_at_errors(casey, "Record that it was sent")
    await casey.get_by_label("Signed-for post").check()
    await casey.get_by_label("Who was it sent to, and where?").fill("Mai Sample\n2 Made Up Street")
    await casey.get_by_label("Yes, it is safe").check()
    await fill_in_today(casey)
    await press(casey, "Record that it was sent")
    await casey.get_by_role("link", name="Record that it was received").first.click()
    await look(casey)
    await casey.get_by_label("A signature on delivery").check()
    await fill_in_today(casey)
    await press(casey, "Record the receipt")
    await expect(casey.get_by_text("The receipt is recorded.")).to_be_visible()


async def hear_request(casey: Page) -> None:
    await follow(casey, "Record a request for reconsideration")
    await look(casey)
    await look_at_errors(casey, "Record the request")
    await casey.get_by_label("The person themselves").check()
    await casey.get_by_label("There is new evidence that could change the result").check()
    await casey.locator("input[name=point][value=none]").check()
    await casey.locator("input[name=enclosed][value=yes]").check()
    await casey.locator("input[name=removal][value=no]").check()
    await casey.get_by_label("What do they say, and on which evidence?").fill(
        "Made up. A doctor has written."
    )
    await fill_in_today(casey)
    await press(casey, "Record the request")
    await expect(casey.get_by_text("so a colleague who had none must answer")).to_be_visible()


async def accept(sasha: Page) -> None:
    await press(sasha, "Read the request")
    await look(sasha)
    await sasha.get_by_role("link", name="Accept").click()
    await look(sasha)
    await press(sasha, "Accept the request")
    await expect(sasha.get_by_text("The person is a potential victim again, and has no")).to_be_visible()
    await expect(sasha.get_by_text("Look at the decision as soon as possible")).to_be_visible()


async def fill_in_today(page: Page) -> None:
    today = utcnow().date()
    for part in ("Day", "Month", "Year"):
        await page.get_by_label(part, exact=True).fill(str(getattr(today, part.lower())))
