"""The question sheet to print: the whole form, and when each question is asked."""

from collections.abc import Mapping

import httpx
import pytest
from bs4 import BeautifulSoup
from fastapi import FastAPI
from tests.html_contract import check_page
from tests.portals import visitor
from tests.referral.answers import ADULT, CHILD, TODAY, WILLING_TO_HELP, filled

from referral.app import PORTAL
from referral.domain.form.content import referral_form
from referral.domain.form.sheet import KNOWN, Asked, Need, question_sheet
from referral.domain.form.values import Value
from referral.domain.form.walk import walk


def asked(page_id: str) -> Asked:
    parts = question_sheet(referral_form())
    return next(each for part in parts for each in part.questions if each.page.id == page_id)


def questions(**known: str) -> list[Asked]:
    return [each for part in question_sheet(referral_form(), known) for each in part.questions]


async def test_everybody_can_read_every_question_on_the_sheet(app: FastAPI) -> None:
    async with visitor(app) as somebody:
        response: httpx.Response = await somebody.get("/question-sheet")
    check_page(response.text, PORTAL.title)
    shown = [each.get_text(strip=True) for each in BeautifulSoup(response.text, "lxml").select("h3")]
    assert shown == [f"{each.number}.{each.page.question}".removeprefix("0.") for each in questions()]
    assert {each.page.question for each in questions()} == {page.question for page in referral_form().pages}


def visited(choices: Mapping[str, Value]) -> set[str]:
    """The pages somebody who answers like this is asked to fill in."""
    way = walk(referral_form(), filled(referral_form(), choices), TODAY)
    pages = [(step, page) for step in way.path for page in step.pages]
    return {page.id for step, page in pages if any(each.id in way.given[step.id] for each in page.fields)}


@pytest.mark.parametrize("about", sorted(KNOWN))
async def test_each_sheet_holds_what_is_asked_about_such_a_person(app: FastAPI, about: str) -> None:
    async with visitor(app) as somebody:
        response: httpx.Response = await somebody.get("/question-sheet", params={"about": about})
    check_page(response.text, PORTAL.title)
    on_sheet = {each.page.id for each in questions(**KNOWN[about])}
    answers = {"adult": ADULT, "child": CHILD, "notification": WILLING_TO_HELP}[about]
    assert visited(answers) <= on_sheet


def test_a_sheet_leaves_out_what_is_never_asked() -> None:
    adult = {each.page.id for each in questions(**KNOWN["adult"])}
    assert adult.isdisjoint(
        {"guardian", "refuse-nrm", "pv-gender-dtn", "child-agreement", "child-place-tonight"}
    )
    notification = {each.page.id for each in questions(**KNOWN["notification"])}
    assert notification.isdisjoint({"pv-name-referral", "fr-details", "own-phone", "person-email"})


def test_the_sheet_says_by_number_when_a_question_is_asked() -> None:
    first = asked("pv-under-age")
    assert (first.number, first.only_if) == (1, ())
    assert asked("refuse-nrm").only_if == (Need("notification"),)
    assert asked("fr-alternative-contact").only_if == (Need("referral"),)
    council = asked("local-authority-contacted-about-child")
    assert council.only_if == (Need("answer", 1, ("Yes", "Not sure")),)


def test_what_may_not_be_answered_is_said_as_what_may() -> None:
    single = asked("when-did-the-exploitation-take-place")
    assert single.only_if == (Need("answer", single.number - 1, ("No", "Not known")),)


def test_a_box_to_tick_is_found_under_its_question() -> None:
    boxes, other = asked("types-of-exploitation"), asked("other-exploitation")
    assert other.only_if == (Need("ticked", boxes.number, ("Another kind of exploitation",)),)


def test_ten_slots_for_places_are_one_line_on_the_sheet() -> None:
    places = asked("where-exploitation-happened-uk").fields
    assert len(places) == 2
