"""Advice before sending: each kind given when there is cause for it, and not otherwise."""

from collections.abc import Mapping
from datetime import date

import httpx
import pytest
from tests.referral.answers import adult_answers, anonymous_answers, child_answers
from tests.referral.journey import fill_in, look, send

from referral.domain.advice import advice_on
from referral.domain.form.content import referral_form
from referral.domain.form.values import Value
from referral.domain.form.walk import walk
from referral.web.advice import words

FORM = referral_form()
TODAY = date(2026, 4, 1)
WHEN = "when-did-the-exploitation-take-place"
LONG = "They were met at the coach station and told that the work would pay off a debt."
GOOD: dict[str, Value] = {
    WHEN: "From spring 2024 to June 2025",
    "how-did-the-exploitation-start": LONG,
    "what-were-they-required-to-do": LONG,
    "how-they-were-treated": LONG,
    "professional-insight": LONG,
    "user-organisation": "Unseen",
    "pv-dob": {"day": "31", "month": "3", "year": "1990"},
    "modern-slavery-indicators": "yes",
    "pv-phone-number": "yes",
    "fr-alternative-contact": "duty.team@example.org",
    "fr-details-first-name": "Robin",
    "fr-details-last-name": "Sample",
    "pv-under-age-at-time-of-exploitation": "no",
}
KINDS = {"adult": adult_answers, "child": child_answers, "notification": anonymous_answers}


def codes(kind: str = "adult", **changes: Value) -> set[str]:
    return codes_for("unseen", kind, changes)


def codes_for(organisation: str, kind: str, changes: Mapping[str, Value]) -> set[str]:
    here = {name.replace("_", "-"): value for name, value in changes.items()}
    answers = KINDS[kind](FORM, **{**GOOD, **here})
    given = walk(FORM, answers, TODAY).given
    return {advice.code for advice in advice_on(given, organisation=organisation, today=TODAY)}


@pytest.mark.parametrize("kind", ["adult", "notification"])
def test_a_good_referral_gets_no_advice(kind: str) -> None:
    assert codes(kind) == set()


SEXUAL_AS_CHILD = {"types_of_exploitation_child_exploitation": True}


@pytest.mark.parametrize(
    ("code", "kind", "changes", "mended"),
    [
        (
            "age-now-known",
            "child",
            {
                "pv_under_age": "not-sure",
                "pv_dob_known": "yes",
                "pv_dob": {"day": "3", "month": "4", "year": "2010"},
            },
            {"pv_under_age": "yes"},
        ),
        (
            "child-exploitation-of-adult",
            "adult",
            SEXUAL_AS_CHILD,
            {"pv_under_age_at_time_of_exploitation": "yes"},
        ),
        (
            "child-at-the-time",
            "adult",
            {"when_did_the_exploitation_take_place": "From 2004 to 2006"},
            {"when_did_the_exploitation_take_place": "From 2014 to 2016"},
        ),
        (
            "shows-who",
            "notification",
            {"living_conditions": "She said call me on 020 7946 0123"},
            {"living_conditions": "Ten people in one room since 2024"},
        ),
        (
            "no-dates",
            "adult",
            {"when_did_the_exploitation_take_place": "For a long while"},
            {"when_did_the_exploitation_take_place": "When they were a teenager, until last winter"},
        ),
        (
            "dates-outside-life",
            "adult",
            {"when_did_the_exploitation_take_place": "From 1985 to 2025"},
            {"when_did_the_exploitation_take_place": "From 2015 to 2025, owing £2099 and $1985"},
        ),
        ("no-indicator", "adult", {"modern_slavery_indicators": "no"}, {"modern_slavery_indicators": "yes"}),
        (
            "still-there-or-left",
            "adult",
            {
                "still_in_exploitative_situation": "yes",
                "what_is_keeping_them_in_situation": "She escaped last week",
            },
            {"what_is_keeping_them_in_situation": "He holds her passport"},
        ),
        (
            "hard-to-reach",
            "adult",
            {"pv_phone_number": "no", "who_contact": "potential-victim", "pv_contact_details": ["post"]},
            {"pv_contact_details": ["email"]},
        ),
        (
            "short-account",
            "adult",
            {"how_did_the_exploitation_start": "Not known"},
            {"how_did_the_exploitation_start": LONG},
        ),
        (
            "cover-contact-is-you",
            "adult",
            {"fr_alternative_contact": "robin.sample@example.org"},
            {"fr_alternative_contact": "robin.other@example.org"},
        ),
    ],
)
def test_advice_is_given_for_cause_and_goes_when_that_is_mended(
    code: str, kind: str, changes: dict[str, Value], mended: dict[str, Value]
) -> None:
    assert code in codes_for("unseen", kind, changes)
    assert code not in codes_for("unseen", kind, {**changes, **mended})


def test_a_year_still_to_come_is_outside_every_life() -> None:
    assert "dates-outside-life" in codes(when_did_the_exploitation_take_place="Until June 2062")


def test_another_organisation_than_the_one_signed_in_for_is_pointed_out() -> None:
    assert codes_for("avon-and-somerset-constabulary", "adult", {}) == {"other-organisation"}


@pytest.mark.parametrize(
    "text",
    ["Write to ana@example.org about it", "She lives at LS1 1AA now", "Her name is Ana", "It was Mr Sample"],
)
def test_what_could_show_who_somebody_is_is_found_in_a_notification_only(text: str) -> None:
    assert "shows-who" in codes("notification", living_conditions=text)
    assert "shows-who" not in codes("adult", living_conditions=text)


async def test_advice_stands_above_the_answers_with_a_link_and_does_not_stop_the_sending(
    client: httpx.AsyncClient,
) -> None:
    draft = await fill_in(client, adult_answers(FORM, modern_slavery_indicators="no"))
    page = await look(client, f"{draft}/check-answers")
    assert "things to look at" in page
    assert words()["no-indicator"] in page
    assert f"{draft}/questions/modern-slavery-indicators?change=yes" in page
    assert (await send(client, draft)).endswith("/confirmation")
