"""Temporary permission to stay after a positive conclusive grounds decision (§8.8): considered and decided.

It is for somebody who is neither a British citizen nor has leave. It is granted if it is needed to recover
from the exploitation, to seek compensation or to help an investigation, and not to somebody disqualified.
How long a grant lasts has not been confirmed, so a person says until when.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from clocks import london_day
from contracts.events import Event
from contracts.ids import CaseId, UserId
from decision.domain.case import Case
from decision.domain.decisions import Decision, DecisionKind, Outcome, check_reasons
from decision.domain.delay import Asker
from decision.domain.overlays import Disqualification, Immigration, Whereabouts, check_change
from decision.domain.permission_facts import (
    PermissionConsidered,
    PermissionDecided,
    PermissionPaused,
    PermissionResumed,
    PermissionStopped,
)
from decision.domain.reconsideration import Judgement
from decision.domain.timekeeping import Timekeeping

WINDOW = "CLK-VTS-RECON"


class Purpose(StrEnum):
    RECOVERY = "recovery"
    COMPENSATION = "compensation"
    COOPERATION = "cooperation"


class Need(StrEnum):
    """Met elsewhere: at home or in an agreed country, or compensation can be sought from abroad."""

    NEEDED = "needed"
    NOT_NEEDED = "not_needed"
    MET_ELSEWHERE = "met_elsewhere"


class PermissionState(StrEnum):
    CONSIDERING = "considering"
    GRANTED = "granted"
    REFUSED = "refused"
    ASKED_AGAIN = "asked_again"
    ENDED = "ended"


NEEDS: Mapping[Purpose, tuple[Need, ...]] = MappingProxyType(
    {
        Purpose.RECOVERY: tuple(Need),
        Purpose.COMPENSATION: tuple(Need),
        Purpose.COOPERATION: (Need.NEEDED, Need.NOT_NEEDED),
    }
)


class NoPositiveConclusion(Exception):
    """Permission to stay follows a positive conclusive grounds decision that stands."""


class NoDutyToGrant(Exception):
    """Nobody who is disqualified, or has died, is owed permission to stay."""


class NoPermissionConsidered(Exception):
    """Permission to stay is not considered on this case, or it is not at this point."""


class PermissionIsPaused(Exception):
    """Decisions of this kind are paused. Somebody must first say that this one goes on."""


class NotPaused(Exception):
    """The consideration goes on already."""


class NeedsIncomplete(Exception):
    """Each purpose needs an answer that fits it."""


class UntilMissing(Exception):
    """A grant lasts until a day that is still to come."""


@dataclass(frozen=True, kw_only=True)
class PermissionRuling:
    """What somebody found. `until` is the last London day of a grant."""

    needs: Mapping[Purpose, Need]
    until: date | None
    words: str
    by: UserId
    at: datetime

    @property
    def is_granted(self) -> bool:
        return Need.NEEDED in self.needs.values()


@dataclass(eq=False, kw_only=True)
class Permission:
    """The coded facts; what was written is sealed beside it. Paused while `paused_at` is set."""

    id: UUID
    case_id: CaseId
    decision_id: UUID
    considered_by: UserId
    considered_at: datetime
    state: PermissionState = PermissionState.CONSIDERING
    paused_by: UserId | None = None
    paused_at: datetime | None = None
    recovery: Need | None = None
    compensation: Need | None = None
    cooperation: Need | None = None
    granted_until: date | None = None
    decided_by: UserId | None = None
    decided_at: datetime | None = None
    asked_on: date | None = None
    asked_by: Asker | None = None
    is_late: bool | None = None
    decided_again_by: UserId | None = None
    decided_again_at: datetime | None = None

    def take_over(self, ruling: PermissionRuling) -> None:
        self.state = PermissionState.GRANTED if ruling.is_granted else PermissionState.REFUSED
        self.recovery = ruling.needs[Purpose.RECOVERY]
        self.compensation = ruling.needs[Purpose.COMPENSATION]
        self.cooperation = ruling.needs[Purpose.COOPERATION]
        self.granted_until = ruling.until if ruling.is_granted else None


def consider(case: Case, given: Judgement, *, permission_id: UUID) -> tuple[Permission, list[Event]]:
    """Raises ReasonsMissing, NoPositiveConclusion, NoDutyToGrant and ChangeNotAllowed."""
    check_reasons(given.words)
    decision = check_may_be_considered(case)
    changed = case.change(Immigration.CONSIDERING)
    permission = Permission(
        id=permission_id,
        case_id=case.id,
        decision_id=decision.id,
        considered_by=given.by,
        considered_at=given.at,
    )
    return permission, [case.fact(PermissionConsidered, permission_id=permission_id), *changed]


def check_may_be_considered(case: Case) -> Decision:
    """Raises NoPositiveConclusion, NoDutyToGrant and ChangeNotAllowed."""
    decision = case.standing(DecisionKind.CONCLUSIVE_GROUNDS)
    if decision is None or decision.outcome is not Outcome.POSITIVE:
        raise NoPositiveConclusion
    if case.disqualification is Disqualification.IMPOSED or case.whereabouts is Whereabouts.DECEASED:
        raise NoDutyToGrant
    check_change(case.immigration, Immigration.CONSIDERING)
    return decision


def stop(case: Case, permission: Permission, given: Judgement) -> list[Event]:
    """The duty does not apply after all. Raises NoPermissionConsidered and ReasonsMissing."""
    check_considered(case, permission)
    check_reasons(given.words)
    permission.state = PermissionState.ENDED
    stopped = case.fact(PermissionStopped, permission_id=permission.id)
    return [stopped, *case.change(Immigration.NOT_APPLICABLE)]


def pause(case: Case, permission: Permission, given: Judgement) -> list[Event]:
    """Raises NoPermissionConsidered, PermissionIsPaused and ReasonsMissing."""
    check_considered(case, permission)
    check_reasons(given.words)
    if permission.paused_at is not None:
        raise PermissionIsPaused
    permission.paused_by, permission.paused_at = given.by, given.at
    return [case.fact(PermissionPaused, permission_id=permission.id)]


def go_on(case: Case, permission: Permission, given: Judgement) -> list[Event]:
    """Raises NoPermissionConsidered, NotPaused and ReasonsMissing."""
    check_considered(case, permission)
    check_reasons(given.words)
    if permission.paused_at is None:
        raise NotPaused
    permission.paused_by = permission.paused_at = None
    return [case.fact(PermissionResumed, permission_id=permission.id)]


def decide(
    case: Case, permission: Permission, ruling: PermissionRuling, *, times: Timekeeping
) -> list[Event]:
    """Granted if it is needed for anything. A refusal can be looked at again while there is time.

    Raises NoPermissionConsidered, PermissionIsPaused, NoPositiveConclusion, and what `check_ruling` raises.
    """
    check_considered(case, permission)
    if permission.paused_at is not None:
        raise PermissionIsPaused
    check_duty(case)
    check_ruling(ruling)
    permission.take_over(ruling)
    permission.decided_by, permission.decided_at = ruling.by, ruling.at
    decided = case.fact(PermissionDecided, permission_id=permission.id, is_granted=ruling.is_granted)
    changed = case.change(Immigration.GRANTED if ruling.is_granted else Immigration.REFUSED)
    window = [] if ruling.is_granted else start_window(case, times=times, on=london_day(ruling.at))
    return [decided, *changed, *window]


def lapse(case: Case, permission: Permission) -> None:
    """What a disqualification ended is over, and not taken up again: it is considered anew."""
    if permission.state is PermissionState.CONSIDERING and case.immigration is not Immigration.CONSIDERING:
        permission.state = PermissionState.ENDED


def check_considered(case: Case, permission: Permission) -> None:
    """A disqualification ends the duty, and the consideration with it."""
    is_open = permission.state is PermissionState.CONSIDERING
    if not is_open or case.immigration is not Immigration.CONSIDERING:
        raise NoPermissionConsidered


def check_duty(case: Case) -> None:
    """Raises NoDutyToGrant and NoPositiveConclusion."""
    if case.disqualification is Disqualification.IMPOSED:
        raise NoDutyToGrant
    decision = case.standing(DecisionKind.CONCLUSIVE_GROUNDS)
    if decision is None or decision.outcome is not Outcome.POSITIVE:
        raise NoPositiveConclusion


def check_ruling(ruling: PermissionRuling) -> None:
    """Raises ReasonsMissing, NeedsIncomplete and UntilMissing."""
    check_reasons(ruling.words)
    if any(ruling.needs.get(purpose) not in answers for purpose, answers in NEEDS.items()):
        raise NeedsIncomplete
    if ruling.is_granted and (ruling.until is None or ruling.until <= london_day(ruling.at)):
        raise UntilMissing


def start_window(case: Case, *, times: Timekeeping, on: date) -> list[Event]:
    ended = case.end_clocks(WINDOW, on=on, cause="decided_again")
    return [*ended, *case.start_clocks((WINDOW,), times=times, on=on)]
