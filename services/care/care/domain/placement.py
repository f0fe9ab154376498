"""A placement: one person, one bed, from the offer to the day they leave."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypedDict
from uuid import UUID

from care.domain.beds import Window
from care.domain.offer import Offer
from care.domain.people import Gender, PersonId
from care.domain.refusals import Code, Refused
from contracts.care import (
    DeclineSide,
    PlacementArrived,
    PlacementCancelled,
    PlacementConfirmed,
    PlacementDeclined,
    PlacementDeparted,
    PlacementOffered,
    PlacementProvisional,
)
from contracts.events import Event
from contracts.ids import BedspaceId, OfferId, PlacementId, PremisesId, ProviderId, SupportCaseId


class PlacementState(StrEnum):
    OFFERED = "offered"
    DECLINED = "declined"
    EXPIRED = "expired"
    PROVISIONAL = "provisional"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    IN_RESIDENCE = "in_residence"
    ABSENT = "absent"
    DEPARTED = "departed"


class Act(StrEnum):
    DECLINE = "decline"
    EXPIRE = "expire"
    BOTH_ACCEPT = "both_accept"
    CONFIRM = "confirm"
    CANCEL = "cancel"
    ARRIVE = "arrive"
    DEPART = "depart"


P = PlacementState
TRANSITIONS: Mapping[tuple[PlacementState, Act], PlacementState] = {
    (P.OFFERED, Act.DECLINE): P.DECLINED,
    (P.OFFERED, Act.EXPIRE): P.EXPIRED,
    (P.OFFERED, Act.BOTH_ACCEPT): P.PROVISIONAL,
    (P.PROVISIONAL, Act.CONFIRM): P.CONFIRMED,
    (P.PROVISIONAL, Act.CANCEL): P.CANCELLED,
    (P.CONFIRMED, Act.CANCEL): P.CANCELLED,
    (P.PROVISIONAL, Act.ARRIVE): P.IN_RESIDENCE,
    (P.CONFIRMED, Act.ARRIVE): P.IN_RESIDENCE,
    (P.IN_RESIDENCE, Act.DEPART): P.DEPARTED,
    (P.ABSENT, Act.DEPART): P.DEPARTED,
}

NOT_LIVE = frozenset({P.DECLINED, P.EXPIRED, P.CANCELLED, P.NO_SHOW})
LIVE = frozenset(P) - NOT_LIVE  # a departed one holds the bed until its turnaround ends
STAYING = frozenset({P.IN_RESIDENCE, P.ABSENT})
HAS_ARRIVED = frozenset({P.IN_RESIDENCE, P.ABSENT, P.DEPARTED})


class _Ids(TypedDict):
    referral_id: UUID
    support_case_id: UUID
    placement_id: UUID
    bedspace_id: UUID
    region: str


class _Dates(TypedDict):
    arrival_on: date
    departure_on: date


@dataclass(frozen=True, kw_only=True)
class StayDates:
    """From arrival to departure, and the last day the bed is then kept for turnaround."""

    arrival_on: date
    departure_on: date
    occupied_until: date


@dataclass(eq=False, kw_only=True)
class Placement:
    id: PlacementId
    offer_id: OfferId | None
    referral_id: UUID
    support_case_id: SupportCaseId
    person_id: PersonId
    bedspace_id: BedspaceId
    premises_id: PremisesId
    provider_id: ProviderId
    region: str
    arrival_on: date
    departure_on: date
    turnaround_days: int
    occupied_until: date
    state: PlacementState = PlacementState.OFFERED
    gender: Gender | None = None
    reason: str | None = None
    destination: str | None = None
    version: int = 1

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def stay(self) -> Window:
        return Window(self.arrival_on, self.departure_on)

    @property
    def window(self) -> Window:
        """Days on which nobody else can have the bed."""
        return Window(self.arrival_on, self.occupied_until)

    def offered(self, offer: Offer) -> list[Event]:
        return [PlacementOffered(**self._ids(), **self._dates(), expires_at=offer.expires_at)]

    def both_accept(self) -> list[Event]:
        self._take(Act.BOTH_ACCEPT)
        return [PlacementProvisional(**self._ids(), **self._dates())]

    def decline(self, side: DeclineSide, reason: str) -> list[Event]:
        self._take(Act.DECLINE)
        self.reason = reason
        return [PlacementDeclined(**self._ids(), side=side, reason=reason)]

    def expire(self, unanswered: DeclineSide) -> list[Event]:
        """Recorded against whoever did not answer (PL-22)."""
        self._take(Act.EXPIRE)
        self.reason = "no_answer"
        return [PlacementDeclined(**self._ids(), side=unanswered, reason="no_answer")]

    def confirm(self) -> list[Event]:
        self._take(Act.CONFIRM)
        return [PlacementConfirmed(**self._ids(), **self._dates())]

    def cancel(self, reason: str) -> list[Event]:
        self._take(Act.CANCEL)
        self.reason = reason
        return [PlacementCancelled(**self._ids(), reason=reason)]

    def arrive(self, dates: StayDates) -> list[Event]:
        self._take(Act.ARRIVE)
        self._move_to(dates)
        return [PlacementArrived(**self._ids(), **self._dates())]

    def depart(self, dates: StayDates, *, reason: str, destination: str) -> list[Event]:
        """Ends the stay on that day; turnaround runs from it, so leaving early frees the bed early."""
        self._take(Act.DEPART)
        self._move_to(dates)
        self.reason = reason
        self.destination = destination
        return [PlacementDeparted(**self._ids(), departure_on=dates.departure_on, reason=reason)]

    def check_may(self, act: Act) -> None:
        """Raises what stands against the act in the placement's own state."""
        if (self.state, act) not in TRANSITIONS:
            raise Refused(self._why_not(act))

    def _take(self, act: Act) -> None:
        self.check_may(act)
        self.state = TRANSITIONS[self.state, act]

    def _why_not(self, act: Act) -> Code:
        if act is Act.CONFIRM and self.state is PlacementState.CONFIRMED:
            return Code.ALREADY_CONFIRMED
        if act is Act.CANCEL and self.state in HAS_ARRIVED:
            return Code.ALREADY_ARRIVED
        return Code.WRONG_STATE

    def _move_to(self, dates: StayDates) -> None:
        self.arrival_on = dates.arrival_on
        self.departure_on = dates.departure_on
        self.occupied_until = dates.occupied_until

    def _ids(self) -> _Ids:
        return {
            "referral_id": self.referral_id,
            "support_case_id": self.support_case_id,
            "placement_id": self.id,
            "bedspace_id": self.bedspace_id,
            "region": self.region,
        }

    def _dates(self) -> _Dates:
        return {"arrival_on": self.arrival_on, "departure_on": self.departure_on}
