"""Suspending a case because too little can be had to decide, and going on with it.

The recovery period set by law keeps running. Suspended never becomes closed by time alone (§11.7).
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from clocks import london_day
from contracts.decision import CaseResumed, CaseSuspended
from contracts.events import Event
from contracts.ids import CaseId, UserId
from decision.domain.case import Case
from decision.domain.overlays import Consent, Whereabouts
from decision.domain.stages import (
    BEFORE_REASONABLE_GROUNDS,
    RG_MORE_INFORMATION,
    Stage,
    Step,
    StepNotAllowed,
)
from decision.domain.standing_still import CAUSE_OF_STAGE
from decision.domain.timekeeping import EARLIEST_CONCLUSIVE_GROUNDS, SUPPORT_WHILE_SUSPENDED, Timekeeping
from decision.domain.turning_18 import is_answer_late


class SuspensionReason(StrEnum):
    MISSING = "missing"
    NO_ANSWER_AT_18 = "no_answer_at_18"


class ReasonDoesNotHold(Exception):
    """The person is not reported missing, or nobody waits for their agreement."""


class NotYetTold(Exception):
    """Police and safeguarding must know before a case is suspended because the person is missing."""


class StillTimeToAnswer(Exception):
    """The person has time left to say whether they agree."""


class WhyMissing(Exception):
    """Going on while the person is still missing needs the new material to be named."""


@dataclass(eq=False, kw_only=True)
class Suspension:
    """`is_before` says which decision could not be made. The days are London days."""

    id: UUID
    case_id: CaseId
    before: str
    reason: SuspensionReason
    suspended_by: UserId
    suspended_at: datetime
    police_told_on: date | None = None
    safeguarding_told_on: date | None = None
    resumed_by: UserId | None = None
    resumed_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Suspend:
    """What somebody has checked before suspending a case."""

    id: UUID
    reason: SuspensionReason
    police_told_on: date | None = None
    safeguarding_told_on: date | None = None
    by: UserId
    at: datetime


def suspend(case: Case, said: Suspend, *, times: Timekeeping) -> tuple[Suspension, list[Event]]:
    """Raises ReasonDoesNotHold, NotYetTold, StillTimeToAnswer and StepNotAllowed."""
    _check_reason(case, said)
    before = "reasonable_grounds" if case.stage in BEFORE_REASONABLE_GROUNDS else "conclusive_grounds"
    moved = _move(case)
    on = london_day(said.at)
    held = case.hold_clocks(CAUSE_OF_STAGE[case.stage], times=times, on=on)
    started = _support_clock(case, times, on)
    suspended = case.fact(CaseSuspended, suspended_at=said.at, before=before, reason=said.reason.value)
    suspension = Suspension(
        id=said.id,
        case_id=case.id,
        before=before,
        reason=said.reason,
        suspended_by=said.by,
        suspended_at=said.at,
        police_told_on=said.police_told_on,
        safeguarding_told_on=said.safeguarding_told_on,
    )
    return suspension, [*moved, suspended, *held, *started]


def resume(
    case: Case, suspension: Suspension, *, by: UserId, at: datetime, times: Timekeeping
) -> list[Event]:
    """Found, or new material. Raises StepNotAllowed if the case is not suspended."""
    step = _way_back(case)
    case.check(step)
    on, cause = london_day(at), CAUSE_OF_STAGE[case.stage]
    moved = case.move(step)
    resumed = case.resume_clocks(cause, times=times, on=on)
    ended = case.end_clocks(SUPPORT_WHILE_SUSPENDED, on=on, cause="case_resumed")
    suspension.resumed_by, suspension.resumed_at = by, at
    fact = case.fact(CaseResumed, resumed_at=at, before=suspension.before)
    return [*moved, fact, *resumed, *ended]


def _check_reason(case: Case, said: Suspend) -> None:
    if said.reason is SuspensionReason.MISSING:
        _check_missing(case, said)
    elif case.consent is not Consent.AWAITING_AT_18:
        raise ReasonDoesNotHold
    elif not is_answer_late(case, today=london_day(said.at)):
        raise StillTimeToAnswer


def _check_missing(case: Case, said: Suspend) -> None:
    if case.whereabouts is not Whereabouts.MISSING:
        raise ReasonDoesNotHold
    today = london_day(said.at)
    if not all(on and on <= today for on in (said.police_told_on, said.safeguarding_told_on)):
        raise NotYetTold


def _move(case: Case) -> list[Event]:
    """An answer that is waited for does not keep a case from being suspended."""
    if case.stage is not RG_MORE_INFORMATION:
        return case.move(Step.SUSPEND)
    return [*case.move(Step.STOP_WAITING_FOR_INFORMATION), *case.move(Step.SUSPEND)]


def _way_back(case: Case) -> Step:
    """Back into the recovery period while a conclusive grounds decision may not be served yet."""
    floor = case.open_clocks(EARLIEST_CONCLUSIVE_GROUNDS)
    is_early = case.stage is Stage.CONCLUSIVE_GROUNDS_SUSPENDED and bool(floor)
    return Step.RESUME_RECOVERY if is_early else Step.RESUME


def _support_clock(case: Case, times: Timekeeping, on: date) -> list[Event]:
    """What suspension does to support is not stated: the care manager decides (§7, CLK-EXIT-SUS)."""
    if not case.is_support_wanted:
        return []
    return case.start_clocks((SUPPORT_WHILE_SUSPENDED,), times=times, on=on)


def check_resumable(case: Case, *, has_new_material: bool) -> None:
    """Raises WhyMissing: a person still missing is no reason to go on by itself."""
    if case.stage not in CAUSE_OF_STAGE:
        raise StepNotAllowed(case.stage, Step.RESUME)
    if case.whereabouts is Whereabouts.MISSING and not has_new_material:
        raise WhyMissing
