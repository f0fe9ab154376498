"""Who may hold a case (§3.5, our setting): nobody with a declared conflict, nor of the organisation that
referred it, nor with a part in the decision that is made again. A leader may give a case to somebody."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from contracts.events import Event, Internal
from contracts.ids import CaseId, UserId
from decision.domain.case import Case, TakenBySomebodyElse
from decision.domain.decisions import DecisionKind, check_reasons
from decision.domain.facts import CaseTaken, PrivateFact
from decision.domain.fresh_eyes import check_decides_again
from decision.domain.reconsideration import Judgement
from decision.domain.stages import UNDECIDED


class ConflictDeclared(Exception):
    """Who has declared a conflict of interest in a case has nothing to do with it."""


class ReferredByOwnOrganisation(Exception):
    """Nobody decides a case their own organisation referred."""


class NotACaseworker(Exception):
    """Only a caseworker who may come in today can be given a case."""


class NothingToAllocate(Exception):
    """The case waits for nobody: it is decided or closed."""


class NoConflictDeclared(Exception):
    """This person has declared no conflict of interest in this case, or has withdrawn it."""


class NotYourConflict(Exception):
    """Only a leader, or who declared it, withdraws a conflict of interest."""


class ConflictReason(StrEnum):
    KNOWS_THE_PERSON = "knows_the_person"
    KNOWS_A_SUSPECT = "knows_a_suspect"
    KNOWS_THE_REFERRER = "knows_the_referrer"
    WORKED_ON_THE_REFERRAL = "worked_on_the_referral"
    INTEREST = "interest"


class CaseAllocated(PrivateFact):
    """A leader has given the case to somebody to decide."""

    name: ClassVar[str] = "nrm.decision.case_allocated.v1"

    allocated_to: Annotated[UUID, Internal]


class ConflictOfInterestDeclared(PrivateFact):
    """Somebody has said that they cannot deal with this case without bias, or seem to."""

    name: ClassVar[str] = "nrm.decision.conflict_of_interest_declared.v1"

    person: Annotated[UUID, Internal]
    reason: Annotated[str, Internal]


class ConflictOfInterestWithdrawn(PrivateFact):
    """It was declared by mistake. Why is kept sealed."""

    name: ClassVar[str] = "nrm.decision.conflict_of_interest_withdrawn.v1"

    person: Annotated[UUID, Internal]


@dataclass(frozen=True)
class Candidate:
    """Somebody who would hold a case. `organisation` is empty when it is not known."""

    id: UserId
    organisation: str = ""


@dataclass(frozen=True, kw_only=True)
class Conflict:
    case_id: CaseId
    person: UserId
    reason: ConflictReason
    declared_at: datetime


def check_may_hold(case: Case, candidate: Candidate, *, conflicted: frozenset[UserId]) -> None:
    """Raises ConflictDeclared, ReferredByOwnOrganisation, SomebodyElseMustDecide."""
    if candidate.id in conflicted:
        raise ConflictDeclared
    if candidate.organisation and candidate.organisation == case.organisation_id:
        raise ReferredByOwnOrganisation
    for kind in DecisionKind:
        check_decides_again(case, kind, candidate.id)


def take(case: Case, candidate: Candidate, *, conflicted: frozenset[UserId]) -> list[Event]:
    """Raises TakenBySomebodyElse, and what check_may_hold raises."""
    if case.taken_by not in (None, candidate.id):
        raise TakenBySomebodyElse
    check_may_hold(case, candidate, conflicted=conflicted)
    return case.take(by=candidate.id)


def allocate(case: Case, candidate: Candidate, *, conflicted: frozenset[UserId]) -> list[Event]:
    """From whoever holds it now. Raises NothingToAllocate, and what check_may_hold raises."""
    if case.stage not in UNDECIDED:
        raise NothingToAllocate
    check_may_hold(case, candidate, conflicted=conflicted)
    if case.taken_by == candidate.id:
        return []
    given_up = case.put_back(by=case.taken_by) if case.taken_by else []
    case.taken_by = candidate.id
    return [
        *given_up,
        case.fact(CaseTaken, taken_by=candidate.id),
        case.fact(CaseAllocated, allocated_to=candidate.id),
    ]


def declare_conflict(case: Case, conflict: Conflict, *, conflicted: frozenset[UserId]) -> list[Event]:
    """Who holds the case puts it back with it. Saying it twice is saying it once."""
    if conflict.person in conflicted:
        return []
    given_up: list[Event] = case.put_back(by=conflict.person) if case.taken_by == conflict.person else []
    declared = case.fact(ConflictOfInterestDeclared, person=conflict.person, reason=conflict.reason.value)
    return [declared, *given_up]


def withdraw_conflict(
    case: Case, person: UserId, given: Judgement, *, conflicted: frozenset[UserId], is_leader: bool
) -> list[Event]:
    """It was declared by mistake. Raises NoConflictDeclared, NotYourConflict and ReasonsMissing."""
    if person not in conflicted:
        raise NoConflictDeclared
    if given.by != person and not is_leader:
        raise NotYourConflict
    check_reasons(given.words)
    return [case.fact(ConflictOfInterestWithdrawn, person=person)]
