"""Leaving support, being away, coming back, and what lies between."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from tests.care.leavers import EXIT_DAY, moving_on, scheduled
from tests.care.scenes import RULES, a_support_case, day, in_recovery, noon
from tests.care.test_decided import ACCEPTED, CG, NEGATIVE, after, decision, fact

from care.domain import leaving
from care.domain.decided import hear
from care.domain.exit_dates import ExitBasis
from care.domain.extension import ExtensionRequest, ExtensionState
from care.domain.heard import What
from care.domain.leaving import ExitBar, ExitNotSafe, Leaving
from care.domain.refusals import Code, Refused
from care.domain.support import Away, EntryBasis, SupportCase, SupportState
from care.domain.support_states import StepNotAllowed
from contracts.care import ReachInOpened, SupportExited, SupportExitScheduled, SupportReEntered

S = SupportState


def leaving_on(on: date, **changes: object) -> Leaving:
    return replace(Leaving(on=on, destination="council_housing", is_safe=True), **changes)  # type: ignore[arg-type]


def bars(case: SupportCase, wanted: Leaving) -> tuple[ExitBar, ...]:
    with pytest.raises(ExitNotSafe) as refused:
        leaving.exit_support(case, wanted, RULES, at=noon(wanted.on))
    return refused.value.bars


def test_ex_16_a_confirmed_victim_leaves_from_the_earliest_day_on_and_has_reach_in() -> None:
    case = moving_on()
    said = leaving.exit_support(case, leaving_on(EXIT_DAY), RULES, at=noon(EXIT_DAY))
    assert [type(event) for event in said] == [SupportExited, ReachInOpened]
    assert (case.state, case.exited_on, case.destination) == (S.REACH_IN, EXIT_DAY, "council_housing")


@pytest.mark.parametrize(
    ("changes", "bar"),
    [
        pytest.param({"on": date(2025, 5, 7)}, ExitBar.BEFORE_EXIT_DATE, id="LC-10 the day before"),
        pytest.param({"is_assessment_open": True}, ExitBar.NEEDS_ASSESSMENT_OPEN, id="EX-13"),
        pytest.param({"is_extension_open": True}, ExitBar.EXTENSION_UNANSWERED, id="EX-9"),
        pytest.param({"is_plan_complete": False}, ExitBar.PLAN_NOT_COMPLETE, id="EX-19"),
        pytest.param({"lives_there": True}, ExitBar.STILL_LIVES_THERE, id="LC-10 lives there"),
        pytest.param({"is_safe": False}, ExitBar.NOT_SAFE, id="LC-10 not safe"),
    ],
)
def test_lc_10_nobody_is_exited_until_it_is_safe(changes: dict[str, object], bar: ExitBar) -> None:
    assert bars(moving_on(), leaving_on(**({"on": EXIT_DAY} | changes))) == (bar,)  # type: ignore[arg-type]


def test_lc_10_all_that_stands_in_the_way_is_said_at_once() -> None:
    wanted = leaving_on(day("21"), is_safe=False, lives_there=True)
    assert bars(after(NEGATIVE), wanted) == (
        ExitBar.LETTER_NOT_RECEIVED,
        ExitBar.RECOVERY_MINIMUM,
        ExitBar.STILL_LIVES_THERE,
        ExitBar.NOT_SAFE,
    )


def test_the_recovery_minimum_keeps_an_early_conclusive_decision_from_ending_support() -> None:
    case = scheduled(NEGATIVE)
    assert case.support_end_on == date(2025, 4, 4)
    assert bars(case, leaving_on(date(2025, 4, 8))) == (ExitBar.RECOVERY_MINIMUM,)
    leaving.exit_support(case, leaving_on(date(2025, 4, 9)), RULES, at=noon("2025-04-09"))
    assert case.state.value == "exited"


def test_a_person_may_go_earlier_by_their_own_wish() -> None:
    case = moving_on()
    leaving.exit_support(case, leaving_on(day("25"), is_own_wish=True), RULES, at=noon("25"))
    assert case.state is S.REACH_IN


def test_a_destination_is_one_of_the_list() -> None:
    with pytest.raises(Refused) as refused:
        leaving.exit_support(moving_on(), leaving_on(EXIT_DAY, destination="moon"), RULES, at=noon(EXIT_DAY))
    assert refused.value.code is Code.UNKNOWN_DESTINATION


def exited_negative() -> SupportCase:
    case = scheduled(NEGATIVE)
    leaving.exit_support(case, leaving_on(date(2025, 4, 9)), RULES, at=noon("2025-04-09"))
    return case


LATE_ACCEPTED = fact(What.RECONSIDERATION_ACCEPTED, "2025-04-20", CG)


def test_el_11_who_has_left_may_come_back_once_a_reconsideration_is_accepted() -> None:
    case = exited_negative()
    with pytest.raises(StepNotAllowed):
        leaving.re_enter(case, at=noon("2025-04-10"))
    hear(case, fact(What.RECONSIDERATION_REQUESTED, "2025-04-12", CG))
    assert not leaving.may_re_enter(case)
    hear(case, LATE_ACCEPTED)
    assert (leaving.may_re_enter(case), case.state) == (True, S.EXITED)
    said = leaving.re_enter(case, at=noon("2025-04-21"))
    assert [type(event) for event in said] == [SupportReEntered]
    assert (case.state.value, case.entry_basis, case.exited_on) == ("recovery", EntryBasis.RE_ENTRY, None)


def test_el_11_whose_decision_became_positive_comes_back_to_move_on() -> None:
    case = exited_negative()
    hear(case, LATE_ACCEPTED)
    hear(case, decision(CG, "positive", "2025-04-25"))
    leaving.re_enter(case, at=noon("2025-04-26"))
    assert (case.state, case.exit_basis) == (S.MOVE_ON, ExitBasis.POSITIVE_CG)


def test_el_11_a_decision_kept_takes_the_return_away_again() -> None:
    case = exited_negative()
    hear(case, LATE_ACCEPTED)
    hear(case, fact(What.RECONSIDERATION_KEPT, "2025-04-25", CG))
    assert not leaving.may_re_enter(case)


@pytest.mark.parametrize("away", list(Away))
def test_el_12_ri_4_nobody_away_is_closed_and_they_return_to_the_state_they_left(away: Away) -> None:
    case = moving_on()
    leaving.suspend(case, away, at=noon("25"))
    assert (case.state, case.away, case.may_be_placed) == (S.SUSPENDED, away, False)
    leaving.come_back(case, at=noon("28"))
    assert (case.state.value, case.away) == ("move_on", None)


def test_el_12_a_decision_while_somebody_is_away_changes_what_they_return_to() -> None:
    case = in_recovery()
    leaving.suspend(case, Away.MISSING, at=noon("12"))
    leaving.suspend(case, Away.DETAINED, at=noon("13"))
    hear(case, NEGATIVE)
    assert (case.state, case.away) == (S.SUSPENDED, Away.DETAINED)
    hear(case, ACCEPTED)
    leaving.come_back(case, at=noon("28"))
    assert case.state.value == "recovery"


def test_nobody_leaves_while_they_are_away() -> None:
    case = moving_on()
    leaving.suspend(case, Away.MISSING, at=noon("25"))
    with pytest.raises(StepNotAllowed):
        leaving.exit_support(case, leaving_on(EXIT_DAY), RULES, at=noon(EXIT_DAY))


def test_el_1_support_is_declined_at_the_first_conversation() -> None:
    case = a_support_case()
    case.make_contact(at=noon("4"))
    leaving.decline_support(case, at=noon("4"))
    assert (case.state, case.has_consented) == (S.DECLINED, False)


def a_request(case: SupportCase, days: int = 28) -> ExtensionRequest:
    assert case.support_end_on is not None
    until = date.fromordinal(case.support_end_on.toordinal() + days)
    return ExtensionRequest(
        id=uuid4(),
        support_case_id=case.id,
        referral_id=case.referral_id,
        number=1,
        days=days,
        is_exceptional=False,
        exit_on=case.support_end_on,
        new_exit_on=until,
        sent_at=noon("28"),
        answer_due_on=date(2025, 4, 2),
    )


def test_ex_10_an_extension_ends_on_its_day_or_earlier_when_its_reason_has_gone() -> None:
    case = scheduled(NEGATIVE)
    leaving.grant_extension(case, a_request(case), at=noon("2025-04-01"))
    assert (case.state, case.support_end_on) == (S.EXTENSION_GRANTED, date(2025, 5, 2))
    said = leaving.end_extension(case, date(2025, 4, 20), at=noon("2025-04-20"))
    assert [type(event) for event in said] == [SupportExitScheduled]
    assert (case.state.value, case.support_end_on) == ("exiting_negative", date(2025, 4, 20))


def test_ex_9_a_refused_request_may_be_looked_at_again_once() -> None:
    request = a_request(scheduled(NEGATIVE))
    request.answer(ExtensionState.REFUSED, at=noon("2025-04-01"))
    request.look_again(RULES, at=noon("2025-04-02"))
    assert (request.state, request.answer_due_on) == (ExtensionState.SENT, date(2025, 4, 7))
    request.answer(ExtensionState.REFUSED, at=noon("2025-04-03"))
    with pytest.raises(Refused):
        request.look_again(RULES, at=noon("2025-04-04"))


@pytest.mark.parametrize(
    ("case", "at", "is_detained", "code"),
    [
        pytest.param(scheduled(NEGATIVE), "2025-04-10", False, None, id="after a negative decision"),
        pytest.param(scheduled(NEGATIVE), "2025-04-10", True, Code.NOT_ELIGIBLE, id="detained"),
        pytest.param(scheduled(NEGATIVE), "2024-05-27", False, Code.NOT_ELIGIBLE, id="the day before"),
        pytest.param(scheduled(NEGATIVE), "2024-05-28", False, None, id="the first day"),
    ],
)
def test_el_7_support_only_against_destitution(
    case: SupportCase, at: str, is_detained: bool, code: Code | None
) -> None:
    if code is None:
        leaving.support_against_destitution(case, RULES, is_detained=is_detained, at=noon(at))
        assert (case.entry_basis, case.support_end_on) == (EntryBasis.DESTITUTION_ONLY, None)
        return
    with pytest.raises(Refused) as refused:
        leaving.support_against_destitution(case, RULES, is_detained=is_detained, at=noon(at))
    assert refused.value.code is code
