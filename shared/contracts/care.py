"""Facts the care service announces. Never an address: a house is a region and an opaque bedspace id."""

from datetime import date
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import AwareDatetime

from contracts.events import Event, Internal

DeclineSide = Literal["person", "provider"]


class SupportFact(Event):
    topic: ClassVar[str] = "nrm.care"

    referral_id: Annotated[UUID, Internal]
    support_case_id: Annotated[UUID, Internal]


class SupportCaseOpened(SupportFact):
    name: ClassVar[str] = "nrm.care.support_case_opened.v1"

    opened_at: Annotated[AwareDatetime, Internal]
    contact_due_at: Annotated[AwareDatetime, Internal]


class ContactMade(SupportFact):
    """The prime has spoken to the person for the first time, which ends the contact clock."""

    name: ClassVar[str] = "nrm.care.contact_made.v1"

    made_at: Annotated[AwareDatetime, Internal]


class ContactFailed(SupportFact):
    """48 hours have passed without contact. The case stays open."""

    name: ClassVar[str] = "nrm.care.contact_failed.v1"

    due_at: Annotated[AwareDatetime, Internal]


class SupportStarted(SupportFact):
    """Full support: the recovery period follows a positive reasonable grounds decision."""

    name: ClassVar[str] = "nrm.care.support_started.v1"

    started_on: Annotated[date, Internal]


class PlacementFact(SupportFact):
    placement_id: Annotated[UUID, Internal]
    bedspace_id: Annotated[UUID, Internal]
    region: Annotated[str, Internal]


class PlacementOffered(PlacementFact):
    name: ClassVar[str] = "nrm.care.placement_offered.v1"

    arrival_on: Annotated[date, Internal]
    departure_on: Annotated[date, Internal]
    expires_at: Annotated[AwareDatetime, Internal]


class PlacementDeclined(PlacementFact):
    name: ClassVar[str] = "nrm.care.placement_declined.v1"

    side: Annotated[DeclineSide, Internal]
    reason: Annotated[str, Internal]


class PlacementProvisional(PlacementFact):
    """Person and provider have both accepted the offer."""

    name: ClassVar[str] = "nrm.care.placement_provisional.v1"

    arrival_on: Annotated[date, Internal]
    departure_on: Annotated[date, Internal]


class PlacementConfirmed(PlacementFact):
    name: ClassVar[str] = "nrm.care.placement_confirmed.v1"

    arrival_on: Annotated[date, Internal]
    departure_on: Annotated[date, Internal]


class PlacementArrived(PlacementFact):
    name: ClassVar[str] = "nrm.care.placement_arrived.v1"

    arrival_on: Annotated[date, Internal]
    departure_on: Annotated[date, Internal]


class PlacementDeparted(PlacementFact):
    name: ClassVar[str] = "nrm.care.placement_departed.v1"

    departure_on: Annotated[date, Internal]
    reason: Annotated[str, Internal]


class PlacementCancelled(PlacementFact):
    name: ClassVar[str] = "nrm.care.placement_cancelled.v1"

    reason: Annotated[str, Internal]


EVENTS: tuple[type[SupportFact], ...] = (
    SupportCaseOpened,
    ContactMade,
    ContactFailed,
    SupportStarted,
    PlacementOffered,
    PlacementDeclined,
    PlacementProvisional,
    PlacementConfirmed,
    PlacementArrived,
    PlacementDeparted,
    PlacementCancelled,
)
