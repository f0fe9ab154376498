"""Where a referral stands: what the other services announced of it, in whatever order it came."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import Enum
from typing import Literal

from contracts.ids import ReferralId

Outcome = Literal["positive", "negative"]


class Stage(Enum):
    """The words a first responder reads in the list."""

    SENT = "Sent"
    WITH_DECIDER = "Being looked at"
    POSITIVE = "Positive first decision"
    NEGATIVE = "Negative first decision"
    FINALLY_POSITIVE = "Positive final decision"
    FINALLY_NEGATIVE = "Negative final decision"
    NOTIFIED = "Notification sent"


FIRST: Mapping[Outcome, Stage] = {"positive": Stage.POSITIVE, "negative": Stage.NEGATIVE}
FINAL: Mapping[Outcome, Stage] = {"positive": Stage.FINALLY_POSITIVE, "negative": Stage.FINALLY_NEGATIVE}


@dataclass(eq=False, kw_only=True)
class Journey:
    """What is known so far of one referral after it was sent. Each fact is heard once and kept.

    `part_of` is the referral whose case goes on for both, while the two cases are merged.
    """

    referral_id: ReferralId
    case_opened_at: datetime | None = None
    reasonable_grounds_due_on: date | None = None
    outcome: Outcome | None = None
    decided_at: datetime | None = None
    final_outcome: Outcome | None = None
    finally_decided_at: datetime | None = None
    support_opened_at: datetime | None = None
    contact_made_at: datetime | None = None
    support_started_on: date | None = None
    arrived_on: date | None = None
    departed_on: date | None = None
    part_of: ReferralId | None = None
    part_of_since: datetime | None = None

    @property
    def stage(self) -> Stage:
        """The final decision says more than the first, whichever is heard of first."""
        if self.final_outcome:
            return FINAL[self.final_outcome]
        if self.outcome:
            return FIRST[self.outcome]
        return Stage.WITH_DECIDER if self.case_opened_at else Stage.SENT


FACTS = frozenset(each.name for each in fields(Journey)) - {"referral_id"}
