"""The engine expresses everything in the form first responders use today, and our form keeps its ids."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.referral.answers import ADULT, ANONYMOUS, CHILD, TODAY, WILLING_TO_HELP, filled

from referral.domain.form.content import referral_form
from referral.domain.form.questions import Form, Kind
from referral.domain.form.reading import read_form
from referral.domain.form.values import Value
from referral.domain.form.walk import Outcome, walk

ONLY_SAYS_WHEN_A_BUTTON_IS_PRESSED = "the upload button is pressed"


@cache
def public_data() -> Any:
    return yaml.safe_load(Path(__file__).with_name("public_form.yaml").read_text("utf-8"))


@cache
def public_form() -> Form:
    data = public_data()
    phrases = {**data["routes"], "number of uploaded files > 0": "number of upload-file > 0"}
    steps = [_as_our_data(step) for step in data["steps"]]
    form = {"version": 1, "phrases": phrases, "steps": steps, "duty_to_notify": "duty-to-notify route"}
    return read_form(form, referral_form().lists)


def _as_our_data(step: dict[str, Any]) -> dict[str, Any]:
    boxes = [field["id"] for field in step["fields"] if "group" in field]
    rules = [{"field": step["id"], "of": boxes}] if "step_rules" in step else []
    fields = [
        {name: value for name, value in field.items() if value != ONLY_SAYS_WHEN_A_BUTTON_IS_PRESSED}
        for field in step["fields"]
    ]
    return {**step, "fields": fields, "at_least_one": rules}


def questions_on_path(choices: dict[str, Value]) -> int:
    way = walk(public_form(), filled(public_form(), choices), TODAY)
    assert way.outcome in {Outcome.NRM, Outcome.DUTY_TO_NOTIFY}, way.errors
    return sum(bool(step.fields) for step in way.path)


def test_every_step_and_field_of_the_public_form_is_understood() -> None:
    form = public_form()
    assert len(form.steps) == 64
    asked = {
        each.id for step in form.steps.values() for each in step.fields if each.kind is not Kind.READ_ONLY
    }
    assert len(asked) == 138


@pytest.mark.parametrize(
    ("journey", "choices"),
    [
        pytest.param("adult_nrm_shortest", {**ADULT, "does-pv-need-support": "no"}, id="adult, shortest"),
        pytest.param(
            "adult_nrm_longest",
            {
                **ADULT,
                "where-exploitation-happened": "uk-and-overseas",
                "exploiters-location": "yes",
                "future-exploitation-concerns": "yes",
                "is-this-the-first-chance-to-report": "no",
                "upload-file": ["a-file"],
            },
            id="adult, longest",
        ),
        pytest.param("child_or_unknown_age_shortest", CHILD, id="child"),
        pytest.param(
            "child_or_unknown_age_shortest", {**CHILD, "pv-under-age": "not-sure"}, id="age not known"
        ),
        pytest.param("dtn_anonymous_shortest", ANONYMOUS, id="notification, anonymous"),
        pytest.param("dtn_cooperating_shortest", WILLING_TO_HELP, id="notification, willing to help"),
    ],
)
def test_the_public_form_is_as_long_as_it_is_said_to_be(journey: str, choices: dict[str, Value]) -> None:
    shortest = {
        "exploiters-location": "no",
        "future-exploitation-concerns": "no",
        "is-this-the-first-chance-to-report": "yes",
    }
    assert questions_on_path({**shortest, **choices}) == public_data()["journey_sizes"][journey]


OURS_TO_ADD = {"pv-dob-known", "pv-dob-rough", "pv-age-estimate", "pv-language"}
TO_COME = {"upload-evidence", "what-evidence-you-will-submit"}


def test_our_form_has_no_step_of_its_own_making() -> None:
    assert referral_form().steps.keys() <= public_form().steps.keys()


def test_each_step_of_ours_has_the_fields_of_the_public_one() -> None:
    for step in referral_form().steps.values():
        theirs = {
            field.id for field in public_form().steps[step.id].fields if field.kind is not Kind.READ_ONLY
        }
        assert {field.id for field in step.fields} - OURS_TO_ADD == theirs, step.id


def test_each_field_of_ours_keeps_kind_options_list_and_limit() -> None:
    for step in referral_form().steps.values():
        theirs = {field.id: field for field in public_form().steps[step.id].fields}
        for field in (field for field in step.fields if field.id not in OURS_TO_ADD | {"reference"}):
            public = theirs[field.id]
            assert field.kind is public.kind
            assert field.options.keys() == public.options.keys()
            assert field.list_name == public.list_name
            assert field.max == public.max, field.id
            assert field.must_be_ticked == public.must_be_ticked


LOOSER_OR_TIGHTER_ON_PURPOSE = {
    "pv-dob",  # asked for only when it is said to be known
    "pv-interpreter-requirements-language",  # a language from the list will do
}


def test_each_field_of_ours_is_asked_under_the_public_conditions() -> None:
    for step in referral_form().steps.values():
        public_step = public_form().steps[step.id]
        theirs = {field.id: field for field in public_step.fields}
        for field in step.fields:
            if field.id in theirs.keys() - LOOSER_OR_TIGHTER_ON_PURPOSE:
                assert field.required == theirs[field.id].required, field.id
                assert field.shown == theirs[field.id].shown, field.id
        assert step.on_path == public_step.on_path, step.id


@pytest.mark.parametrize("choices", [ADULT, CHILD, ANONYMOUS, WILLING_TO_HELP])
def test_what_is_complete_on_the_public_form_is_complete_on_ours(choices: dict[str, Value]) -> None:
    answers = filled(public_form(), choices)
    assert walk(referral_form(), answers, TODAY).outcome is walk(public_form(), answers, TODAY).outcome
