"""Leaving support, coming back to it, and what there is in between and afterwards."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from care.domain.after_exit import is_reach_in_eligible
from care.domain.decided import exit_scheduled
from care.domain.exit_dates import ExitBasis, recovery_minimum
from care.domain.extension import ExtensionRequest, ExtensionState
from care.domain.refusals import Code, Refused, must_have_come
from care.domain.rulebook import CareRules, is_active_code
from care.domain.support import Away, EntryBasis, SupportCase
from care.domain.support_states import CONFIRMED_VICTIM, Step, StepNotAllowed
from clocks.days import london_day
from contracts.care import ReachInOpened, SupportDeclined, SupportExited, SupportReEntered
from contracts.events import Event


class ExitBar(StrEnum):
    """What keeps somebody from being exited (LC-10, EX-13)."""

    LETTER_NOT_RECEIVED = "letter_not_received"
    BEFORE_EXIT_DATE = "before_exit_date"
    RECOVERY_MINIMUM = "recovery_minimum"
    NEEDS_ASSESSMENT_OPEN = "needs_assessment_open"
    EXTENSION_UNANSWERED = "extension_unanswered"
    PLAN_NOT_COMPLETE = "plan_not_complete"
    STILL_LIVES_THERE = "still_lives_there"
    NOT_SAFE = "not_safe"


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """What is known when somebody is to leave. By their own wish they may go before the date."""

    on: date
    destination: str
    is_safe: bool
    is_own_wish: bool = False
    is_assessment_open: bool = False
    is_extension_open: bool = False
    is_plan_complete: bool = True
    lives_there: bool = False


class ExitNotSafe(Refused):
    """Nobody is moved out until it is safe and appropriate (LC-10)."""

    def __init__(self, bars: tuple[ExitBar, ...]) -> None:
        super().__init__(Code.EXIT_NOT_SAFE)
        self.bars = bars


def exit_bars(case: SupportCase, leaving: Leaving, rules: CareRules) -> tuple[ExitBar, ...]:
    """All of them, so that a page can say what is left to do."""
    of_the_clock = () if leaving.is_own_wish else _bars_of_the_clock(case, leaving, rules)
    of_the_person = {
        ExitBar.PLAN_NOT_COMPLETE: not leaving.is_plan_complete,
        ExitBar.STILL_LIVES_THERE: leaving.lives_there,
        ExitBar.NOT_SAFE: not leaving.is_safe,
    }
    return (*of_the_clock, *(bar for bar, holds in of_the_person.items() if holds))


def _bars_of_the_clock(case: SupportCase, leaving: Leaving, rules: CareRules) -> tuple[ExitBar, ...]:
    end_on = case.support_end_on
    holding = {
        ExitBar.LETTER_NOT_RECEIVED: end_on is None and case.entry_basis is not EntryBasis.DESTITUTION_ONLY,
        ExitBar.BEFORE_EXIT_DATE: end_on is not None and leaving.on < end_on,
        ExitBar.RECOVERY_MINIMUM: _is_in_recovery_minimum(case, leaving.on, rules),
        ExitBar.NEEDS_ASSESSMENT_OPEN: leaving.is_assessment_open,
        ExitBar.EXTENSION_UNANSWERED: leaving.is_extension_open,
    }
    return tuple(bar for bar, holds in holding.items() if holds)


def _is_in_recovery_minimum(case: SupportCase, on: date, rules: CareRules) -> bool:
    by_decision = case.exit_basis in (ExitBasis.POSITIVE_CG, ExitBasis.NEGATIVE_CG)
    if case.started_on is None or not by_decision:
        return False
    return on < recovery_minimum(rules, case.started_on).due_on


def exit_support(case: SupportCase, leaving: Leaving, rules: CareRules, *, at: datetime) -> list[Event]:
    """Raises ExitNotSafe with everything that stands in the way. Confirmed victims have reach-in then."""
    if not case.can(Step.EXIT) or case.away:
        raise StepNotAllowed(case.state, Step.EXIT)
    must_have_come(leaving.on, london_day(at))
    if not is_active_code(rules.lists.destinations, leaving.destination, leaving.on):
        raise Refused(Code.UNKNOWN_DESTINATION)
    if bars := exit_bars(case, leaving, rules):
        raise ExitNotSafe(bars)
    case.take(Step.EXIT, at=at)
    case.exited_on, case.destination = leaving.on, leaving.destination
    exited = SupportExited(**case.ids(), exited_on=leaving.on, destination=leaving.destination)
    return [exited, *_open_reach_in(case, rules, at=at)]


def _open_reach_in(case: SupportCase, rules: CareRules, *, at: datetime) -> list[Event]:
    assert case.exited_on is not None
    if not is_reach_in_eligible(rules, is_confirmed_victim=case.is_confirmed_victim, exit_on=case.exited_on):
        return []
    case.take(Step.OPEN_REACH_IN, at=at)
    return [ReachInOpened(**case.ids(), opened_on=case.exited_on)]


def may_re_enter(case: SupportCase) -> bool:
    return case.may_re_enter_since is not None and case.can(Step.RE_ENTER)


def re_enter(case: SupportCase, *, at: datetime) -> list[Event]:
    """EL-11: back to support while the decision is looked at again, or since it turned out positive."""
    if not may_re_enter(case):
        raise StepNotAllowed(case.state, Step.RE_ENTER)
    since = case.may_re_enter_since
    case.take(Step.RE_ENTER, at=at)
    case.may_re_enter_since = case.support_end_on = case.exit_received_on = case.exited_on = None
    case.exit_basis = case.exit_decided_on = case.destination = None
    case.entry_basis = EntryBasis.RE_ENTRY
    if case.is_confirmed_victim:
        case.take(Step.POSITIVE_CONCLUSIVE, at=at)
        case.exit_basis, case.exit_decided_on = ExitBasis.POSITIVE_CG, since
    return [SupportReEntered(**case.ids(), re_entered_on=london_day(at))]


def decline_support(case: SupportCase, *, at: datetime) -> list[Event]:
    """Support is offered, never imposed (EL-1)."""
    case.take(Step.DECLINE, at=at)
    case.has_consented = False
    return [SupportDeclined(**case.ids(), declined_at=at)]


def suspend(case: SupportCase, away: Away, *, at: datetime) -> None:
    """EL-12, RI-4: neither detention nor going missing closes a case. Another reason replaces the first."""
    if case.away is None:
        left = case.state
        case.take(Step.SUSPEND, at=at)
        case.left_state, case.away_since = left, at
    case.away = away


def come_back(case: SupportCase, *, at: datetime) -> None:
    """To the state that was left, or to what a decision has made of it meanwhile."""
    if case.away is None or case.left_state is None:
        raise StepNotAllowed(case.state, Step.RETURN)
    case.enter(case.left_state, Step.RETURN, at=at)


def grant_extension(case: SupportCase, request: ExtensionRequest, *, at: datetime) -> list[Event]:
    request.answer(ExtensionState.GRANTED, at=at)
    case.take(Step.EXTENSION_APPROVED, at=at)
    case.support_end_on = request.new_exit_on
    return [exit_scheduled(case)]


def end_extension(case: SupportCase, on: date, *, at: datetime) -> list[Event]:
    """On its last day, or earlier when the reason for it has gone (EX-10)."""
    case.take(Step.EXTENSION_ENDED, at=at)
    if case.support_end_on is None or on >= case.support_end_on:
        return []
    case.support_end_on = on
    return [exit_scheduled(case)]


def agree_more_support(case: SupportCase, until: date, *, at: datetime) -> list[Event]:
    """EX-12, EX-13: each assessment has its own end, and the latest counts."""
    if case.stage not in CONFIRMED_VICTIM:
        raise StepNotAllowed(case.state, Step.MORE_SUPPORT_AGREED)
    case.take(Step.MORE_SUPPORT_AGREED, at=at)
    if case.support_end_on is not None and until <= case.support_end_on:
        return []
    case.support_end_on = until
    return [exit_scheduled(case)]


def support_against_destitution(
    case: SupportCase, rules: CareRules, *, is_detained: bool, at: datetime
) -> None:
    """EL-7: for adults who agree and are not detained, after a negative decision or a disqualification."""
    if not case.has_consented:
        raise Refused(Code.NO_CONSENT)
    if is_detained or case.is_confirmed_victim or london_day(at) < rules.day("destitution_support_from"):
        raise Refused(Code.NOT_ELIGIBLE)
    case.take(Step.DESTITUTION_SUPPORT, at=at)
    case.entry_basis, case.support_end_on = EntryBasis.DESTITUTION_ONLY, None


def close_after_exit(case: SupportCase, *, at: datetime) -> None:
    case.take(Step.CLOSE, at=at)
