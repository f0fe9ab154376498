"""The ends of a case other than withdrawal: exit after a decision, death, a referral made in error."""

from datetime import date, datetime
from enum import StrEnum

from clocks import london_day
from contracts.decision import CaseClosed
from contracts.events import Event
from decision.domain.case import Case
from decision.domain.clocks import Clock
from decision.domain.decisions import DecisionState
from decision.domain.overlays import Whereabouts
from decision.domain.stages import CLOSED, DECIDED, Step
from decision.domain.timekeeping import (
    EXIT_PERIODS,
    FURTHER_PROTECTION,
    RECOVERY_PERIODS,
    REQUEST_WINDOWS,
    Timekeeping,
)
from decision.domain.way_out import awaits_receipt


class ClosingReason(StrEnum):
    EXITED = "exited"
    DEATH = "death"
    IN_ERROR = "referral_made_in_error"


class CaseIsClosed(Exception):
    """Nothing more can be done with a closed case."""


class ExitPeriodRunning(Exception):
    """Support goes on until the end of this day, so the person has not left yet."""

    def __init__(self, until: date | None) -> None:
        super().__init__(f"support goes on until {until}")
        self.until = until


class ReceiptUnknown(Exception):
    """The time until support ends has not begun: nobody knows when the person had the decision (§11.14)."""


def check_open(case: Case) -> None:
    if case.stage in CLOSED:
        raise CaseIsClosed


def close_in_error(case: Case, *, at: datetime) -> list[Event]:
    """The referral should not have been made. Raises StepNotAllowed once a decision has been made."""
    case.check(Step.CLOSE_FOR_ANOTHER_REASON)
    return _close(case, Step.CLOSE_FOR_ANOTHER_REASON, ClosingReason.IN_ERROR, at=at)


def close_for_death(case: Case, *, at: datetime) -> list[Event]:
    """At any stage (our setting, §8.7): nothing is decided about somebody who has died."""
    if case.stage in CLOSED:
        return case.end_every_clock(on=london_day(at), cause="person.died")
    step = Step.EXIT if case.stage in DECIDED else Step.CLOSE_FOR_ANOTHER_REASON
    return _close(case, step, ClosingReason.DEATH, at=at)


def exit_case(case: Case, *, times: Timekeeping, at: datetime) -> list[Event]:
    """A request may still come later. Raises StepNotAllowed, ExitPeriodRunning while support is owed, and
    ReceiptUnknown where its time has not begun.

    After both decisions of a panel at one meeting the recovery period still lasts until its last day.
    """
    case.check(Step.EXIT)
    running = support_owed(case, on=london_day(at))
    if running:
        raise ExitPeriodRunning(running[0].due_on)
    standing = [each for each in case.decisions if each.state is DecisionState.STANDS]
    if standing and awaits_receipt(case, standing[-1], times=times):
        raise ReceiptUnknown
    return _close(case, Step.EXIT, ClosingReason.EXITED, at=at)


def support_owed(case: Case, *, on: date) -> list[Clock]:
    """What keeps a decided case from being closed on this day."""
    owed = case.open_clocks(*EXIT_PERIODS, *RECOVERY_PERIODS, FURTHER_PROTECTION)
    return [clock for clock in owed if _runs(clock.due_on, on)]


def may_notices_go_out(case: Case) -> bool:
    """Nothing is sent by itself to, or about, somebody who has died (our setting, §8.7)."""
    return case.whereabouts is not Whereabouts.DECEASED


def _runs(due_on: date | None, today: date) -> bool:
    return due_on is None or due_on >= today


def _close(case: Case, step: Step, reason: ClosingReason, *, at: datetime) -> list[Event]:
    moved = case.move(step)
    ended = _end_clocks(case, reason, on=london_day(at))
    case.due_on = None
    return [*moved, case.fact(CaseClosed, closed_at=at, reason=reason.value), *ended]


def _end_clocks(case: Case, reason: ClosingReason, *, on: date) -> list[Event]:
    """After an exit the time to ask for a reconsideration runs on."""
    kept = REQUEST_WINDOWS if reason is ClosingReason.EXITED else ()
    ending = [clock for clock in case.clocks if clock.rule not in kept]
    return [event for clock in ending for event in clock.end(on=on, cause=f"case_closed.{reason.value}")]
