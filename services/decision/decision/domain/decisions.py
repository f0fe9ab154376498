"""A decision as somebody wrote it, and what a second person made of it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from contracts.ids import CaseId, UserId

REASONS_LIMIT = 15_000


class Outcome(StrEnum):
    POSITIVE = "positive"
    NEGATIVE = "negative"


class DecisionKind(StrEnum):
    REASONABLE_GROUNDS = "reasonable_grounds"
    CONCLUSIVE_GROUNDS = "conclusive_grounds"


class DecisionState(StrEnum):
    AWAITING_REVIEW = "awaiting_review"
    RETURNED = "returned"
    STANDS = "stands"


class ReasonsMissing(Exception):
    """Nobody decides, or returns a decision, without saying why."""


class ReasonsTooLong(Exception):
    pass


class ReviewerIsAuthor(Exception):
    """A negative decision must be checked by somebody who did not write it."""


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """What an author has decided, before it is put on the case."""

    decision_id: UUID
    outcome: Outcome
    reasons: str
    by: UserId
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Review:
    """What a second person says of somebody else's decision."""

    is_agreed: bool
    reasons: str
    by: UserId
    at: datetime


@dataclass(eq=False, kw_only=True)
class Decision:
    """The coded facts of a decision. Its reasons are personal, and kept sealed beside it."""

    id: UUID
    case_id: CaseId
    kind: DecisionKind
    outcome: Outcome
    state: DecisionState
    test: str
    written_by: UserId
    written_at: datetime
    decided_on: date | None = None
    reviewed_by: UserId | None = None
    reviewed_at: datetime | None = None

    def review(self, review: Review, *, decided_on: date) -> None:
        if review.by == self.written_by:
            raise ReviewerIsAuthor
        self.reviewed_by = review.by
        self.reviewed_at = review.at
        self.state = DecisionState.STANDS if review.is_agreed else DecisionState.RETURNED
        self.decided_on = decided_on if review.is_agreed else None


def check_reasons(reasons: str) -> None:
    if not reasons.strip():
        raise ReasonsMissing
    if len(reasons) > REASONS_LIMIT:
        raise ReasonsTooLong
