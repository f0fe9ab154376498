"""Decision letters: what each says, by the rules of its day, read from the PDF that is sent."""

from dataclasses import replace
from datetime import date
from functools import cache
from importlib import resources
from io import BytesIO

import pikepdf
import pytest
from tests.decision.builders import TIMES, noon
from tests.decision.histories import Story
from tests.decision.letter_builders import concluded, received, refused, sent
from tests.decision.test_further_grounds import further, protect
from tests.referral.pdf_text import text_of

from decision.domain.decisions import Decision
from decision.domain.definition import Head
from decision.domain.grace import accepted_until
from decision.domain.notices import Recipient, notices_of
from decision.domain.reconsideration import Ground
from decision.domain.reconsideration_window import window_of
from decision.web.letter_text import Writing, on_paper
from plumbing.govuk.dates import day
from plumbing.paper import set_on_paper

NAME, REASONS = "Mai #Sample*", "The account differs. #panic(1)\nSecond line."


def a_writing(story: Story, recipient: Recipient = Recipient.PERSON) -> Writing:
    decision = story.case.decisions[-1]
    return Writing(
        case=story.case,
        decision=decision,
        notice=notices_of(story.case, decision)[recipient],
        person_name=NAME,
        reasons=REASONS,
        times=TIMES,
    )


@cache
def template() -> bytes:
    return resources.files("decision.web").joinpath("templates", "letter.typ").read_bytes()


def pdf_of(writing: Writing) -> bytes:
    return set_on_paper(template(), on_paper(writing, today=date(2026, 11, 20)))


def said(story: Story, recipient: Recipient = Recipient.PERSON) -> str:
    return text_of(pdf_of(a_writing(story, recipient)))


def plain(words: str) -> str:
    return words.replace(" ", "")


ERAS = [
    pytest.param(
        "2019-11-04",
        ["suspects, but cannot prove", "Your first responder or support provider may ask", "no time limit"],
        ["anyone for you", "one request for each point", "calendar days from"],
        id="2019",
    ),
    pytest.param(
        "2021-12-10",
        [
            "You, or anyone for you",
            "by 10 March 2022: 3 months from the date",
            "new evidence, there is no time",
        ],
        ["calendar days from", "must come with the request"],
        id="2021",
    ),
    pytest.param(
        "2023-06-01",
        ["based on objective factors", "by 1 September 2023: 3 months from", "one request for each point"],
        ["suspects, but cannot prove", "calendar days from"],
        id="2023",
    ),
    pytest.param(
        "2024-02-12",
        [
            "by 12 March 2024: 1 month from the date of the decision (reported, not read in the original)",
            "The evidence must come with the request",
            "not always required",
        ],
        ["3 months", "no time limit", "calendar days from"],
        id="2024",
    ),
    pytest.param(
        "2026-04-10",
        [
            "by 10 May 2026: 30 calendar days from the date of the decision.",
            "Council of Europe convention",
            "The only way is then to go to court",
        ],
        ["3 months", "1 month from", "no time limit", "must come with the request"],
        id="2026",
    ),
]


@pytest.mark.parametrize(("decided", "has", "has_not"), ERAS)
def test_a_negative_letter_says_how_to_ask_again_by_the_rules_of_its_day(
    decided: str, has: list[str], has_not: list[str]
) -> None:
    text = said(refused(decided))
    assert [words for words in has if plain(words) not in text] == []
    assert [words for words in has_not if plain(words) in text] == []


@pytest.mark.parametrize("decided", ["2021-12-10", "2023-06-01", "2024-02-12", "2026-04-10", "2026-12-24"])
def test_days_of_grace_are_never_promised(decided: str) -> None:
    story = refused(decided)
    window = window_of(story.case, story.case.decisions[-1], Ground.GUIDANCE)
    assert window is not None
    text, until = said(story), accepted_until(window, times=TIMES)
    assert until is not None
    assert plain(f"by {day(window.due_on)}:") in text if window.due_on else True
    assert until == window.due_on or plain(day(until)) not in text


@pytest.mark.parametrize(
    ("recovering", "on", "test"),
    [
        ("2018-10-01", "2019-11-04", "more likely than not"),
        ("2021-10-01", "2021-12-10", "more likely than not"),
        ("2023-04-03", "2023-06-01", "fixed by statute"),
        ("2023-12-20", "2024-02-12", "fixed by statute"),
        ("2026-04-10", "2026-06-01", "fixed by statute"),
    ],
)
def test_a_positive_final_letter_says_what_was_recognised_and_counts_moving_on_only_from_receipt(
    recovering: str, on: str, test: str
) -> None:
    story = concluded(on, recovering=recovering)
    text = said(story)
    for words in (test, "a victim of trafficking", "for at least 45 calendar days, counted from the day you"):
        assert plain(words) in text
    assert plain("That day is not known yet") in text
    assert plain("If the decision seems wrong") not in text
    received(story, sent(story), on)
    until = story.case.due("CLK-MO45")
    assert until is not None
    assert plain(f"Support goes on at least until {day(until)}.") in said(story)


def test_a_negative_final_letter_says_when_support_ends_only_once_it_is_counted() -> None:
    story = concluded("2026-06-01", is_negative=True)
    letter = sent(story)
    before = said(story)
    assert plain("9 working days (guidance, March 2020), counted from") in before
    assert plain("12 June 2026") not in before
    received(story, letter, "2026-06-01")
    assert plain("Support goes on at least until 12 June 2026 (guidance, March 2020)") in said(story)


def test_what_is_our_own_setting_is_never_said_as_if_it_were_official() -> None:
    story = refused("2026-04-01")
    assert plain("9 working days (our setting, not official)") in said(story)
    received(story, sent(story), "2026-04-01")
    assert plain("until 16 April 2026 (our setting, not official)") in said(story)


def test_in_scotland_no_english_period_is_promised() -> None:
    text = said(refused("2026-04-01", nation="scotland"))
    assert plain("Ask the support provider how long support goes on") in text
    assert plain("working days") not in text


def test_a_positive_first_letter_tells_of_recovery_and_of_the_earliest_final_decision() -> None:
    text = said(Story.in_recovery("2026-04-10"))
    assert plain("at least until 9 May 2026") in text
    assert plain("before 10 May 2026") in text
    assert plain("reasons for a positive decision on file") in text


def test_the_reasons_of_a_negative_decision_stand_in_the_letter_as_they_were_typed() -> None:
    text = said(refused("2026-04-10"))
    assert plain("The account differs. #panic(1)") in text
    assert plain(f"Dear {NAME}") in text


@pytest.mark.parametrize("recipient", [Recipient.POLICE, Recipient.FIRST_RESPONDER])
def test_an_organisation_is_told_of_the_decision_and_not_of_its_reasons(recipient: Recipient) -> None:
    text = said(refused("2026-04-10"), recipient)
    assert plain("Notice of a reasonable grounds decision") in text
    assert plain("The account differs") not in text
    assert plain("Your") not in text


def test_a_childs_letter_speaks_of_the_child_to_who_stands_for_them() -> None:
    text = said(refused("2026-04-10", age_band="child"), Recipient.GUARDIAN)
    assert plain("The account differs") in text
    assert "Dear" not in text
    assert plain("decision about them") in text


def test_slavery_is_named_where_trafficking_was_not_made_out() -> None:
    story = concluded("2026-06-01")
    story.case.decisions[-1].head = Head.SLAVERY
    assert plain("slavery, servitude or forced labour") in said(story)


def test_every_letter_is_a_tagged_pdf_with_a_title_and_a_language() -> None:
    with pikepdf.open(BytesIO(pdf_of(a_writing(refused("2026-04-10"))))) as document:
        root = document.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang).startswith("en")
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "Your reasonable grounds decision"


def test_the_test_in_the_letter_is_the_one_the_decision_was_made_under() -> None:
    story = refused("2023-06-01")
    decision: Decision = story.case.decisions[-1]
    writing = a_writing(story)
    assert plain("based on objective factors") in text_of(pdf_of(writing))
    decision.test = "PV-RG23"
    assert plain("no longer always required") in text_of(pdf_of(replace(writing, decision=decision)))


def test_the_day_of_making_the_letter_stands_on_it() -> None:
    assert plain("20 November 2026") in said(refused("2026-04-10"))
    assert noon("2026-11-20").date() == date(2026, 11, 20)


def test_the_letter_of_a_kept_decision_says_that_it_was_looked_at_again_and_why_it_was_kept() -> None:
    story = refused("2026-04-13")
    story.case.decisions[-1].kept_on = date(2026, 5, 1)
    words = text_of(pdf_of(replace(a_writing(story), why_kept="The report does not change it.")))
    assert plain("On 1 May 2026 we kept it") in plain(words)
    assert plain("The report does not change it.") in plain(words)
    assert plain("only a court can review it") in plain(words)
    assert plain("days from the date of the decision") not in plain(words)


def test_the_letter_of_a_further_decision_promises_no_recovery_that_nobody_decided() -> None:
    story = further()
    assert plain("it starts no recovery period by itself") in plain(said(story))
    protect(story)
    words = plain(said(story))
    assert plain("protected and supported again. That lasts at least until 9 May 2026") in words
