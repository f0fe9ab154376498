"""Restricted cases: open to the people a leader has named, and to nobody else.

Some cases must not be read by everybody in the building: the person works here, or would be found through
us. Our setting: the guidance has no rule for it. Why is kept sealed with the case.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from contracts.events import Event, Internal
from contracts.ids import CaseId, UserId
from decision.domain.allocation import ConflictDeclared
from decision.domain.case import Case
from decision.domain.decisions import check_reasons
from decision.domain.facts import PrivateFact


class RestrictedToOthers(Exception):
    """The case is open to others only."""

    def __init__(self, case_id: UUID) -> None:
        super().__init__(f"case {case_id} is open to others only")
        self.case_id = case_id


class NotNamed(Exception):
    """Who holds a restricted case is among those who may open it."""


class NamesNobodyElse(Exception):
    """A case only one person could open would wait whenever they are away."""


class NotRestricted(Exception):
    """The case is open to everybody already."""


class RestrictionReason(StrEnum):
    SAFEGUARDING = "safeguarding"
    KNOWN_TO_STAFF = "known_to_staff"
    PUBLIC_INTEREST = "public_interest"
    OTHER = "other"


class CaseRestricted(PrivateFact):
    """Only these people find and open the case from now on."""

    name: ClassVar[str] = "nrm.decision.case_restricted.v1"

    reason: Annotated[str, Internal]
    open_to: Annotated[tuple[UUID, ...], Internal]


class RestrictionLifted(PrivateFact):
    """Everybody who works here finds and opens the case again. Why is kept sealed."""

    name: ClassVar[str] = "nrm.decision.restriction_lifted.v1"


@dataclass(frozen=True, kw_only=True)
class Restriction:
    """`named` are those the leader has chosen; the leader is one of those who may open the case."""

    case_id: CaseId
    reason: RestrictionReason
    named: frozenset[UserId]
    words: str
    by: UserId
    at: datetime

    @property
    def open_to(self) -> frozenset[UserId]:
        return self.named | {self.by}


def restrict(case: Case, said: Restriction, *, conflicted: Collection[UserId]) -> list[Event]:
    """Anew, if it is restricted already. Whoever holds the case and is not named puts it back.

    Raises ReasonsMissing, ReasonsTooLong, NamesNobodyElse and ConflictDeclared.
    """
    check_reasons(said.words)
    if len(said.open_to) == 1:
        raise NamesNobodyElse
    if said.open_to.intersection(conflicted):
        raise ConflictDeclared
    fact = case.fact(CaseRestricted, reason=said.reason.value, open_to=tuple(sorted(said.open_to)))
    return [fact, *_given_up(case, said.open_to)]


def _given_up(case: Case, open_to: Collection[UserId]) -> list[Event]:
    return case.put_back(by=case.taken_by) if case.taken_by and case.taken_by not in open_to else []


def lift(case: Case, words: str, *, is_restricted: bool) -> list[Event]:
    """Raises NotRestricted, ReasonsMissing and ReasonsTooLong."""
    if not is_restricted:
        raise NotRestricted
    check_reasons(words)
    return [case.fact(RestrictionLifted)]
