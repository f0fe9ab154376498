"""A request to look at a negative decision again: who asked, why and when, and what became of it (§8.6)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from contracts.ids import CaseId, UserId
from decision.domain.decisions import Decision, DecisionKind
from decision.domain.delay import Asker


class Ground(StrEnum):
    NEW_EVIDENCE = "new_evidence"
    GUIDANCE = "guidance_not_followed"


class Point(StrEnum):
    """What of the guidance was not followed. Until February 2024 each point could be raised once."""

    TEST_APPLIED = "test_applied"
    PEOPLE_ASKED = "people_asked"
    TIME_GIVEN = "time_given"
    EVIDENCE_WEIGHED = "evidence_weighed"
    SOMETHING_ELSE = "something_else"


class Timing(StrEnum):
    """Grace: after the last day, and before the end of the next working day (§6 rule 7, our setting)."""

    NO_LIMIT = "no_limit"
    IN_TIME = "in_time"
    IN_GRACE = "in_grace"
    EXTENDED = "extended"
    LATE = "late"


class Refusal(StrEnum):
    LATE = "late"
    COURT_ONLY = "court_only"
    EVIDENCE_NOT_ENCLOSED = "evidence_not_enclosed"
    NOTHING_NEW = "nothing_new"
    GUIDANCE_FOLLOWED = "guidance_followed"


class RequestState(StrEnum):
    REQUESTED = "requested"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    KEPT = "kept"
    REOPENED = "reopened"

    @property
    def is_open(self) -> bool:
        return self in (RequestState.REQUESTED, RequestState.ACCEPTED)


class RequestNotOpen(Exception):
    """The request has been answered, or the reconsideration decided."""


class SomebodyElseMustDecide(Exception):
    """Who wrote, reviewed or confirmed the first decision does not look at it again."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody asks, as a caseworker records it. `received_on` is a London day."""

    id: UUID
    ground: Ground
    point: Point | None
    asked_by: Asker
    received_on: date
    is_evidence_enclosed: bool
    is_removal_intended: bool
    words: str
    by: UserId
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What is said of a request, by whom and why."""

    words: str
    by: UserId
    at: datetime


@dataclass(eq=False, kw_only=True)
class Reconsideration:
    """The coded facts of a request; what was written about it is sealed beside it.

    `policy_version` is that of the window; none before March 2020, when no limit was set.
    `accepted_until` is the last day a request is taken, with grace; `was_exited` says where a refusal leads.
    """

    id: UUID
    case_id: CaseId
    decision_id: UUID
    kind: DecisionKind
    ground: Ground
    point: Point | None
    asked_by: Asker
    received_on: date
    policy_version: str | None
    timing: Timing
    accepted_until: date | None
    is_evidence_enclosed: bool
    is_removal_intended: bool
    is_excluded: bool
    was_exited: bool
    recorded_by: UserId
    recorded_at: datetime
    state: RequestState = RequestState.REQUESTED
    refusal: Refusal | None = None
    answered_by: UserId | None = None
    answered_at: datetime | None = None
    decided_by: UserId | None = None
    decided_at: datetime | None = None

    def answer(self, state: RequestState, given: Judgement) -> None:
        self.state, self.answered_by, self.answered_at = state, given.by, given.at

    def decide(self, state: RequestState, given: Judgement) -> None:
        self.state, self.decided_by, self.decided_at = state, given.by, given.at


def took_part(decision: Decision, person: UserId) -> bool:
    return person in (decision.written_by, decision.reviewed_by, decision.confirmed_by)
