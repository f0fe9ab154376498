"""A question the decision makers have about a referral. What it says is theirs; the answer is ours."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NewType
from uuid import UUID

from clocks.days import london_day
from contracts.ids import ReferralId

RequestId = NewType("RequestId", UUID)

ANSWER_LIMIT = 15_000


class AlreadyAnswered(Exception):
    """A request is answered once; then it can only be read."""


@dataclass(eq=False, kw_only=True)
class InformationRequest:
    id: RequestId
    referral_id: ReferralId
    requested_at: datetime
    due_on: date
    answered_at: datetime | None = None
    answer: str = ""

    @property
    def is_open(self) -> bool:
        return self.answered_at is None

    @property
    def is_late(self) -> bool:
        """Answered after its day. It counts all the same."""
        return self.answered_at is not None and london_day(self.answered_at) > self.due_on

    def is_overdue(self, today: date) -> bool:
        return self.is_open and today > self.due_on

    def take(self, answer: str, *, at: datetime) -> None:
        if not self.is_open:
            raise AlreadyAnswered
        self.answer, self.answered_at = answer, at
