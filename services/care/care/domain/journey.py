"""Planning with somebody and keeping in touch: goals, reviews, contacts, and needs asked for once."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from care.domain.needs import Need
from care.domain.people import Actor
from care.domain.refusals import Code, Refused
from contracts.ids import ProviderId, SupportCaseId


class GoalState(StrEnum):
    OPEN = "open"
    REACHED = "reached"
    DROPPED = "dropped"


@dataclass(eq=False, kw_only=True)
class Goal:
    """What the person wants and the next action towards it are sealed; whose action it is and when is not."""

    id: UUID
    support_case_id: SupportCaseId
    need: Need
    is_persons_own: bool
    due_on: date
    added_at: datetime
    state: GoalState = GoalState.OPEN
    ended_at: datetime | None = None
    version: int = field(default=1)

    def end(self, state: GoalState, *, at: datetime) -> None:
        if self.state is not GoalState.OPEN or state is GoalState.OPEN:
            raise Refused(Code.WRONG_STATE)
        self.state, self.ended_at = state, at


@dataclass(eq=False, kw_only=True)
class PlanReview:
    """Agreeing the first plan is its first review (LC-7)."""

    id: UUID
    support_case_id: SupportCaseId
    held_on: date
    is_agreed: bool
    by: str
    at: datetime


class ContactKind(StrEnum):
    VISIT = "visit"
    TELEPHONE = "telephone"
    VIDEO = "video"
    MESSAGE = "message"
    LETTER = "letter"
    TRIED = "tried"  # neither a letter nor an attempt that did not reach them keeps the rhythm


REACHED = frozenset(ContactKind) - {ContactKind.LETTER, ContactKind.TRIED}


def check_letter(*, is_address_safe: bool) -> None:
    """A letter never goes to a place of exploitation (VI-8)."""
    if not is_address_safe:
        raise Refused(Code.UNSAFE_ADDRESS)


@dataclass(eq=False, kw_only=True)
class Contact:
    """What was said is sealed."""

    id: UUID
    support_case_id: SupportCaseId
    kind: ContactKind
    happened_at: datetime
    by: str


@dataclass(eq=False, kw_only=True)
class NeedsAnswer:
    """One field of the summary of needs. Asking again for what is held already is counted (target zero)."""

    support_case_id: SupportCaseId
    need: Need
    is_shared: bool
    asked_at: datetime
    asked_by: str
    asked_at_provider: ProviderId
    times_asked: int = 1
    version: int = field(default=1)

    def ask_again(self, *, is_shared: bool, by: Actor, at: datetime) -> None:
        self.times_asked += 1
        self.is_shared, self.asked_at = is_shared, at
        self.asked_by, self.asked_at_provider = by.user, by.provider_id

    def may_be_read_by(self, provider_id: ProviderId) -> bool:
        """Whoever was told; anybody else who supports the person only with their consent."""
        return self.is_shared or self.asked_at_provider == provider_id

    @property
    def times_asked_again(self) -> int:
        return self.times_asked - 1
