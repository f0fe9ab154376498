"""Withdrawing from the National Referral Mechanism (§3.3): the case is over; a new referral may follow."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from clocks import london_day
from contracts.decision import CaseWithdrawn
from contracts.events import Event
from contracts.ids import CaseId, UserId
from decision.domain.case import Case
from decision.domain.circumstance_facts import WithdrawalNotTaken, WithdrawalRecorded
from decision.domain.overlays import Consent, Whereabouts
from decision.domain.stages import BEFORE_REASONABLE_GROUNDS, UNDECIDED, Step
from decision.domain.timekeeping import Timekeeping
from decision.domain.turning_18 import may_be_oral


class HowWithdrawn(StrEnum):
    """`best_interests` is for a child, `left_uk` for an adult before reasonable grounds, `refused` at 18."""

    WRITTEN = "written"
    ORAL = "oral"
    BEST_INTERESTS = "best_interests"
    LEFT_UK = "left_uk"
    REFUSED = "refused"


class ChildCannotWithdraw(Exception):
    """Only the local authority may find that it is in the child's best interests, with advice recorded."""


class OnlyForAChild(Exception):
    """An adult withdraws for themselves."""


class AdviceMissing(Exception):
    """What the local authority found, and the advice of the policy unit, must be written down."""


class OralWithdrawalNotYetAllowed(Exception):
    """On that day a withdrawal had to be written."""


class NotGone(Exception):
    """The person has not been reported outside the UK, or reasonable grounds have been decided."""


class NothingWasAsked(Exception):
    """Nobody has asked to withdraw."""


@dataclass(frozen=True, kw_only=True)
class Withdrawal:
    """`said_on` is the London day the person said it or signed it, or the local authority found it."""

    id: UUID
    case_id: CaseId
    how: HowWithdrawn
    said_on: date
    recorded_by: UserId
    recorded_at: datetime


def withdraw(case: Case, said: Withdrawal, *, advice: str = "", times: Timekeeping) -> list[Event]:
    """Raises StepNotAllowed and what `check` below raises."""
    case.check(Step.WITHDRAW)
    _check(case, said, advice, times)
    on = london_day(said.recorded_at)
    recorded = case.fact(WithdrawalRecorded, how=said.how.value, said_on=said.said_on)
    changed = case.change(_consent_after(case, said))
    moved = case.move(Step.WITHDRAW)
    ended = case.end_every_clock(on=on, cause="case_withdrawn")
    case.due_on = None
    withdrawn = case.fact(CaseWithdrawn, withdrawn_at=said.recorded_at)
    return [recorded, *changed, *moved, withdrawn, *ended]


def is_asked_for(case: Case) -> bool:
    """Somebody has heard that the person withdraws, and nobody has confirmed it yet."""
    return case.consent is Consent.WITHDRAWN and case.stage in UNDECIDED


def go_on(case: Case) -> list[Event]:
    """After asking, the person stays in; or they are a child, who cannot withdraw. Raises NothingWasAsked."""
    if not is_asked_for(case):
        raise NothingWasAsked
    consent = Consent.NOT_NEEDED if case.age_band == "child" else Consent.GIVEN
    return [case.fact(WithdrawalNotTaken), *case.change(consent)]


def _consent_after(case: Case, said: Withdrawal) -> Consent:
    """Refusing at 18, and leaving, are told apart from asking to withdraw."""
    is_kept = said.how in (HowWithdrawn.LEFT_UK, HowWithdrawn.REFUSED)
    return case.consent if is_kept else Consent.WITHDRAWN


def _check(case: Case, said: Withdrawal, advice: str, times: Timekeeping) -> None:
    is_child = case.age_band == "child"
    if said.how is HowWithdrawn.BEST_INTERESTS:
        _check_best_interests(advice, is_child=is_child)
    elif is_child:
        raise ChildCannotWithdraw
    elif said.how is HowWithdrawn.ORAL and not may_be_oral(said.said_on, times=times):
        raise OralWithdrawalNotYetAllowed
    elif said.how is HowWithdrawn.LEFT_UK:
        _check_gone(case)
    elif said.how is HowWithdrawn.REFUSED and case.consent is not Consent.REFUSED:
        raise NothingWasAsked


def _check_best_interests(advice: str, *, is_child: bool) -> None:
    if not is_child:
        raise OnlyForAChild
    if not advice.strip():
        raise AdviceMissing


def _check_gone(case: Case) -> None:
    """Leaving may be taken for withdrawal only before reasonable grounds."""
    if case.whereabouts is not Whereabouts.OUTSIDE_UK or case.stage not in BEFORE_REASONABLE_GROUNDS:
        raise NotGone
