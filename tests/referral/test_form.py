"""Walking through our form: what is wrong, what is asked, what would be sent."""

from datetime import date

import pytest
from tests.referral.answers import (
    ADULT,
    TODAY,
    Filled,
    adult_answers,
    anonymous_answers,
    child_answers,
    filled,
    with_answer,
)

from referral.domain.form.content import referral_form
from referral.domain.form.progress import progress
from referral.domain.form.pruning import close_gaps, prune
from referral.domain.form.questions import Kind
from referral.domain.form.summary import summary
from referral.domain.form.values import Value
from referral.domain.form.walk import Outcome, Walk, walk

FORM = referral_form()
IDENTITY = {
    "pv-name-first-name",
    "pv-name-last-name",
    "pv-name-nickname",
    "pv-dob",
    "pv-phone-number-yes",
    "pv-phone-number-alternative",
    "pv-contact-details-email-input",
    "pv-contact-details-street",
}


def walked(answers: Filled, today: date = TODAY) -> Walk:
    return walk(FORM, answers, today)


def test_nothing_answered_is_incomplete_and_asks_for_the_age_first() -> None:
    way = walked({})
    assert (way.outcome, way.errors) == (Outcome.INCOMPLETE, {})
    assert way.next is FORM.steps["pv-under-age"]


def test_agreement_is_asked_right_after_the_age_of_an_adult() -> None:
    way = walked({"pv-under-age": {"pv-under-age": "no"}})
    assert way.next is FORM.steps["pv-want-to-submit-nrm"]


def test_an_adult_who_agrees_is_referred() -> None:
    assert walked(adult_answers(FORM)).outcome is Outcome.NRM


def test_an_adult_who_does_not_agree_is_notified_without_a_name() -> None:
    way = walked(anonymous_answers(FORM))
    assert way.outcome is Outcome.DUTY_TO_NOTIFY
    assert IDENTITY.isdisjoint(way.submission)


@pytest.mark.parametrize("age", ["yes", "not-sure"])
@pytest.mark.parametrize("consent", ["yes", "no"])
def test_a_child_is_referred_whatever_a_client_says_of_agreement(age: str, consent: str) -> None:
    """MH03, MH19"""
    answers = with_answer(
        child_answers(FORM, pv_under_age=age), "pv-want-to-submit-nrm", pv_want_to_submit_nrm=consent
    )
    way = walked(answers)
    assert way.outcome is Outcome.NRM
    assert "pv-want-to-submit-nrm" not in way.submission


def test_a_later_refusal_removes_every_trace_of_the_person_from_the_draft() -> None:
    """MH01, MH02"""
    answers = adult_answers(FORM, pv_dob={"day": "1", "month": "2", "year": "1990"})
    changed = with_answer(answers, "pv-want-to-submit-nrm", pv_want_to_submit_nrm="no")
    kept = prune(FORM, changed)
    assert IDENTITY.isdisjoint(name for step in kept.values() for name in step)
    assert "fr-details" not in kept


def test_a_notification_refuses_names_typed_straight_into_it() -> None:
    """MH02"""
    answers = anonymous_answers(FORM)
    answers["pv-name-dtn"] = {"pv-name-first-name": "Mai", "pv-name-last-name": "Sample"}
    assert IDENTITY.isdisjoint(walked(answers).submission)


def test_growing_up_during_the_form_asks_for_agreement_with_nothing_selected() -> None:
    """MH19"""
    adult = adult_answers(FORM)
    child = prune(FORM, with_answer(adult, "pv-under-age", pv_under_age="yes"))
    again = prune(FORM, with_answer(child, "pv-under-age", pv_under_age="no"))
    way = walked(again)
    assert not again.get("pv-want-to-submit-nrm")
    assert not way.is_complete


def test_changing_one_answer_keeps_those_that_are_still_asked() -> None:
    answers = adult_answers(FORM)
    kept = prune(FORM, with_answer(answers, "pv-gender-referral", pv_gender="male"))
    assert kept.keys() == answers.keys()


def test_an_answer_to_a_follow_up_goes_with_the_answer_it_followed() -> None:
    """MH01"""
    answers = filled(FORM, {**ADULT, "pv-interpreter-requirements": "yes"})
    changed = with_answer(answers, "pv-interpreter-requirements", pv_interpreter_requirements="no")
    kept = prune(FORM, changed)
    assert kept["pv-interpreter-requirements"] == {"pv-interpreter-requirements": "no"}


def test_check_answers_shows_all_that_is_sent_and_nothing_else() -> None:
    """MH01"""
    way = walked(filled(FORM, {**ADULT, "where-exploitation-happened": "uk-and-overseas"}))
    shown = [name for card in summary(FORM, way.given) for line in card.lines for name in line.fields]
    given = {name for name in shown if name in way.answered}
    assert given == way.submission.keys()


def test_the_responders_own_label_is_never_sent() -> None:
    assert "reference" not in walked(adult_answers(FORM, reference="Tuesday")).submission


def test_places_move_up_when_one_is_taken_away() -> None:
    step = FORM.steps["where-exploitation-happened-uk"]
    left: dict[str, Value] = dict(zip(step.slots, ["", "York", "", "Bath"], strict=False))
    assert list(close_gaps(step, left).values()) == ["York", "Bath", "", ""]


def test_progress_ends_at_a_fork_nobody_has_taken() -> None:
    ahead = progress(FORM, {"pv-under-age": {"pv-under-age": "no"}}, TODAY)
    assert [stop.page.id for stop in ahead.stops] == ["pv-under-age", "pv-want-to-submit-nrm"]


def test_every_field_is_asked_on_exactly_one_page() -> None:
    """Files have pages of their own."""
    for step in FORM.steps.values():
        asked = [field.id for page in step.pages for field in page.fields]
        typed = [field.id for field in step.fields if field.kind is not Kind.FILE]
        assert sorted(asked) == sorted(typed), step.id


def test_page_ids_name_one_page_each() -> None:
    ids = [page.id for page in FORM.pages]
    assert len(ids) == len(set(ids))
