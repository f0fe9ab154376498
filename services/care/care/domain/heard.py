"""What the decision makers announce, as far as support depends on it. Each fact carries its own time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class Grounds(StrEnum):
    """The outcome of a decision."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class About(StrEnum):
    """Which of the two decisions."""

    REASONABLE_GROUNDS = "reasonable_grounds"
    CONCLUSIVE_GROUNDS = "conclusive_grounds"


class What(StrEnum):
    DECIDED = "decided"
    DISQUALIFIED = "disqualified"
    NOT_DISQUALIFIED = "not_disqualified"
    DISQUALIFICATION_QUASHED = "disqualification_quashed"
    DISQUALIFICATION_CONSIDERED = "disqualification_considered"
    RECONSIDERATION_REQUESTED = "reconsideration_requested"
    RECONSIDERATION_ACCEPTED = "reconsideration_accepted"
    RECONSIDERATION_REFUSED = "reconsideration_refused"
    RECONSIDERATION_KEPT = "reconsideration_kept"
    RECONSIDERATION_REOPENED = "reconsideration_reopened"
    DECISION_PAUSED = "decision_paused"
    DECISION_RESUMED = "decision_resumed"
    DECISION_DELAYED = "decision_delayed"
    TURNED_18 = "turned_18"
    WITHDRAWN = "withdrawn"
    DIED = "died"
    IN_ERROR = "in_error"
    DECISIONS_DONE = "decisions_done"


@dataclass(frozen=True, kw_only=True)
class DecisionHeard:
    """`at` is when it happened there, not when we heard; `on` is its day in London."""

    what: What
    at: datetime
    on: date
    about: About | None = None
    outcome: Grounds | None = None


@dataclass(frozen=True, kw_only=True)
class LetterHeard:
    """A decision letter to one recipient. `received_on` is empty until receipt is known."""

    decision_id: UUID
    recipient: str
    about: About
    outcome: Grounds
    sent_at: datetime
    received_on: date | None

    @property
    def starts_a_clock(self) -> bool:
        """Only the person's own copy, or their named lawyer's (EX-2, EX-3)."""
        return self.recipient in ("person", "representative") and self.received_on is not None


def received_first(
    letters: Iterable[LetterHeard], about: About, outcome: Grounds, *, since: date
) -> date | None:
    """The first day somebody who counts had the letter of a decision that stands since that day."""
    days = [
        letter.received_on
        for letter in letters
        if letter.starts_a_clock and letter.about is about and letter.outcome is outcome
    ]
    return min((day for day in days if day is not None and day >= since), default=None)
