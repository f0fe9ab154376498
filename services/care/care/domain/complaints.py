"""What somebody complains about, and what was answered (EX-11); and being asked to leave a house (RI-9)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from care.domain.refusals import Code, Refused, must_have_come
from contracts.ids import ProviderId, SupportCaseId


class About(StrEnum):
    EXTENSION_NOT_ASKED = "extension_not_asked"
    ACCOMMODATION = "accommodation"
    MONEY = "money"
    STAFF = "staff"
    DISCRIMINATION = "discrimination"
    OTHER = "other"


class Outcome(StrEnum):
    UPHELD = "upheld"
    PARTLY_UPHELD = "partly_upheld"
    NOT_UPHELD = "not_upheld"
    WITHDRAWN = "withdrawn"


@dataclass(eq=False, kw_only=True)
class Complaint:
    """Its words, and the answer's, are sealed. The prime answers what is about a provider."""

    id: UUID
    support_case_id: SupportCaseId
    provider_id: ProviderId
    about: About
    received_on: date
    recorded_at: datetime
    recorded_by: str
    answered_at: datetime | None = None
    answered_by: str | None = None
    outcome: Outcome | None = None

    def answer(self, outcome: Outcome, *, by: str, at: datetime) -> None:
        if self.answered_at is not None:
            raise Refused(Code.WRONG_STATE)
        if by == self.recorded_by:
            raise Refused(Code.FORBIDDEN)
        self.answered_at, self.answered_by, self.outcome = at, by, outcome


class Alternative(StrEnum):
    """What somebody who is asked to leave is offered instead (RI-9)."""

    ANOTHER_HOUSE = "another_house"
    COUNCIL = "council"
    ASYLUM_ACCOMMODATION = "asylum_accommodation"
    FAMILY_OR_FRIENDS = "family_or_friends"


@dataclass(frozen=True, kw_only=True)
class AskedToLeave:
    """A manager's decision. Without a written warning it says why none was safe."""

    warned_on: date | None
    why_no_warning: str
    alternative: Alternative
    is_prime_told: bool

    def check(self, *, is_manager: bool, today: date) -> None:
        if not is_manager:
            raise Refused(Code.FORBIDDEN)
        if self.warned_on is None and not self.why_no_warning.strip():
            raise Refused(Code.REASON_REQUIRED)
        if self.warned_on is not None:
            must_have_come(self.warned_on, today)
        if not self.is_prime_told:
            raise Refused(Code.PRIME_NOT_TOLD)
