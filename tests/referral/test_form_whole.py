"""What the form must hold from end to end: nothing too long or too old, and nobody named by accident."""

from dataclasses import replace

import pytest
from tests.referral.answers import (
    ADULT,
    CHILD,
    EVERY_TURNING,
    TODAY,
    WILLING_TO_HELP,
    Filled,
    adult_answers,
    anonymous_answers,
    filled,
    with_answer,
)
from tests.referral.test_referral import NOON, REFERENCE, REFERRAL, a_draft

from contracts.events import Event
from contracts.referral import DutyToNotifyRecorded, EmergencySupportRequested, ImmediateRiskReported
from referral.domain.form.content import referral_form
from referral.domain.form.pruning import prune
from referral.domain.form.questions import Kind
from referral.domain.form.values import Value
from referral.domain.form.walk import Outcome, walk
from referral.domain.referral import send

FORM = referral_form()
LONGEST = "é\n" * 7_499 + "éé"


def sent_events(answers: Filled) -> list[Event]:
    _, events = send(a_draft(answers), FORM, referral_id=REFERRAL, reference=REFERENCE, at=NOON)
    return events


def every_page_seen(answers: Filled) -> Filled:
    blank = {name: dict.fromkeys((each.id for each in FORM.steps[name].fields), "") for name in answers}
    return {name: {**blank[name], **typed} for name, typed in answers.items()}


def test_the_longest_answers_and_a_hundred_files_can_be_sent() -> None:
    """MH12"""
    narratives: dict[str, Value] = {
        field.id: LONGEST
        for step in FORM.steps.values()
        for field in step.fields
        if field.kind is Kind.LONG_TEXT
    }
    files: dict[str, Value] = {"upload-file": [f"file-{number}" for number in range(100)]}
    draft = a_draft(filled(FORM, {**EVERY_TURNING, **narratives, **files}))
    referral, _ = send(draft, FORM, referral_id=REFERRAL, reference=REFERENCE, at=NOON)
    given = {name: value for step in referral.answers.values() for name, value in step.items()}
    assert given["professional-insight"] == LONGEST
    assert given["upload-file"] == files["upload-file"]


def test_a_draft_of_an_earlier_form_is_asked_what_is_new_and_loses_what_is_gone() -> None:
    """MH16"""
    answers = every_page_seen(adult_answers(FORM))
    del answers["who-exploited-pv"]
    answers["what-happened"] = {"what-happened": "Told on a page that is gone"}
    answers["professional-insight"]["an-old-field"] = "Told in a box that is gone"
    draft = replace(a_draft(answers), form_version=1)
    first_open = draft.progress(FORM, NOON).first_open
    assert first_open is not None
    assert first_open.page.id == "who-exploited-pv"
    draft.save(FORM, first_open, {"who-exploited-pv": "Two men"}, at=NOON)
    assert "that is gone" not in str(draft.answers)
    referral, _ = send(draft, FORM, referral_id=REFERRAL, reference=REFERENCE, at=NOON)
    assert referral.form_version == FORM.version


def test_an_emergency_is_announced_beside_the_referral() -> None:
    events = sent_events(adult_answers(FORM, emergency_accommodation_needed="yes", immediate_danger="yes"))
    assert [type(each) for each in events[1:]] == [EmergencySupportRequested, ImmediateRiskReported]


def test_silence_about_emergencies_announces_none() -> None:
    assert len(sent_events(adult_answers(FORM))) == 1


def test_an_anonymous_notification_is_asked_nothing_that_could_identify() -> None:
    """MH02"""
    way = walk(FORM, anonymous_answers(FORM), TODAY)
    assert [step.id for step in way.path if step.is_added] == ["immediate-danger"]
    assert all(field.kind is Kind.RADIO for field in FORM.steps["immediate-danger"].fields)


def test_who_refuses_to_be_named_is_not_named() -> None:
    """MH02: being willing to help is not agreeing to be named."""
    named = filled(FORM, {**WILLING_TO_HELP, "pv-name-first-name": "Wren"})
    refused = with_answer(named, "identity-consent-for-notification", identity_consent_for_notification="no")
    assert "Wren" not in str(prune(FORM, refused))
    [event] = sent_events(refused)
    assert isinstance(event, DutyToNotifyRecorded)
    assert not event.is_person_identified


def test_who_says_nothing_about_being_named_is_named_as_on_the_public_form() -> None:
    [event] = sent_events(filled(FORM, WILLING_TO_HELP))
    assert isinstance(event, DutyToNotifyRecorded)
    assert event.is_person_identified


def test_what_is_not_known_of_a_life_may_be_said_to_be_so() -> None:
    answers = adult_answers(FORM)
    step = "what-is-their-background"
    boxes = [each.id for each in FORM.steps[step].fields if each.kind is Kind.CHECKBOX]
    answers[step] = dict.fromkeys(boxes, True)
    assert walk(FORM, answers, TODAY).outcome is Outcome.NRM


@pytest.mark.parametrize(("number", "code"), [("0", "range"), ("31", "range"), ("two", "digits-only")])
def test_a_number_of_children_is_between_1_and_30(number: str, code: str) -> None:
    """RC10"""
    choices = {**ADULT, "does-pv-have-children": "yes", "does-pv-have-children-yes-amount": number}
    assert walk(FORM, filled(FORM, choices), TODAY).errors == {"does-pv-have-children-yes-amount": [code]}


def test_a_postcode_of_whoever_gets_the_decision_is_one_of_the_uk() -> None:
    """RC11"""
    recipient: dict[str, Value] = {"who-contact": "someone-else", "someone-else": ["post"]}
    answers = filled(FORM, {**ADULT, **recipient, "someone-else-postcode": "75001"})
    assert walk(FORM, answers, TODAY).errors == {"someone-else-postcode": ["postcode"]}


def test_a_child_is_never_asked_where_to_send_the_decision() -> None:
    way = walk(FORM, filled(FORM, CHILD), TODAY)
    assert {"who-contact", "does-pv-need-support"}.isdisjoint(step.id for step in way.path)
