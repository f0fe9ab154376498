"""What follows when a conclusive grounds decision stands: which clocks end, when, and which begin."""

from datetime import date, datetime

from clocks import london_day
from contracts.decision import CgDecided
from contracts.events import Event
from decision.domain.case import Case
from decision.domain.clocks import Clock
from decision.domain.decisions import Decision, Outcome
from decision.domain.reconsideration_window import start_reconsideration_window
from decision.domain.timekeeping import (
    CONCLUSIVE_GROUNDS_TARGET,
    FURTHER_PROTECTION,
    INFORMATION_BEFORE_CONCLUSIVE_GROUNDS,
    RECOVERY_PERIODS,
    REVIEW,
    SUPPORT_PERIODS,
    Timekeeping,
)

CAUSE = "cg_decided"
ENDING = (CONCLUSIVE_GROUNDS_TARGET, REVIEW, INFORMATION_BEFORE_CONCLUSIVE_GROUNDS)
PERIODS = (*RECOVERY_PERIODS, FURTHER_PROTECTION, *SUPPORT_PERIODS)
ON_POSITIVE = ("CLK-MO14",)  # since October 2018 the move-on period starts when the letter is received


def let_stand(case: Case, decision: Decision, *, times: Timekeeping, at: datetime) -> list[Event]:
    """The decision is made on this day, and everybody who has to know is told."""
    on = london_day(at)
    decision.stand(on=on)
    case.due_on = None
    decided = case.fact(CgDecided, outcome=decision.outcome.value, decided_at=at, decided_on=on)
    ended = case.end_clocks(*ENDING, on=on, cause=CAUSE)
    periods = end_periods(case, decision.outcome, times=times, on=on)
    return [decided, *ended, *periods, *_start(case, decision.outcome, times, on)]


def end_periods(case: Case, outcome: Outcome, *, times: Timekeeping, on: date) -> list[Event]:
    """Each period by its own rule: the later of its last day and the decision, or the earlier of the two."""
    return [
        event
        for clock in case.open_clocks(*PERIODS)
        for event in _end(clock, _last_day(clock, outcome, times, on), on)
    ]


def _last_day(clock: Clock, outcome: Outcome, times: Timekeeping, on: date) -> date:
    rule = times.rule_of(clock)
    if clock.due_on is None or f"cg.decided.{outcome.value}" in rule.cut_short_by:
        return on
    return rule.ends.on(clock.due_on, on) or on


def _end(clock: Clock, last: date, on: date) -> list[Event]:
    if last <= on:
        return clock.end(on=last, cause=CAUSE)
    clock.run_out()
    return []


def _start(case: Case, outcome: Outcome, times: Timekeeping, on: date) -> list[Event]:
    if outcome is Outcome.NEGATIVE:
        return start_reconsideration_window(case, times=times, on=on)
    return case.start_clocks(ON_POSITIVE, times=times, on=on)
