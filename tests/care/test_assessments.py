"""What an assessment must hold before it is complete, and what follows for accommodation."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from tests.care.assessed import (
    NOWHERE,
    REFUSED,
    VIETNAMESE,
    WITH_FAMILY,
    a_sheet,
    an_initial,
    findings,
)
from tests.care.scenes import HESTIA, MONDAY_3_MARCH, RULES, a_support_case, day, in_recovery, noon

from care.domain.assessments import (
    MINIMUM,
    Assessor,
    Findings,
    HeldAssessment,
    Kind,
    Method,
    NotComplete,
    Outcome,
    Part,
    check_complete,
)
from care.domain.asylum_move import check_asylum_move
from care.domain.booking import Guest
from care.domain.emergency import Accommodation, CouncilHelp, EmergencyNeed, Gap, Ground, Living
from care.domain.initial import Initial, check_initial, take_in
from care.domain.refusals import Refused
from care.domain.support import Away, SupportCase, SupportState
from care.domain.support_clocks import Circumstances, clocks_wanted, due_of


def reached() -> SupportCase:
    case = a_support_case()
    case.make_contact(at=noon("4"))
    return case


def gaps(initial: Initial) -> tuple[Part | Gap, ...]:
    with pytest.raises(NotComplete) as refused:
        check_initial(reached(), initial, RULES)
    return refused.value.gaps


def test_lc_3_the_initial_assessment_asks_for_everything_the_guidance_lists() -> None:
    assert [part.value for part in MINIMUM[Kind.INITIAL]] == [
        "wellbeing",
        "physical_health",
        "accommodation_needs",
        "support_received",
        "independent_living",
        "language_and_culture",
        "family",
        "risk",
        "current_accommodation",
        "risk_from_exploiters",
        "other_services",
    ]


@pytest.mark.parametrize("kind", list(Kind))
def test_lc_3_an_assessment_is_not_complete_while_any_part_is_unanswered(kind: Kind) -> None:
    for part in MINIMUM[kind]:
        said = {other: "Something" for other in MINIMUM[kind] if other is not part}
        assert list(Findings(said=said).gaps(kind)) == [part]
        blank = said | {part: " \n"}
        assert list(Findings(said=blank).gaps(kind)) == [part]
        left_out = Findings(said=said, not_asked={part: "The call broke off"})
        assert list(left_out.gaps(kind)) == []
        assert left_out.left_out(kind) == [part]


def test_lc_3_the_initial_assessment_moves_a_person_into_emergency_support_or_on_to_wait() -> None:
    for initial, state in (
        (an_initial(), SupportState.EMERGENCY),
        (an_initial(emergency=None), SupportState.AWAITING_RG),
    ):
        case = reached()
        take_in(case, initial, RULES, at=noon("4"))
        assert (case.state, case.assessed_at) == (state, noon("4"))


def test_lc_3_what_is_not_complete_changes_nothing() -> None:
    case = reached()
    unfinished = an_initial(findings=findings(Kind.INITIAL, said={}))
    with pytest.raises(NotComplete):
        take_in(case, unfinished, RULES, at=noon("4"))
    assert (case.state, case.assessed_at) == (SupportState.INITIAL_ASSESSMENT, None)


def test_lc_4_the_detailed_assessment_asks_for_everything_the_guidance_lists() -> None:
    assert [part.value for part in MINIMUM[Kind.DETAILED]] == [
        "physical_health",
        "sexual_health",
        "wellbeing",
        "language_and_culture",
        "spiritual",
        "practical",
        "legal_advice",
        "other_advice",
        "welfare",
        "dependants_own_referral",
        "schooling",
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, (), id="no interpreter was needed"),
        pytest.param({"language": " "}, (Gap.LANGUAGE,), id="no language"),
        pytest.param({"interpreter": "A woman"}, (Gap.INTERPRETER_ACCEPTABLE,), id="was she acceptable?"),
        pytest.param({"interpreter": "A woman", "is_interpreter_acceptable": True}, (), id="she was"),
        pytest.param({"interpreter": "A man", "is_interpreter_acceptable": False}, (Gap.REMEDY,), id="not"),
        pytest.param(
            {"interpreter": "A man", "is_interpreter_acceptable": False, "remedy": "Again on Monday"},
            (),
            id="not, and something is done about it",
        ),
    ],
)
def test_lc_5_language_and_interpreter_are_recorded_and_whether_the_person_accepted_them(
    changes: dict[str, object], expected: tuple[Gap, ...]
) -> None:
    assert tuple(replace(VIETNAMESE, **changes).gaps()) == expected  # type: ignore[arg-type]


LAST_DAY = MONDAY_3_MARCH + timedelta(days=14)


@pytest.mark.parametrize(
    ("destitute_on", "expected"),
    [
        pytest.param(LAST_DAY, (), id="on the fourteenth day"),
        pytest.param(LAST_DAY + timedelta(days=1), (Gap.NOT_SOON_DESTITUTE,), id="on the fifteenth"),
        pytest.param(None, (Gap.DESTITUTE_ON,), id="no day"),
    ],
)
def test_el_4_at_risk_is_whoever_will_be_destitute_within_14_days_of_the_referral(
    destitute_on: date | None, expected: tuple[Gap, ...]
) -> None:
    at_risk = replace(REFUSED, grounds=frozenset({Ground.AT_RISK}), destitute_on=destitute_on)
    found = at_risk.gaps(
        referred_on=MONDAY_3_MARCH, look_ahead_days=RULES.number("destitution_look_ahead_days")
    )
    assert tuple(found) == expected


def test_el_4_the_days_count_from_the_referral_and_not_from_the_assessment() -> None:
    late = replace(REFUSED, grounds=frozenset({Ground.AT_RISK}), destitute_on=LAST_DAY + timedelta(days=1))
    assert gaps(an_initial(emergency=late)) == (Gap.NOT_SOON_DESTITUTE,)


@pytest.mark.parametrize(
    ("council", "reason", "expected"),
    [
        pytest.param(None, "", (Gap.COUNCIL_HELP,), id="not recorded"),
        pytest.param(CouncilHelp.AVAILABLE, "A room", (Gap.COUNCIL_HELPS,), id="the council helps"),
        pytest.param(CouncilHelp.REFUSED, " ", (Gap.COUNCIL_REASON,), id="no reason"),
        pytest.param(CouncilHelp.UNSUITABLE, "Shared with men", (), id="recorded"),
        pytest.param(CouncilHelp.NOT_ENTITLED, "No recourse", (), id="not entitled"),
    ],
)
def test_el_5_why_council_help_is_absent_is_recorded_before_emergency_accommodation(
    council: CouncilHelp | None, reason: str, expected: tuple[Gap, ...]
) -> None:
    need = EmergencyNeed(grounds=REFUSED.grounds, council_help=council, council_reason=reason)
    assert tuple(need.gaps(referred_on=MONDAY_3_MARCH, look_ahead_days=14)) == expected
    if expected:
        assert gaps(an_initial(emergency=need)) == expected


def test_el_3_an_emergency_has_at_least_one_ground() -> None:
    assert Gap.GROUND in gaps(an_initial(emergency=replace(REFUSED, grounds=frozenset())))


@pytest.mark.parametrize(
    ("living", "is_suitable", "is_contract_needed", "stays"),
    [
        (living, is_suitable, is_contract_needed, is_suitable and not is_contract_needed)
        for living in Living
        if living is not Living.NOWHERE
        for is_suitable in (True, False)
        for is_contract_needed in (True, False)
    ]
    + [(Living.NOWHERE, True, False, False)],
)
def test_el_6_whoever_lives_safely_stays_there_unless_an_assessment_shows_another_need(
    living: Living, is_suitable: bool, is_contract_needed: bool, stays: bool
) -> None:
    where = Accommodation(
        living=living,
        is_suitable=is_suitable,
        is_contract_needed=is_contract_needed,
        why_contract="Followed there",
    )
    case = reached()
    take_in(case, an_initial(where, emergency=None), RULES, at=noon("4"))
    case.state = SupportState.RECOVERY
    assert (case.stays_where_they_live, Guest.of(case).may_be_placed) == (stays, not stays)


def test_el_6_nobody_who_lives_safely_is_given_an_emergency_place() -> None:
    assert gaps(an_initial(WITH_FAMILY)) == (Gap.STAYS_THERE,)


def test_el_6_a_need_for_contract_accommodation_is_said_in_words() -> None:
    needed = replace(WITH_FAMILY, is_contract_needed=True)
    assert gaps(an_initial(needed, emergency=None)) == (Gap.WHY_CONTRACT,)


def test_ac_5_people_stay_in_asylum_accommodation_unless_it_cannot_meet_a_need() -> None:
    there = Accommodation(living=Living.ASYLUM, is_suitable=True)
    assert there.stays_there
    assert not replace(there, is_contract_needed=True, why_contract="Step-free").stays_there


def test_an_outcome_belongs_to_its_kind_of_assessment() -> None:
    with pytest.raises(NotComplete) as refused:
        check_complete(a_sheet(Kind.REVIEW, Outcome.EMERGENCY).gaps())
    assert refused.value.gaps == (Gap.OUTCOME,)
    assert NOWHERE.stays_there is False


def held(outcome: Outcome, on: str) -> HeldAssessment:
    return HeldAssessment(
        id=uuid4(),
        support_case_id=reached().id,
        kind=Kind.PRE_ASYLUM_MOVE,
        assessor=Assessor.PROVIDER,
        assessor_org=HESTIA,
        held_by="a worker",
        method=Method.IN_PERSON,
        has_interpreter=False,
        is_interpreter_acceptable=None,
        not_asked=[],
        outcome=outcome,
        done_at=noon(on),
    )


@pytest.mark.parametrize(
    ("assessed", "code"),
    [
        pytest.param(None, "assessment_needed", id="none was held"),
        pytest.param(held(Outcome.FITS, "9"), "assessment_needed", id="one before they lived there"),
        pytest.param(held(Outcome.FITS, "10"), None, id="one since, and it can meet their needs"),
        pytest.param(held(Outcome.DOES_NOT_FIT, "10"), "needs_not_met", id="it cannot"),
    ],
)
def test_ac_5_a_move_to_asylum_accommodation_needs_an_assessment_first(
    assessed: HeldAssessment | None, code: str | None
) -> None:
    if code is None:
        check_asylum_move(assessed, living_there_since=day("10"))
        return
    with pytest.raises(Refused, match=code):
        check_asylum_move(assessed, living_there_since=day("10"))


def test_lc_7_ac_6_needs_and_accommodation_are_reviewed_28_days_after_they_were_last_assessed() -> None:
    case = in_recovery()
    case.assessed_at = noon("4")
    first = [each for each in clocks_wanted(case, Circumstances(), RULES) if "NEEDS" in each.rule]
    assert [(each.rule, each.start) for each in first] == [("CARE-NEEDS-DETAILED", day("10"))]
    known = Circumstances(needs_known_on=day("17"))
    (review,) = [each for each in clocks_wanted(case, known, RULES) if "NEEDS" in each.rule]
    assert (review.rule, due_of(review, RULES).due_on) == ("CARE-NEEDS-REVIEW", day("2025-04-14"))


def test_lc_7_nothing_is_reviewed_while_somebody_is_away_or_before_they_were_assessed_at_all() -> None:
    never, away = in_recovery(), in_recovery()
    away.assessed_at, away.away = noon("4"), Away.MISSING
    for case in (never, away):
        wanted = clocks_wanted(case, Circumstances(needs_known_on=day("17")), RULES)
        assert [each for each in wanted if "NEEDS" in each.rule] == []
