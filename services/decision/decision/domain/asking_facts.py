"""Facts about who was asked for information, kept in a case's history and not announced."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from contracts.events import Internal
from decision.domain.facts import PrivateFact


class PartyAsked(PrivateFact):
    """Somebody other than the first responder was asked; what was asked is kept sealed."""

    name: ClassVar[str] = "nrm.decision.party_asked.v1"

    request_id: Annotated[UUID, Internal]
    party: Annotated[str, Internal]
    due_on: Annotated[date, Internal]
    is_negative_likely: Annotated[bool, Internal] = False


class PartyAnswered(PrivateFact):
    name: ClassVar[str] = "nrm.decision.party_answered.v1"

    request_id: Annotated[UUID, Internal]
    party: Annotated[str, Internal]
    received_on: Annotated[date, Internal]


class ContactAttempted(PrivateFact):
    """Somebody was tried, whether or not anything came back."""

    name: ClassVar[str] = "nrm.decision.contact_attempted.v1"

    attempt_id: Annotated[UUID, Internal]
    party: Annotated[str, Internal]
    how: Annotated[str, Internal]
    result: Annotated[str, Internal]
    tried_on: Annotated[date, Internal]


class ReasonNotAsked(PrivateFact):
    """Why somebody on the list was not asked before a negative decision."""

    name: ClassVar[str] = "nrm.decision.reason_not_asked.v1"

    party: Annotated[str, Internal]
    before: Annotated[str, Internal]
    why: Annotated[str, Internal]


class ReminderDue(PrivateFact):
    """An answer is due soon and has not come."""

    name: ClassVar[str] = "nrm.decision.reminder_due.v1"

    request_id: Annotated[UUID, Internal]
    party: Annotated[str, Internal]
    due_on: Annotated[date, Internal]


class WaitingStopped(PrivateFact):
    """A caseworker goes on without the answers that were waited for. A late answer still counts."""

    name: ClassVar[str] = "nrm.decision.waiting_stopped.v1"
