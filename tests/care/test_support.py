"""A support case, from the referral to recovery or its end."""

from datetime import timedelta

import pytest
from tests.care.scenes import HESTIA, MEDAILLE, a_decision, a_referral, a_support_case, in_recovery, noon

from care.domain.decided import hear
from care.domain.intake import Pathway, pathway_for
from care.domain.people import Preference
from care.domain.support import Assessment, StepNotAllowed, SupportCase, SupportState
from contracts.care import ContactFailed, ContactMade, SupportStarted
from contracts.ids import AgeBand, Nation, ProviderId

S = SupportState
EMERGENCY = Assessment(is_emergency=True)
NO_EMERGENCY = Assessment(is_emergency=False)


@pytest.mark.parametrize(
    ("age_band", "nation", "wanted", "pathway"),
    [
        pytest.param("adult", "england", True, Pathway.CARE_CONTRACT, id="EL-1 an adult in England"),
        pytest.param("adult", "wales", True, Pathway.CARE_CONTRACT, id="EL-1 an adult in Wales"),
        pytest.param("adult", "england", False, Pathway.SUPPORT_NOT_WANTED, id="EL-1 not wanted"),
        pytest.param("child", "england", True, Pathway.CHILD, id="EL-8 a child"),
        pytest.param("child", "scotland", True, Pathway.CHILD, id="EL-8 a child in Scotland"),
        pytest.param("adult", "scotland", True, Pathway.SCOTLAND, id="EL-10 Scotland"),
        pytest.param("adult", "northern-ireland", True, Pathway.NORTHERN_IRELAND, id="EL-10 Belfast"),
    ],
)
def test_el_1_el_8_el_10_which_way_into_support(
    age_band: AgeBand, nation: Nation, wanted: bool, pathway: Pathway
) -> None:
    assert pathway_for(age_band, nation, is_support_wanted=wanted) is pathway


def test_lc_1_the_contact_clock_runs_for_48_hours_from_consent() -> None:
    heard = a_referral(submitted_at=noon("2025-11-28"))
    assert a_support_case(heard, at=noon("2025-12-01")).contact_due_at == noon("2025-11-30")


def test_lc_2_a_referral_without_usable_contact_details_opens_with_the_task_to_obtain_them() -> None:
    case = a_support_case(a_referral(has_safe_contact=False))
    assert (case.state, case.needs_contact_details) == (S.CONTACTING, True)


def test_the_task_to_obtain_contact_details_ends_with_contact() -> None:
    case = a_support_case(a_referral(has_safe_contact=False))
    case.make_contact(at=noon("4"))
    assert not case.needs_contact_details


def test_contact_leads_to_the_initial_assessment() -> None:
    case = a_support_case()
    assert case.make_contact(at=noon("4")) == [
        ContactMade(referral_id=case.referral_id, support_case_id=case.id, made_at=noon("4"))
    ]
    assert case.state is S.INITIAL_ASSESSMENT


def test_contact_is_made_once() -> None:
    case = a_support_case()
    case.make_contact(at=noon("4"))
    with pytest.raises(StepNotAllowed):
        case.make_contact(at=noon("4"))


@pytest.mark.parametrize(
    ("late", "state"),
    [
        pytest.param(timedelta(seconds=-1), S.CONTACTING, id="a second before 48 hours"),
        pytest.param(timedelta(0), S.UNREACHED, id="at 48 hours"),
    ],
)
def test_lc_1_at_48_hours_without_contact_the_person_is_unreached(
    late: timedelta, state: SupportState
) -> None:
    case = a_support_case()
    case.miss_contact(at=case.contact_due_at + late)
    assert case.state is state


def test_lc_1_missing_the_contact_clock_is_said_once() -> None:
    case = a_support_case()
    later = case.contact_due_at + timedelta(hours=1)
    said = [event for _ in range(3) for event in case.miss_contact(at=later)]
    assert [type(event) for event in said] == [ContactFailed]


def test_lc_1_somebody_unreached_may_call_in() -> None:
    case = a_support_case()
    case.miss_contact(at=case.contact_due_at)
    case.make_contact(at=noon("9"))
    assert case.state is S.INITIAL_ASSESSMENT


def test_the_contact_clock_stops_with_contact() -> None:
    case = a_support_case()
    case.make_contact(at=noon("4"))
    assert case.miss_contact(at=noon("9")) == []


def test_an_assessment_needs_contact_first() -> None:
    with pytest.raises(StepNotAllowed):
        a_support_case().assess(NO_EMERGENCY, at=noon("4"))
    with pytest.raises(StepNotAllowed):
        in_recovery().assess(NO_EMERGENCY, at=noon("4"))


def assessed(found: Assessment) -> SupportCase:
    case = a_support_case()
    case.make_contact(at=noon("4"))
    case.assess(found, at=noon("4"))
    return case


def test_an_emergency_need_may_be_met_before_the_decision() -> None:
    assert (assessed(EMERGENCY).state, assessed(EMERGENCY).may_be_placed) == (S.EMERGENCY, True)


def test_el_2_without_emergency_the_person_waits_for_the_decision() -> None:
    assert (assessed(NO_EMERGENCY).state, assessed(NO_EMERGENCY).may_be_placed) == (S.AWAITING_RG, False)


def test_an_assessment_records_what_a_house_must_offer() -> None:
    found = Assessment(
        is_emergency=True,
        preference=Preference.WOMEN_ONLY,
        required_features=("step-free",),
        avoid_areas=("X",),
    )
    assert assessed(found).needs() == ["step-free", "women_only"]


def test_an_assessment_after_the_decision_moves_nothing() -> None:
    case = in_recovery()
    case.make_contact(at=noon("11"))
    case.assess(EMERGENCY, at=noon("11"))
    assert case.state is S.RECOVERY


def test_a_positive_decision_starts_support_on_the_day_it_was_decided() -> None:
    case = assessed(NO_EMERGENCY)
    decision = a_decision("positive", "10")
    assert hear(case, decision) == [
        SupportStarted(referral_id=case.referral_id, support_case_id=case.id, started_on=decision.on)
    ]
    assert case.state is S.RECOVERY


@pytest.mark.parametrize(
    ("found", "state"),
    [
        pytest.param(EMERGENCY, S.EXITING_NEGATIVE, id="from emergency support"),
        pytest.param(NO_EMERGENCY, S.CLOSED, id="while waiting"),
    ],
)
def test_a_negative_decision_ends_what_there_was(found: Assessment, state: SupportState) -> None:
    case = assessed(found)
    hear(case, a_decision("negative"))
    assert case.state is state


@pytest.mark.parametrize(
    ("decisions", "state"),
    [
        pytest.param(["positive", "positive"], S.RECOVERY, id="the same again"),
        pytest.param(["positive", "negative"], S.EXITING_NEGATIVE, id="overturned"),
        pytest.param(["negative", "positive"], S.RECOVERY, id="EL-11 reconsidered"),
        pytest.param(["negative", "negative"], S.CLOSED, id="negative twice"),
    ],
)
def test_decisions_may_follow_each_other(decisions: list[str], state: SupportState) -> None:
    case = a_support_case()
    for outcome in decisions:
        hear(case, a_decision(outcome))
    assert case.state is state


def test_the_first_provider_to_place_a_person_supports_them() -> None:
    case = in_recovery()
    case.claim_for(HESTIA)
    case.claim_for(MEDAILLE)
    assert case.provider_id == HESTIA


@pytest.mark.parametrize(
    ("provider", "lives_there", "supported_by"),
    [
        pytest.param(HESTIA, False, None, id="by whoever supported them, who has no place"),
        pytest.param(HESTIA, True, HESTIA, id="by whoever they live with"),
        pytest.param(MEDAILLE, False, HESTIA, id="by somebody else"),
    ],
)
def test_when_a_place_comes_to_nothing_the_network_may_help_again(
    provider: ProviderId, lives_there: bool, supported_by: ProviderId | None
) -> None:
    case = in_recovery()
    case.claim_for(HESTIA)
    case.offer_to(provider)
    case.return_to_network(provider, lives_there=lives_there)
    assert (case.offered_to, case.provider_id) == (None, supported_by)


def test_where_a_person_lives_there_they_are_supported() -> None:
    case = in_recovery()
    case.claim_for(HESTIA)
    case.offer_to(MEDAILLE)
    case.settle_with(MEDAILLE)
    assert (case.offered_to, case.provider_id) == (None, MEDAILLE)


def test_whoever_answers_an_offer_has_been_reached() -> None:
    case = in_recovery()
    assert [type(event) for event in case.answer(at=noon("11"))] == [ContactMade]
    assert case.answer(at=noon("12")) == []


def test_an_answer_while_leaving_says_nothing_about_contact() -> None:
    case = in_recovery()
    hear(case, a_decision("negative"))
    assert case.answer(at=noon("11")) == []
