"""Facts kept in a case's history and not announced: nobody outside acts on a draft or on who holds a case."""

from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import AwareDatetime

from contracts.decision import CaseFact
from contracts.events import Internal, Public


class PrivateFact(CaseFact):
    topic: ClassVar[str] = ""


class CaseTaken(PrivateFact):
    """A caseworker has taken the case as theirs to decide."""

    name: ClassVar[str] = "nrm.decision.case_taken.v1"

    taken_by: Annotated[UUID, Internal]


class CasePutBack(PrivateFact):
    """The caseworker no longer holds the case; anybody may take it."""

    name: ClassVar[str] = "nrm.decision.case_put_back.v1"


class DecisionWritten(PrivateFact):
    """Somebody has written a decision. A positive one stands at once, a negative one waits for review."""

    name: ClassVar[str] = "nrm.decision.decision_written.v1"

    decision_id: Annotated[UUID, Internal]
    decision: Annotated[str, Public]
    outcome: Annotated[str, Internal]
    test: Annotated[str, Public]
    written_by: Annotated[UUID, Internal]


class DecisionReviewed(PrivateFact):
    """A second person has agreed with a decision, or returned it to its author."""

    name: ClassVar[str] = "nrm.decision.decision_reviewed.v1"

    decision_id: Annotated[UUID, Internal]
    is_agreed: Annotated[bool, Internal]
    reviewed_by: Annotated[UUID, Internal]


class InformationReceived(PrivateFact):
    """The first responder has answered a request for information."""

    name: ClassVar[str] = "nrm.decision.information_received.v1"

    request_id: Annotated[UUID, Internal]


class AgreementWithdrawn(PrivateFact):
    """The person no longer agrees: to the referral, or only to support. It closes nothing by itself."""

    name: ClassVar[str] = "nrm.decision.agreement_withdrawn.v1"

    consent: Annotated[Literal["referral", "support"], Internal]
    withdrawn_at: Annotated[AwareDatetime, Internal]


class CaseMoved(PrivateFact):
    """The case went from one stage to the next by one step of the transition table."""

    name: ClassVar[str] = "nrm.decision.case_moved.v1"

    step: Annotated[str, Internal]
    was: Annotated[str, Internal]
    now: Annotated[str, Internal]


class OverlayChanged(PrivateFact):
    """Something that is true of the case beside its stage has changed: consent, whereabouts …"""

    name: ClassVar[str] = "nrm.decision.overlay_changed.v1"

    overlay: Annotated[str, Internal]
    was: Annotated[str, Internal]
    now: Annotated[str, Internal]
