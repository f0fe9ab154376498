"""Sending a draft: what is announced, and what is refused."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from tests.referral.answers import ADULT, Filled, adult_answers, anonymous_answers, child_answers, filled

from contracts.ids import OrganisationId, ReferralId, UserId
from contracts.referral import DutyToNotifyRecorded, Submitted
from referral.domain.drafts import Draft, DraftId, PageOutOfReach
from referral.domain.form.content import referral_form
from referral.domain.referral import ReferralIncomplete, Route, send
from referral.domain.stages import Journey, Stage

FORM = referral_form()
NOON = datetime(2026, 4, 1, 11, tzinfo=UTC)
REFERRAL = ReferralId(UUID(int=1))
REFERENCE = "NRM-7K3F-92QD-X"


def a_draft(answers: Filled) -> Draft:
    return Draft(
        id=DraftId(UUID(int=2)),
        author=UserId(UUID(int=3)),
        organisation=OrganisationId("unseen"),
        form_version=FORM.version,
        started_at=NOON,
        changed_at=NOON,
        answers=answers,
    )


def test_a_referral_announces_facts_and_nobody() -> None:
    answers = adult_answers(
        FORM,
        user_organisation="Unseen",
        fr_location="wales",
        current_pv_location_uk_region="County Derry / Londonderry",
        pv_phone_number="no",
        pv_interpreter_requirements="yes",
        still_in_exploitative_situation="yes",
        pv_gender="unknown",
        pv_nationality="Vietnamese",
    )
    referral, events = send(a_draft(answers), FORM, referral_id=REFERRAL, reference=REFERENCE, at=NOON)
    assert referral.route is Route.NRM
    assert events == [
        Submitted(
            referral_id=REFERRAL,
            reference=REFERENCE,
            submitted_at=NOON,
            nation="wales",
            organisation_id="unseen",
            region="county-derry-londonderry",
            age_band="adult",
            is_support_wanted=True,
            has_safe_contact=False,
            is_interpreter_needed=True,
            is_still_exploited=True,
            gender="other",
            nationality_group="asia",
            exploitation_type="labour",
        )
    ]


@pytest.mark.parametrize(("age", "is_settled"), [("yes", True), ("not-sure", False)])
def test_somebody_who_may_be_a_child_is_announced_as_one(age: str, is_settled: bool) -> None:
    draft = a_draft(child_answers(FORM, pv_under_age=age))
    _, [event] = send(draft, FORM, referral_id=REFERRAL, reference=REFERENCE, at=NOON)
    assert isinstance(event, Submitted)
    assert (event.age_band, event.is_age_settled) == ("child", is_settled)
    assert not event.is_support_wanted


@pytest.mark.parametrize(("help_given", "is_identified"), [("yes", True), ("no", False)])
def test_a_notification_says_whether_it_identifies_the_person(help_given: str, is_identified: bool) -> None:
    draft = a_draft(anonymous_answers(FORM, authorities_cooperation=help_given))
    referral, [event] = send(draft, FORM, referral_id=REFERRAL, reference=REFERENCE, at=NOON)
    assert referral.route is Route.DUTY_TO_NOTIFY
    assert isinstance(event, DutyToNotifyRecorded)
    assert event.is_person_identified is is_identified


def test_an_incomplete_draft_is_not_sent() -> None:
    answers = adult_answers(FORM)
    del answers["professional-insight"]
    with pytest.raises(ReferralIncomplete) as refusal:
        send(a_draft(answers), FORM, referral_id=REFERRAL, reference=REFERENCE, at=NOON)
    assert refusal.value.way.next is FORM.steps["professional-insight"]


def test_what_is_sent_holds_nothing_off_the_path() -> None:
    answers = anonymous_answers(FORM)
    answers["pv-name-referral"] = {"pv-name-first-name": "Mai"}
    referral, _ = send(a_draft(answers), FORM, referral_id=REFERRAL, reference=REFERENCE, at=NOON)
    assert "Mai" not in str(referral.answers)


def test_a_draft_lives_28_days_after_its_last_change() -> None:
    draft = a_draft({})
    assert draft.days_left(NOON) == 28
    assert draft.days_left(NOON + timedelta(days=21)) == 7
    assert draft.deleted_on.isoformat() == "2026-04-29"


def test_saving_a_page_starts_the_28_days_again() -> None:
    draft = a_draft({})
    later = NOON + timedelta(days=20)
    draft.save(FORM, draft.open(FORM, FORM.pages[0].id, at=later), {"pv-under-age": "no"}, at=later)
    assert draft.days_left(later) == 28


def test_a_page_out_of_reach_cannot_be_opened() -> None:
    with pytest.raises(PageOutOfReach):
        a_draft({}).open(FORM, "fr-details", at=NOON)


def test_facts_read_the_language_from_list_and_words() -> None:
    answers = filled(
        FORM,
        {
            **ADULT,
            "pv-interpreter-requirements": "yes",
            "pv-language": "Arabic (Sudanese)",
            "pv-interpreter-requirements-language": "Fur",
        },
    )
    referral, _ = send(a_draft(answers), FORM, referral_id=REFERRAL, reference=REFERENCE, at=NOON)
    assert referral.facts.language == "Arabic (Sudanese), Fur"


@pytest.mark.parametrize(
    ("journey", "stage"),
    [
        (Journey(referral_id=REFERRAL), Stage.SENT),
        (Journey(referral_id=REFERRAL, case_opened_at=NOON), Stage.WITH_DECIDER),
        (Journey(referral_id=REFERRAL, case_opened_at=NOON, outcome="positive"), Stage.POSITIVE),
        (Journey(referral_id=REFERRAL, outcome="negative"), Stage.NEGATIVE),
    ],
)
def test_the_stage_follows_what_has_been_heard(journey: Journey, stage: Stage) -> None:
    assert journey.stage is stage
