"""Made-up answers to the referral form: complete ones, to change where a test cares."""

from collections.abc import Mapping
from datetime import date

import pytest

from referral.domain.form.checks import Setting
from referral.domain.form.questions import Field, Form, Kind
from referral.domain.form.values import Value
from referral.domain.form.walk import Walk

TODAY = date(2026, 4, 1)
Filled = dict[str, dict[str, Value]]

SAMPLES: Mapping[Kind, Value] = {
    Kind.SHORT_TEXT: "Made-up words",
    Kind.LONG_TEXT: "Made-up words,\nover two lines.",
    Kind.CHECKBOX: True,
    Kind.EMAIL: "somebody@example.org",
    Kind.PHONE: "020 7946 0123",
    Kind.DATE: {"day": "31", "month": "3", "year": "1990"},
    Kind.ROUGH_DATE: {"month": "", "year": "1990"},
    Kind.FILE: ["a-file"],
}

ADULT: Mapping[str, Value] = {
    "pv-under-age": "no",
    "pv-want-to-submit-nrm": "yes",
    "does-pv-need-support": "yes",
    "types-of-exploitation-forced-to-work": True,
    "potential-victim-exploitative-situation-multiple": "no",
    "still-in-exploitative-situation": "no",
    "where-exploitation-happened": "uk",
    "modern-slavery-indicators": "yes",
    "authorities-cooperation": "no",
}
CHILD: Mapping[str, Value] = {**ADULT, "pv-under-age": "yes", "pv-dob-known": "not-known"}
ANONYMOUS: Mapping[str, Value] = {**ADULT, "pv-want-to-submit-nrm": "no"}
WILLING_TO_HELP: Mapping[str, Value] = {**ANONYMOUS, "authorities-cooperation": "yes"}


EVERY_TURNING: Mapping[str, Value] = {
    **ADULT,
    "where-exploitation-happened": "uk-and-overseas",
    "potential-victim-exploitative-situation-multiple": "yes",
    "still-in-exploitative-situation": "yes",
    "pv-interpreter-requirements": "yes",
    "pv-phone-number": "pv-alternative-number",
    "pv-dob-known": "roughly",
    "pv-dob-rough": {"month": "March", "year": "1990"},
    "types-of-exploitation-other": True,
    "authorities-cooperation": "yes",
}
JOURNEYS = [
    pytest.param(ADULT, id="adult"),
    pytest.param(EVERY_TURNING, id="adult, every turning"),
    pytest.param({**ADULT, "pv-phone-number": "no", "pv-dob-known": "not-known"}, id="adult, no safe phone"),
    pytest.param(CHILD, id="child"),
    pytest.param({**CHILD, "pv-under-age": "not-sure"}, id="age not known"),
    pytest.param(ANONYMOUS, id="notification"),
    pytest.param(
        {**WILLING_TO_HELP, "pv-contact-details": ["email", "post"]}, id="notification, willing to help"
    ),
]


def filled(form: Form, choices: Mapping[str, Value], today: date = TODAY) -> Filled:
    """Goes along the form's own path, answering with `choices` and whatever else has to be answered."""
    answers: Filled = {}
    way = Walk(form, answers, Setting(today, form.lists))
    for step in way.steps_ahead():
        here: dict[str, Value] = {}
        answers[step.id] = here
        for field in step.fields:
            if field.id in choices:
                here[field.id] = choices[field.id]
            elif _must_be_given(way, field, step.fields):
                here[field.id] = _sample(form, field)
        way.visit(step)
    return answers


def adult_answers(form: Form, **changes: Value) -> Filled:
    return filled(form, {**ADULT, **_by_field_id(changes)})


def child_answers(form: Form, **changes: Value) -> Filled:
    return filled(form, {**CHILD, **_by_field_id(changes)})


def anonymous_answers(form: Form, **changes: Value) -> Filled:
    return filled(form, {**ANONYMOUS, **_by_field_id(changes)})


def with_answer(answers: Filled, step: str, **changes: Value) -> Filled:
    here = {name.replace("_", "-"): value for name, value in changes.items()}
    return {**answers, step: {**answers.get(step, {}), **here}}


def _by_field_id(changes: Mapping[str, Value]) -> Mapping[str, Value]:
    """`pv_gender="male"` in Python is `pv-gender` on the form."""
    return {name.replace("_", "-"): value for name, value in changes.items()}


def _must_be_given(way: Walk, field: Field, fields: tuple[Field, ...]) -> bool:
    step = next(step for step in way.form.steps.values() if step.fields is fields)
    return any(fault.field == field.id for fault in way.faults_on(step, (field,)))


def _sample(form: Form, field: Field) -> Value:
    if field.options:
        first = next(iter(field.options))
        return [first] if field.kind is Kind.CHECKBOX_GROUP else first
    if field.kind is Kind.SELECT:
        return next(iter(form.lists[field.list_name]))
    if "postcode" in field.rules:
        return "LS1 1AA"
    return "2" if "digits-only" in field.rules else SAMPLES[field.kind]
