"""Facts about stays and beds. Never an address: a house is a region and an opaque bedspace id."""

from datetime import date, time
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import AwareDatetime

from contracts.care import SupportFact
from contracts.events import Event, Internal

DeclineSide = Literal["person", "provider"]


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


class PlacementArrivalAmended(PlacementFact):
    """The day of arrival was recorded wrongly, and is now this."""

    name: ClassVar[str] = "nrm.care.placement_arrival_amended.v1"

    arrival_on: Annotated[date, Internal]
    departure_on: Annotated[date, Internal]


class PlacementDepartureAmended(PlacementFact):
    name: ClassVar[str] = "nrm.care.placement_departure_amended.v1"

    departure_on: Annotated[date, Internal]
    reason: Annotated[str, Internal]


class PlacementExtended(PlacementFact):
    """Made longer, or shorter, than was agreed."""

    name: ClassVar[str] = "nrm.care.placement_extended.v1"

    previous_departure_on: Annotated[date, Internal]
    departure_on: Annotated[date, Internal]


class PlacementOverstayed(PlacementFact):
    name: ClassVar[str] = "nrm.care.placement_overstayed.v1"

    previous_departure_on: Annotated[date, Internal]
    departure_on: Annotated[date, Internal]
    is_authorised: Annotated[bool, Internal]


class PlacementNoShow(PlacementFact):
    """The person did not come, and somebody finds out whether they are safe."""

    name: ClassVar[str] = "nrm.care.placement_no_show.v1"

    arrival_on: Annotated[date, Internal]


class PlacementDisplaced(PlacementFact):
    """An emergency took the bed out of use: the person needs another."""

    name: ClassVar[str] = "nrm.care.placement_displaced.v1"

    arrival_on: Annotated[date, Internal]
    departure_on: Annotated[date, Internal]


class NextAtRisk(PlacementFact):
    """Somebody still in the bed may keep the person of this placement from coming."""

    name: ClassVar[str] = "nrm.care.placement_next_at_risk.v1"

    arrival_on: Annotated[date, Internal]
    blocked_by: Annotated[UUID, Internal]


class BedFact(Event):
    """About a bed, whoever is in it. A bed's facts keep their order."""

    topic: ClassVar[str] = "nrm.care"

    bedspace_id: Annotated[UUID, Internal]
    region: Annotated[str, Internal]

    @property
    def key(self) -> str:
        return str(self.bedspace_id)


class BedVoidStarted(BedFact):
    """From when on, and until when, a bed cannot be used."""

    name: ClassVar[str] = "nrm.care.bed_void_started.v1"

    void_id: Annotated[UUID, Internal]
    starts_on: Annotated[date, Internal]
    ends_on: Annotated[date, Internal]
    reason: Annotated[str, Internal]
    is_emergency: Annotated[bool, Internal]


class BedVoidChanged(BedFact):
    name: ClassVar[str] = "nrm.care.bed_void_changed.v1"

    void_id: Annotated[UUID, Internal]
    starts_on: Annotated[date, Internal]
    ends_on: Annotated[date, Internal]
    reason: Annotated[str, Internal]


class BedVoidCancelled(BedFact):
    name: ClassVar[str] = "nrm.care.bed_void_cancelled.v1"

    void_id: Annotated[UUID, Internal]


class BedClosed(BedFact):
    name: ClassVar[str] = "nrm.care.bed_closed.v1"

    last_on: Annotated[date, Internal]


class BedAdmissionHoursSet(BedFact):
    """Between which hours, in London, the bed can receive people; without them at any hour."""

    name: ClassVar[str] = "nrm.care.bed_admission_hours_set.v1"

    admits_from: Annotated[time | None, Internal]
    admits_until: Annotated[time | None, Internal]


class BedReopened(BedFact):
    name: ClassVar[str] = "nrm.care.bed_reopened.v1"

    first_on: Annotated[date, Internal]


EVENTS: tuple[type[PlacementFact | BedFact], ...] = (
    PlacementOffered,
    PlacementDeclined,
    PlacementProvisional,
    PlacementConfirmed,
    PlacementArrived,
    PlacementDeparted,
    PlacementCancelled,
    PlacementArrivalAmended,
    PlacementDepartureAmended,
    PlacementExtended,
    PlacementOverstayed,
    PlacementNoShow,
    PlacementDisplaced,
    NextAtRisk,
    BedVoidStarted,
    BedVoidChanged,
    BedVoidCancelled,
    BedClosed,
    BedReopened,
    BedAdmissionHoursSet,
)
