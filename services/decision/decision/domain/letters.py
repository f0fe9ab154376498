"""A decision sent to one recipient: how and when it went, and what shows that it was received."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from contracts.ids import CaseId, UserId
from decision.domain.decisions import Decision
from decision.domain.notices import Gets, Recipient

FOR_THE_PERSON = frozenset({Gets.LETTER, Gets.LETTER_WITH_REASONS})


class How(StrEnum):
    POST = "post"
    SIGNED_FOR_POST = "signed_for_post"
    EMAIL = "email"
    BY_HAND = "by_hand"


class Proof(StrEnum):
    """What shows that a letter was received."""

    SIGNATURE = "signature"
    WRITTEN_REPLY = "written_reply"
    SAID_SO = "said_so"
    HANDED_OVER = "handed_over"


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """`on` is the London day it was received, as the proof shows."""

    on: date
    proof: Proof
    by: UserId
    at: datetime


@dataclass(eq=False, kw_only=True)
class Letter:
    """The coded facts of one sending. To whom and where is personal, and kept sealed beside it.

    `is_child` and `not_before` are the case's as it was sent, so that the database can hold to them.
    `after_death` says that somebody decided to send it although the person has died.
    """

    id: UUID
    case_id: CaseId
    decision_id: UUID
    recipient: Recipient
    gets: Gets
    is_child: bool
    not_before: date | None
    how: How
    sent_on: date
    sent_by: UserId
    recorded_at: datetime
    address_checked_by: UserId
    after_death: bool = False
    received_on: date | None = None
    proof: Proof | None = None
    receipt_by: UserId | None = None
    receipt_at: datetime | None = None

    @property
    def is_for_the_person(self) -> bool:
        """Sent to the person, or to whoever receives their letters for them."""
        return self.gets in FOR_THE_PERSON

    def receive(self, receipt: Receipt) -> None:
        self.received_on, self.proof = receipt.on, receipt.proof
        self.receipt_by, self.receipt_at = receipt.by, receipt.at


def letters_of(letters: Iterable[Letter], decision: Decision) -> list[Letter]:
    """Those that tell of the decision as it stands: once it is kept, the letters from before do not."""
    since = decision.kept_on or date.min
    return [each for each in letters if each.decision_id == decision.id and each.sent_on >= since]


def received_by_the_person(letters: Iterable[Letter], decision: Decision) -> date | None:
    """The first day on which the person, or whoever receives their letters for them, had the decision."""
    own = [each for each in letters_of(letters, decision) if each.is_for_the_person]
    return min((each.received_on for each in own if each.received_on), default=None)
