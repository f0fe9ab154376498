"""The final decision: conclusive grounds. A positive one stands at once, a negative needs a second person.

Either may be written before the day it may be served. Then it is held beside the case, and moves nothing
until that day has come and a person confirms it (docs/decisions/0016).
"""

from dataclasses import dataclass
from datetime import date, datetime

from clocks import london_day
from contracts.events import Event
from contracts.ids import UserId
from decision.domain.case import Case
from decision.domain.conclusive_facts import DecisionConfirmed, DecisionHeld, DecisionSetAside
from decision.domain.conclusive_outcome import let_stand
from decision.domain.decisions import (
    Decision,
    DecisionKind,
    DecisionState,
    NothingReliedOn,
    Outcome,
    Ruling,
    check_everybody_asked,
    check_reasons,
)
from decision.domain.definition import FindingsDisagree, check_findings
from decision.domain.earliest_day import check_floor, earliest_day, is_before_floor, reach_floor
from decision.domain.fresh_eyes import check_decides_again
from decision.domain.grounds import conclusive_grounds_test
from decision.domain.stages import Stage, Step, StepNotAllowed, stage_after
from decision.domain.timekeeping import Timekeeping

DECIDED = {
    Outcome.POSITIVE: Step.DECIDE_CONCLUSIVE_GROUNDS_POSITIVE,
    Outcome.NEGATIVE: Step.DRAFT_CONCLUSIVE_GROUNDS_NEGATIVE,
}
WRITTEN_AT = frozenset({Stage.RECOVERY, Stage.CONCLUSIVE_GROUNDS_PENDING, Stage.CONCLUSIVE_GROUNDS_DELAYED})


class AlreadyHeld(Exception):
    """A decision is written and waits for its day: confirm it or set it aside before writing another."""


class NothingHeld(Exception):
    """No decision waits for its day."""


class AnotherTestApplies(Exception):
    """A decision applies the test of the day it is made: one written under an older test is written anew."""


@dataclass(frozen=True, kw_only=True)
class Confirmation:
    """Somebody says, now that the day has come, that what was written still holds."""

    by: UserId
    at: datetime


@dataclass(frozen=True, kw_only=True)
class SettingAside:
    """Somebody takes a held decision back, and says why."""

    reasons: str
    by: UserId
    at: datetime


def decide(case: Case, ruling: Ruling, *, times: Timekeeping) -> list[Event]:
    """Raises what `check_ruling` raises, AlreadyHeld, NotEverybodyAsked, SomebodyElseMustDecide,
    TakenBySomebodyElse and StepNotAllowed.
    """
    check_ruling(ruling)
    _check_writable(case, DECIDED[ruling.outcome])
    check_everybody_asked(ruling)
    check_decides_again(case, DecisionKind.CONCLUSIVE_GROUNDS, ruling.by)
    on = london_day(ruling.at)
    taken = case.take(by=ruling.by)
    if is_before_floor(case, on):
        return [*taken, *_hold(case, ruling)]
    decision = _write(case, ruling)
    reached = reach_floor(case, at=ruling.at)
    return [*taken, case.written(decision), *reached, *_carry_out(case, decision, ruling.at, times)]


def check_ruling(ruling: Ruling) -> None:
    """Raises ReasonsMissing, ReasonsTooLong, NothingReliedOn, FindingsIncomplete and FindingsDisagree."""
    check_reasons(ruling.reasons)
    if not ruling.relied_on:
        raise NothingReliedOn
    check_findings(ruling.findings, ruling.head)
    if (ruling.outcome is Outcome.POSITIVE) is (ruling.head is None):
        raise FindingsDisagree


def confirm(case: Case, given: Confirmation, *, times: Timekeeping) -> list[Event]:
    """Raises NothingHeld, SomebodyElseMustDecide, FloorNotReached, AnotherTestApplies, TakenBySomebodyElse
    and StepNotAllowed.
    """
    decision = held_decision(case)
    check_decides_again(case, DecisionKind.CONCLUSIVE_GROUNDS, given.by)
    check_floor(case, london_day(given.at))
    _check_test(decision, london_day(given.at))
    _check_step(case, DECIDED[decision.outcome])
    taken = case.take(by=given.by)
    reached = reach_floor(case, at=given.at)
    decision.confirmed_by, decision.not_before = given.by, earliest_day(case)
    return [*taken, *reached, _confirmed(case, decision), *_carry_out(case, decision, given.at, times)]


def set_aside(case: Case, given: SettingAside) -> tuple[Decision, list[Event]]:
    """Raises NothingHeld, ReasonsMissing, ReasonsTooLong and TakenBySomebodyElse."""
    check_reasons(given.reasons)
    decision = held_decision(case)
    taken = case.take(by=given.by)
    decision.state = DecisionState.SET_ASIDE
    fact = case.fact(DecisionSetAside, decision_id=decision.id, set_aside_by=given.by)
    return decision, [*taken, fact]


def held_decision(case: Case) -> Decision:
    """Raises NothingHeld."""
    held = next((each for each in case.decisions if each.state is DecisionState.HELD), None)
    if held is None:
        raise NothingHeld
    return held


def _check_writable(case: Case, step: Step) -> None:
    _check_step(case, step)
    if any(each.state is DecisionState.HELD for each in case.decisions):
        raise AlreadyHeld


def _check_step(case: Case, step: Step) -> None:
    """The step is taken from where the case will be when its day has come."""
    if case.stage not in WRITTEN_AT:
        raise StepNotAllowed(case.stage, step)
    stage_after(Stage.CONCLUSIVE_GROUNDS_PENDING, step)


def _check_test(decision: Decision, on: date) -> None:
    if conclusive_grounds_test(on).version != decision.test:
        raise AnotherTestApplies


def _hold(case: Case, ruling: Ruling) -> list[Event]:
    decision = _write(case, ruling)
    held = case.fact(DecisionHeld, decision_id=decision.id, not_before=decision.not_before)
    return [case.written(decision), held]


def _write(case: Case, ruling: Ruling) -> Decision:
    decision = Decision(
        id=ruling.decision_id,
        case_id=case.id,
        kind=DecisionKind.CONCLUSIVE_GROUNDS,
        outcome=ruling.outcome,
        state=DecisionState.HELD,
        test=conclusive_grounds_test(london_day(ruling.at)).version,
        written_by=ruling.by,
        written_at=ruling.at,
        head=ruling.head,
        findings=ruling.findings,
        relied_on=ruling.relied_on,
        not_before=earliest_day(case),
    )
    case.decisions.append(decision)
    return decision


def _carry_out(case: Case, decision: Decision, at: datetime, times: Timekeeping) -> list[Event]:
    moved = case.move(DECIDED[decision.outcome])
    if decision.outcome is Outcome.POSITIVE:
        return [*moved, *let_stand(case, decision, times=times, at=at)]
    decision.state = DecisionState.AWAITING_REVIEW
    return moved


def _confirmed(case: Case, decision: Decision) -> Event:
    return case.fact(
        DecisionConfirmed,
        decision_id=decision.id,
        outcome=decision.outcome.value,
        confirmed_by=decision.confirmed_by,
    )
