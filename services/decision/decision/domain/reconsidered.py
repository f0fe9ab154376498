"""The end of an accepted reconsideration: the negative decision is kept, or open again and made anew."""

from datetime import date, datetime

from clocks import london_day
from contracts.decision import ReconsiderationDecided
from contracts.events import Event
from decision.domain.case import Case, TakenBySomebodyElse
from decision.domain.conclusive_review import is_for_a_panel
from decision.domain.decisions import Decision, DecisionKind, DecisionState, check_reasons
from decision.domain.earliest_day import earliest_day
from decision.domain.reconsideration import Judgement, Reconsideration, RequestNotOpen, RequestState
from decision.domain.reconsidering import DECIDE, KEEP, check_other_person
from decision.domain.stages import Step
from decision.domain.timekeeping import CONCLUSIVE_GROUNDS_TARGET, MADE_AGAIN, Timekeeping

DECIDED = "recon.decided"
REOPEN = {
    DecisionKind.REASONABLE_GROUNDS: Step.REOPEN_REASONABLE_GROUNDS,
    DecisionKind.CONCLUSIVE_GROUNDS: Step.REOPEN_CONCLUSIVE_GROUNDS,
}


class PanelMustSeeIt(Exception):
    """When panels sat, a second negative went to a panel again: it is made anew, not kept."""


def keep(case: Case, asked: Reconsideration, given: Judgement, *, times: Timekeeping) -> list[Event]:
    """The person is told anew, and the way out counts from that letter.

    Raises RequestNotOpen, SomebodyElseMustDecide, ReasonsMissing and PanelMustSeeIt.
    """
    _check(case, asked, given)
    on = london_day(given.at)
    if asked.kind is DecisionKind.CONCLUSIVE_GROUNDS and is_for_a_panel(times, on):
        raise PanelMustSeeIt
    taken = case.take(by=given.by)
    asked.decide(RequestState.KEPT, given)
    _first(case, asked).kept_on = on
    ended = case.end_clocks(DECIDE, on=on, cause=DECIDED)
    return [*taken, *case.move(KEEP[asked.kind]), _decided(case, asked, "negative", given.at), *ended]


def reopen(case: Case, asked: Reconsideration, given: Judgement, *, times: Timekeeping) -> list[Event]:
    """Raises RequestNotOpen, SomebodyElseMustDecide and ReasonsMissing."""
    _check(case, asked, given)
    on, first = london_day(given.at), _first(case, asked)
    taken = case.take(by=given.by)
    asked.decide(RequestState.REOPENED, given)
    first.state = DecisionState.REOPENED
    ended = case.end_clocks(DECIDE, on=on, cause=DECIDED)
    moved = case.move(REOPEN[asked.kind])
    started = _start_again(case, asked.kind, times, on)
    return [*taken, *moved, _decided(case, asked, "positive", given.at), *ended, *started]


def _check(case: Case, asked: Reconsideration, given: Judgement) -> None:
    if asked.state is not RequestState.ACCEPTED:
        raise RequestNotOpen
    case.check(KEEP[asked.kind])
    check_reasons(given.words)
    check_other_person(case, asked, given.by)
    if case.taken_by not in (None, given.by):
        raise TakenBySomebodyElse


def _first(case: Case, asked: Reconsideration) -> Decision:
    return next(each for each in case.decisions if each.id == asked.decision_id)


def _start_again(case: Case, kind: DecisionKind, times: Timekeeping, on: date) -> list[Event]:
    if kind is DecisionKind.REASONABLE_GROUNDS:
        started = case.start_clocks((MADE_AGAIN,), times=times, on=on)
        case.due_on = case.due(MADE_AGAIN)
        return started
    case.due_on = earliest_day(case) or on
    recovering = case.standing(DecisionKind.REASONABLE_GROUNDS)
    selected_on = recovering.decided_on if recovering else None
    return case.start_clocks((CONCLUSIVE_GROUNDS_TARGET,), times=times, on=on, selected_on=selected_on)


def _decided(case: Case, asked: Reconsideration, outcome: str, at: datetime) -> Event:
    return case.fact(
        ReconsiderationDecided,
        request_id=asked.id,
        decision=asked.kind.value,
        decided_at=at,
        outcome=outcome,
    )
