"""Wrong answers: each is named by its code, against its field, in words that say what to do."""

from typing import Any

import pytest
from tests.referral.answers import TODAY, Filled, adult_answers, child_answers, with_answer

from referral.domain.form.checks import Fault
from referral.domain.form.content import referral_form
from referral.domain.form.questions import Kind
from referral.domain.form.values import Value
from referral.domain.form.walk import Outcome, Walk, walk
from referral.domain.form.wording import message

FORM = referral_form()


def walked(answers: Filled) -> Walk:
    return walk(FORM, answers, TODAY)


FAULTS: list[Any] = [
    ("pv-under-age", {"pv-under-age": "perhaps"}, {"pv-under-age": ["not-in-list"]}),
    ("organisation", {"user-organisation": "Nobody"}, {"user-organisation": ["not-in-list"]}),
    ("organisation", {"user-organisation": "  "}, {"user-organisation": ["required"]}),
    ("reference", {"reference": "x" * 101}, {"reference": ["max-length"]}),
    ("professional-insight", {"professional-insight": " \n "}, {"professional-insight": ["required"]}),
    (
        "professional-insight",
        {"professional-insight": "x" * 15_001},
        {"professional-insight": ["max-length"]},
    ),
    ("fr-alternative-contact", {"fr-alternative-contact": "a@b"}, {"fr-alternative-contact": ["email"]}),
    (
        "fr-alternative-contact",
        {"fr-alternative-contact": "a b@c.org"},
        {"fr-alternative-contact": ["email"]},
    ),
    (
        "fr-alternative-contact",
        {"fr-alternative-contact": "x" * 65 + "@example.org"},
        {"fr-alternative-contact": ["email"]},
    ),
    ("pv-phone-number", {"pv-phone-number-yes": "12"}, {"pv-phone-number-yes": ["phone-international"]}),
    ("pv-phone-number", {"pv-phone-number-yes": ""}, {"pv-phone-number-yes": ["required"]}),
    (
        "pv-nationality-referral",
        {"pv-nationality": "Thai", "pv-nationality-second": "Thai"},
        {"pv-nationality-second": ["duplicate-entry"]},
    ),
    (
        "where-exploitation-happened-uk",
        {
            "where-exploitation-happened-uk-city-1": "Leeds",
            "where-exploitation-happened-uk-city-2": "leeds",
        },
        {"where-exploitation-happened-uk-city-2": ["duplicate-entry"]},
    ),
    (
        "where-exploitation-happened-uk",
        {"where-exploitation-happened-uk-city-1": "Atlantis"},
        {"where-exploitation-happened-uk-city-1": ["not-in-list"]},
    ),
    (
        "types-of-exploitation",
        {"types-of-exploitation-forced-to-work": False},
        {"types-of-exploitation": ["at-least-one"]},
    ),
    (
        "types-of-exploitation",
        {"types-of-exploitation-other": True, "other-exploitation-details": ""},
        {"other-exploitation-details": ["required"]},
    ),
]


@pytest.mark.parametrize(("step", "changes", "errors"), FAULTS)
def test_a_wrong_answer_is_named_by_its_code(
    step: str, changes: dict[str, Value], errors: dict[str, list[str]]
) -> None:
    answers = adult_answers(FORM)
    way = walked({**answers, step: {**answers[step], **changes}})
    assert way.errors == errors
    assert way.outcome is Outcome.INVALID
    assert way.submission.keys() <= {field.id for step in way.path for field in step.fields}


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ({"day": "", "month": "", "year": ""}, []),
        ({"day": "1", "month": "2", "year": "1990"}, []),
        ({"day": "01", "month": "Feb", "year": "1990"}, []),
        ({"day": "1", "month": "february", "year": "1990"}, []),
        ({"day": "1", "month": "2", "year": ""}, ["date-invalid"]),
        ({"day": "30", "month": "2", "year": "1990"}, ["date-invalid"]),
        ({"day": "1", "month": "2", "year": "90"}, ["date-invalid"]),
        ({"day": "1", "month": "4", "year": "2026"}, ["date-future"]),
        ({"day": "2", "month": "1", "year": "2030"}, ["date-future"]),
        ({"day": "1", "month": "1", "year": "1900"}, ["date-too-early"]),
        ({"day": "2", "month": "1", "year": "1900"}, []),
        ("1990-02-01", []),
        ("1990-02-30", ["date-invalid"]),
        ("yesterday", ["date-invalid"]),
        ({"day": "1", "month": "4", "year": "2008"}, []),
        ({"day": "2", "month": "4", "year": "2008"}, ["age-conflict"]),
    ],
)
def test_a_date_of_birth_is_real_past_and_fits_the_age(typed: Value, codes: list[str]) -> None:
    way = walked(with_answer(adult_answers(FORM), "pv-dob", pv_dob=typed))
    assert [
        code for code in way.errors.get("pv-dob", []) if code != "age-conflict" or "age-conflict" in codes
    ] == codes


@pytest.mark.parametrize(
    ("changes", "sent"),
    [
        ({"pv-dob-rough": {"month": "", "year": "1990"}}, {"pv-dob-rough": "1990"}),
        ({"pv-dob-rough": {"month": "Mar", "year": "1990"}}, {"pv-dob-rough": "1990-03"}),
        ({"pv-age-estimate": "30"}, {"pv-age-estimate": "30"}),
    ],
)
def test_what_is_known_only_roughly_is_kept_as_roughly_as_that(
    changes: dict[str, Value], sent: dict[str, Value]
) -> None:
    answers = {**adult_answers(FORM), "pv-dob": {"pv-dob-known": "roughly", **changes}}
    way = walked(answers)
    assert way.errors == {}
    assert sent.items() <= way.submission.items()
    assert "pv-dob" not in way.submission


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({}, "pv-dob-rough", "at-least-one"),
        ({"pv-dob-rough": {"month": "13", "year": "1990"}}, "pv-dob-rough", "date-invalid"),
        ({"pv-dob-rough": {"month": "3", "year": ""}}, "pv-dob-rough", "date-invalid"),
        ({"pv-dob-rough": {"month": "", "year": "2027"}}, "pv-dob-rough", "date-future"),
        ({"pv-dob-rough": {"month": "", "year": "2012"}}, "pv-dob-rough", "age-conflict"),
        ({"pv-age-estimate": "about 20"}, "pv-age-estimate", "digits-only"),
        ({"pv-age-estimate": "121"}, "pv-age-estimate", "range"),
        ({"pv-age-estimate": "15"}, "pv-age-estimate", "age-conflict"),
    ],
)
def test_a_rough_age_still_has_to_make_sense(changes: dict[str, Value], field: str, code: str) -> None:
    answers = {**adult_answers(FORM), "pv-dob": {"pv-dob-known": "roughly", **changes}}
    assert code in walked(answers).errors[field]


def test_a_year_in_which_an_adult_may_have_been_born_is_no_conflict() -> None:
    answers = adult_answers(FORM)
    answers["pv-dob"] = {"pv-dob-known": "roughly", "pv-dob-rough": {"month": "", "year": "2008"}}
    assert walked(answers).errors == {}


def test_a_child_cannot_have_been_born_too_long_ago() -> None:
    answers = child_answers(FORM)
    answers["pv-dob"] = {"pv-dob": {"day": "1", "month": "2", "year": "1990"}}
    assert walked(answers).errors == {"pv-dob": ["age-conflict"]}


def test_length_is_counted_after_line_endings_are_made_one() -> None:
    """MH09"""
    answers = with_answer(
        adult_answers(FORM), "professional-insight", professional_insight="\r\n".join(["x"] * 7_500)
    )
    assert walked(answers).errors == {}


def test_addresses_and_numbers_are_welcome_in_an_account() -> None:
    """MH10"""
    text = "See https://example.org/a?b=1, mail a@example.org or ring 020 7946 0123.Then wait"
    answers = with_answer(adult_answers(FORM), "professional-insight", professional_insight=text)
    assert walked(answers).submission["professional-insight"] == text


def test_wrong_answers_are_all_named_at_once_where_the_way_does_not_hang_on_them() -> None:
    answers = with_answer(adult_answers(FORM), "fr-alternative-contact", fr_alternative_contact="nobody")
    answers = with_answer(answers, "reference", reference="x" * 200)
    assert walked(answers).errors.keys() == {"reference", "fr-alternative-contact"}


def test_a_wrong_answer_at_a_fork_stops_the_walk() -> None:
    answers = with_answer(adult_answers(FORM), "pv-under-age", pv_under_age="maybe")
    assert [step.id for step in walked(answers).path] == ["pv-under-age"]


def test_every_refusal_has_words_of_its_own() -> None:
    """MH07"""
    codes = {
        Kind.RADIO: ["not-in-list"],
        Kind.SELECT: ["not-in-list"],
        Kind.EMAIL: ["email", "max-length"],
        Kind.PHONE: ["phone-international"],
        Kind.DATE: ["date-invalid", "date-future", "date-too-early"],
        Kind.ROUGH_DATE: ["date-invalid", "date-future", "date-too-early"],
        Kind.SHORT_TEXT: ["max-length"],
        Kind.LONG_TEXT: ["max-length"],
    }
    for step in FORM.steps.values():
        for field in step.fields:
            for code in ["required", *codes.get(field.kind, [])]:
                words = message(step, Fault(field.id, code))
                assert words, (field.id, code)
                assert "{" not in words, (field.id, code, words)
                assert "invalid" not in words.lower(), (field.id, code, words)
                assert "Check the" not in words, (field.id, code, words)
