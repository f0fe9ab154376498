"""A question to the first responder. The case goes on while it waits; a late answer counts too."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from clocks import london_day
from contracts.decision import InformationRequested
from contracts.ids import CaseId, UserId
from decision.domain.case import Case

QUESTION_LIMIT = 5_000


@dataclass(frozen=True, kw_only=True)
class InformationRequest:
    id: UUID
    case_id: CaseId
    asked_by: UserId
    asked_at: datetime
    due_on: date
    question: str
    answered_at: datetime | None = None

    @property
    def is_late(self) -> bool:
        return self.answered_at is not None and london_day(self.answered_at) > self.due_on

    def was_open_at(self, moment: datetime) -> bool:
        return self.asked_at <= moment and (self.answered_at is None or moment <= self.answered_at)

    def announced(self, case: Case) -> InformationRequested:
        """Without a word of what is asked."""
        return InformationRequested(
            case_id=case.id,
            referral_id=case.referral_id,
            request_id=self.id,
            requested_at=self.asked_at,
            due_on=self.due_on,
        )
