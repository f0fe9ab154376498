"""A decision as somebody wrote it, and what a second person made of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from contracts.ids import CaseId, UserId
from decision.domain.asked_parties import AskedParty
from decision.domain.definition import Finding, Head

REASONS_LIMIT = 15_000


class Outcome(StrEnum):
    POSITIVE = "positive"
    NEGATIVE = "negative"


class DecisionKind(StrEnum):
    REASONABLE_GROUNDS = "reasonable_grounds"
    CONCLUSIVE_GROUNDS = "conclusive_grounds"


class DecisionState(StrEnum):
    """Held: written before the day it may be served. Set aside: somebody took it back before it stood.

    Reopened: it stood until a reconsideration opened it again. Revoked: a negative one took its place.
    """

    HELD = "held"
    SET_ASIDE = "set_aside"
    AWAITING_REVIEW = "awaiting_review"
    AWAITING_PANEL = "awaiting_panel"
    RETURNED = "returned"
    STANDS = "stands"
    REOPENED = "reopened"
    REVOKED = "revoked"


class Source(StrEnum):
    """What a decision can rely on: the referral itself, a file sent with it, an answer to a question."""

    REFERRAL = "referral"
    EVIDENCE = "evidence"
    ANSWER = "answer"


@dataclass(frozen=True, order=True)
class Relied:
    """One thing a decision relies on, by its id alone."""

    source: Source
    id: UUID


class ReasonsMissing(Exception):
    """Nobody decides, or returns a decision, without saying why."""


class ReasonsTooLong(Exception):
    pass


class NothingReliedOn(Exception):
    """A decision must name what it relies on, were it the referral alone."""


class NotOfThisCase(Exception):
    """A decision relies only on the referral, the files and the answers of its own case."""


class NotEverybodyAsked(Exception):
    """Before a negative decision these must be asked, or it must be said why they are not."""

    def __init__(self, parties: Sequence[AskedParty]) -> None:
        super().__init__(", ".join(parties) or "nobody has looked who was asked")
        self.parties = parties


class ReviewerIsAuthor(Exception):
    """A negative decision must be checked by somebody who did not write it."""


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """What an author has decided, before it is put on the case.

    `findings` are of each part of a definition; `head`, which one is met, is for conclusive grounds.
    `gaps` are those who must be asked before a negative one and were not; none if nobody has looked.
    """

    decision_id: UUID
    outcome: Outcome
    reasons: str
    by: UserId
    at: datetime
    head: Head | None = None
    findings: tuple[Finding, ...] = ()
    relied_on: tuple[Relied, ...] = ()
    gaps: tuple[AskedParty, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Review:
    """What a second person says of somebody else's decision."""

    is_agreed: bool
    reasons: str
    by: UserId
    at: datetime


@dataclass(eq=False, kw_only=True)
class Decision:
    """The coded facts of a decision. Its reasons are personal, and kept sealed beside it.

    `not_before` is the first day it may be served, where a floor says so. `kept_on` is the London day
    on which it was looked at again and kept: from then on it is served anew.
    """

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
    head: Head | None = None
    findings: tuple[Finding, ...] = ()
    relied_on: tuple[Relied, ...] = ()
    not_before: date | None = None
    confirmed_by: UserId | None = None
    kept_on: date | None = None

    def review(self, review: Review, *, decided_on: date) -> None:
        if review.by == self.written_by:
            raise ReviewerIsAuthor
        self.reviewed_by = review.by
        self.reviewed_at = review.at
        self.state = DecisionState.STANDS if review.is_agreed else DecisionState.RETURNED
        self.decided_on = decided_on if review.is_agreed else None

    def await_panel(self) -> None:
        """Agreed by a second person, and yet it does not stand until a panel has seen it."""
        self.state, self.decided_on = DecisionState.AWAITING_PANEL, None

    def stand(self, *, on: date) -> None:
        self.state, self.decided_on = DecisionState.STANDS, on


def check_reasons(reasons: str) -> None:
    if not reasons.strip():
        raise ReasonsMissing
    if len(reasons) > REASONS_LIMIT:
        raise ReasonsTooLong


def check_everybody_asked(ruling: Ruling) -> None:
    """Raises NotEverybodyAsked. A positive decision needs nobody's answer."""
    if ruling.outcome is Outcome.NEGATIVE and (ruling.gaps is None or ruling.gaps):
        raise NotEverybodyAsked(ruling.gaps or ())
