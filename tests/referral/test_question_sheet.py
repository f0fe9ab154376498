"""The question sheet to print: the whole form, and when each question is asked."""

import httpx
from bs4 import BeautifulSoup
from fastapi import FastAPI
from tests.html_contract import check_page
from tests.portals import visitor

from referral.app import PORTAL
from referral.domain.form.content import referral_form
from referral.domain.form.sheet import Asked, question_sheet


def asked(page_id: str) -> Asked:
    parts = question_sheet(referral_form())
    return next(each for part in parts for each in part.questions if each.page.id == page_id)


async def test_everybody_can_read_every_question_on_the_sheet(app: FastAPI) -> None:
    async with visitor(app) as somebody:
        response: httpx.Response = await somebody.get("/question-sheet")
    check_page(response.text, PORTAL.title)
    shown = [each.get_text(strip=True) for each in BeautifulSoup(response.text, "html.parser").select("h3")]
    assert shown == [
        each.page.question for part in question_sheet(referral_form()) for each in part.questions
    ]
    assert set(shown) == {page.question for page in referral_form().pages}


def test_the_sheet_says_when_a_question_is_asked() -> None:
    assert asked("pv-under-age").only_if == ()
    assert asked("refuse-nrm").only_if == ("an adult does not agree to be referred",)
    assert asked("fr-alternative-contact").only_if == ("this is a referral, not a notification",)
    assert asked("local-authority-contacted-about-child").only_if == (
        "‘Is the person under 18?’ is ‘Yes’ or ‘Not sure’",
    )


def test_ten_slots_for_places_are_one_line_on_the_sheet() -> None:
    places = asked("where-exploitation-happened-uk").fields
    assert len(places) == 2
