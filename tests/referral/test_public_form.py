"""The engine expresses everything in the form first responders use today, and our form keeps its ids."""

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.referral.answers import ADULT, ANONYMOUS, CHILD, TODAY, WILLING_TO_HELP, filled
from tests.referral.compare_form import deliberate, differences, read_public_form

from referral.domain.form.conditions import NEVER
from referral.domain.form.content import referral_form
from referral.domain.form.questions import Form, Kind
from referral.domain.form.values import Value
from referral.domain.form.walk import Outcome, walk


@cache
def public_data() -> Any:
    return yaml.safe_load(Path(__file__).with_name("public_form.yaml").read_text("utf-8"))


@cache
def public_form() -> Form:
    return read_public_form(public_data())


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


def test_our_form_differs_from_the_public_one_only_on_purpose() -> None:
    assert differences(public_data(), referral_form()) == sorted(deliberate())


def test_the_comparison_notices_a_lost_step_field_option_condition_and_list_value() -> None:
    data = deepcopy(public_data())
    steps = {step["id"]: step for step in data["steps"]}
    data["steps"].append({"id": "a-new-step", "fields": [], "on_path_when": "NRM route"})
    steps["refuse-nrm"]["fields"].append({"id": "a-new-field", "type": "long-text"})
    steps["fr-location"]["fields"][0]["options"]["jersey"] = "Jersey"
    steps["who-contact"]["on_path_when"] = "NRM route"
    data["lists"] = {"uk_towns": ["Atlantis"]}
    found = set(differences(data, referral_form())) - deliberate().keys()
    assert {
        "a-new-step: missing",
        "refuse-nrm/a-new-field: missing",
        "fr-location/fr-location: other options",
        "who-contact: asked on another path",
        "list uk_towns: Atlantis is missing",
    } <= found


def test_no_step_of_our_own_has_to_be_answered() -> None:
    for step in referral_form().steps.values():
        assert step.is_added is (step.id not in public_form().steps), step.id
        if step.is_added:
            assert {each.required for each in step.fields} == {NEVER}, step.id
            assert not step.rules, step.id


@pytest.mark.parametrize("choices", [ADULT, CHILD, ANONYMOUS, WILLING_TO_HELP])
def test_what_is_complete_on_the_public_form_is_complete_on_ours(choices: dict[str, Value]) -> None:
    answers = filled(public_form(), choices)
    assert walk(referral_form(), answers, TODAY).outcome is walk(public_form(), answers, TODAY).outcome
