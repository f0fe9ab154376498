"""A refused permission to stay looked at again by somebody else, and leave taken back (§8.5, §8.8)."""

from datetime import date

from clocks import london_day
from contracts.events import Event
from decision.domain.asked_again import AskedAgain, check_asked_after
from decision.domain.case import Case
from decision.domain.clocks import Clock, ExtensionNotLater
from decision.domain.decisions import DecisionKind, Outcome, check_reasons
from decision.domain.grace import accepted_until
from decision.domain.overlays import Disqualification, Immigration
from decision.domain.permission import (
    WINDOW,
    NoPermissionConsidered,
    Permission,
    PermissionRuling,
    PermissionState,
    check_duty,
    check_ruling,
    start_window,
)
from decision.domain.permission_facts import (
    PermissionAskedAgain,
    PermissionDecided,
    PermissionRevoked,
    PermissionWindowExtended,
)
from decision.domain.reconsideration import Judgement, SomebodyElseMustDecide
from decision.domain.timekeeping import Timekeeping

REQUESTED = "recon.requested"
AGREED = "extension.agreed"


class NotRefused(Exception):
    """Only a refusal can be looked at again."""


class LookedAtAgain(Exception):
    """The refusal has been looked at again already. A court is the only further route."""


class NoTimeRuns(Exception):
    """There is no time to ask that could be made longer."""


class NothingToTakeBack(Exception):
    """Leave is taken back only from somebody disqualified, or whose positive decision was revoked."""


def ask_again(case: Case, permission: Permission, asked: AskedAgain, *, times: Timekeeping) -> list[Event]:
    """A late request is noted as late, and looked at all the same (§7).

    Raises NotRefused, LookedAtAgain, AskedOutsideTime and ReasonsMissing.
    """
    _check_refused(case, permission)
    check_reasons(asked.words)
    _check_day(permission, asked)
    permission.state, permission.asked_by = PermissionState.ASKED_AGAIN, asked.asked_by
    permission.asked_on, permission.is_late = asked.received_on, is_late(case, asked.received_on, times=times)
    told = case.fact(
        PermissionAskedAgain,
        permission_id=permission.id,
        received_on=asked.received_on,
        is_late=permission.is_late,
    )
    ended = case.end_clocks(WINDOW, on=asked.received_on, cause=REQUESTED)
    return [told, *case.change(Immigration.RECONSIDERING), *ended]


def is_late(case: Case, received_on: date, *, times: Timekeeping) -> bool:
    """After the last day and its grace. Before the guidance of October 2024 there was no limit we know of."""
    window = window_of(case)
    until = accepted_until(window, times=times) if window else None
    return until is not None and received_on > until


def window_of(case: Case) -> Clock | None:
    """The latest: each refusal starts its own."""
    windows = [clock for clock in case.clocks if clock.rule == WINDOW]
    return max(windows, key=lambda clock: (clock.state.is_open, clock.started_on), default=None)


def extend(
    case: Case, permission: Permission, until: date, given: Judgement, *, times: Timekeeping
) -> list[Event]:
    """With reasons and a date.

    Raises NotRefused, LookedAtAgain, NoTimeRuns, ExtensionNotLater, ReasonsMissing and CalendarHorizon.
    """
    _check_refused(case, permission)
    check_reasons(given.words)
    window = next(iter(case.open_clocks(WINDOW)), None)
    if window is None or window.due_on is None:
        raise NoTimeRuns
    if until <= window.due_on:
        raise ExtensionNotLater
    warn_on, today = times.reminder(window, until), london_day(given.at)
    moved = window.extend(until, today=today, cause=AGREED, warn_on=warn_on)
    return [case.fact(PermissionWindowExtended, permission_id=permission.id, until=until), *moved]


def decide_again(case: Case, permission: Permission, ruling: PermissionRuling) -> list[Event]:
    """Raises NoPermissionConsidered, SomebodyElseMustDecide, and what the two checks below raise."""
    if permission.state is not PermissionState.ASKED_AGAIN:
        raise NoPermissionConsidered
    if ruling.by == permission.decided_by:
        raise SomebodyElseMustDecide
    if ruling.is_granted:
        check_duty(case)
    check_ruling(ruling)
    permission.take_over(ruling)
    permission.decided_again_by, permission.decided_again_at = ruling.by, ruling.at
    decided = case.fact(
        PermissionDecided, permission_id=permission.id, is_granted=ruling.is_granted, is_again=True
    )
    return [decided, *case.change(Immigration.GRANTED if ruling.is_granted else Immigration.REFUSED)]


def take_back(case: Case, permission: Permission, given: Judgement, *, times: Timekeeping) -> list[Event]:
    """Leave already granted may be revoked [s 65(7)]: a new refusal, with its own time to ask.

    Raises NothingToTakeBack and ReasonsMissing.
    """
    if permission.state is not PermissionState.GRANTED or not may_be_taken_back(case):
        raise NothingToTakeBack
    check_reasons(given.words)
    permission.state, permission.granted_until = PermissionState.REFUSED, None
    permission.decided_by, permission.decided_at = given.by, given.at
    permission.asked_on = permission.asked_by = permission.is_late = None
    permission.decided_again_by = permission.decided_again_at = None
    revoked = case.fact(PermissionRevoked, permission_id=permission.id)
    window = start_window(case, times=times, on=london_day(given.at))
    return [revoked, *case.change(Immigration.REFUSED), *window]


def may_be_taken_back(case: Case) -> bool:
    decision = case.standing(DecisionKind.CONCLUSIVE_GROUNDS)
    is_positive = decision is not None and decision.outcome is Outcome.POSITIVE
    is_granted = case.immigration is Immigration.GRANTED
    return is_granted and (case.disqualification is Disqualification.IMPOSED or not is_positive)


def _check_refused(case: Case, permission: Permission) -> None:
    if permission.state is not PermissionState.REFUSED or case.immigration is not Immigration.REFUSED:
        raise NotRefused
    if permission.decided_again_by is not None:
        raise LookedAtAgain


def _check_day(permission: Permission, asked: AskedAgain) -> None:
    assert permission.decided_at is not None
    check_asked_after(permission.decided_at, asked)
