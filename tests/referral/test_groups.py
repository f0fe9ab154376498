"""The groups a person is counted in are coarse, and everybody has exactly one of each kind or none."""

from typing import get_args

import pytest
from tests.referral.answers import adult_answers

from contracts.ids import ExploitationType, NationalityGroup
from referral.domain.facts import Facts
from referral.domain.form.content import referral_form
from referral.domain.form.listing import UNKNOWN
from referral.domain.groups import (
    TICKED,
    TYPES,
    exploitation_type_of,
    nationality_group_of,
    nationality_groups,
)

FORM = referral_form()


def test_every_nationality_on_the_list_belongs_to_a_group_and_an_unknown_one_to_none() -> None:
    assert {*nationality_groups(), UNKNOWN} == set(FORM.lists["nationalities"])
    assert set(nationality_groups().values()) == set(get_args(NationalityGroup))
    assert nationality_group_of(Facts({"pv-nationality": UNKNOWN})) is None


def test_every_type_on_the_form_is_counted() -> None:
    boxes = {field.id for field in FORM.steps["types-of-exploitation"].fields}
    assert {TICKED + kind for kind in TYPES} == boxes - {"other-exploitation-details"}


@pytest.mark.parametrize(
    ("ticked", "counted"),
    [
        pytest.param(["forced-to-work", "wages-taken"], "labour", id="two boxes of one type"),
        pytest.param(["forced-to-work", "prostitution"], "several", id="two types"),
        pytest.param([], None, id="nothing said"),
    ],
)
def test_nobody_is_counted_in_two_types(ticked: list[str], counted: ExploitationType | None) -> None:
    assert exploitation_type_of(Facts({TICKED + kind: True for kind in ticked})) == counted


def test_a_whole_form_says_each_group() -> None:
    answers = adult_answers(FORM, pv_nationality="Albanian")
    facts = Facts({name: value for step in answers.values() for name, value in step.items()})
    assert nationality_group_of(facts) == "rest-of-europe"
