"""A placement: one person, one bed, from the offer to the day they leave."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import TypedDict
from uuid import UUID

from care.domain.beds import VoidId, Window
from care.domain.changes import Days
from care.domain.household import DependantId, HouseholdId
from care.domain.offer import Offer
from care.domain.people import Gender, PersonId
from care.domain.refusals import Code, Refused
from contracts import care_places as said
from contracts.care_places import DeclineSide
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
    NOT_COME = "not_come"
    GO_AWAY = "go_away"
    COME_BACK = "come_back"


class Absence(StrEnum):
    """Why somebody is away from their bed, which is kept for them."""

    MISSING = "missing"
    HOSPITAL = "hospital"
    CUSTODY = "custody"
    DETENTION = "detention"


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
    (P.PROVISIONAL, Act.NOT_COME): P.NO_SHOW,
    (P.CONFIRMED, Act.NOT_COME): P.NO_SHOW,
    (P.IN_RESIDENCE, Act.GO_AWAY): P.ABSENT,
    (P.ABSENT, Act.COME_BACK): P.IN_RESIDENCE,
    # Doing it a second time amends what was recorded (PL-15, PL-16, PL-19).
    (P.IN_RESIDENCE, Act.ARRIVE): P.IN_RESIDENCE,
    (P.ABSENT, Act.ARRIVE): P.ABSENT,
    (P.DEPARTED, Act.ARRIVE): P.DEPARTED,
    (P.DEPARTED, Act.DEPART): P.DEPARTED,
    (P.CANCELLED, Act.CANCEL): P.CANCELLED,
}

NOT_LIVE = frozenset({P.DECLINED, P.EXPIRED, P.CANCELLED, P.NO_SHOW})
LIVE = frozenset(P) - NOT_LIVE  # a departed one holds the bed until its turnaround ends
STAYING = frozenset({P.IN_RESIDENCE, P.ABSENT})
EXPECTED = frozenset({P.PROVISIONAL, P.CONFIRMED})
CHANGEABLE = EXPECTED | STAYING
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
    referral_id: UUID  # of a stay before any referral: that stay
    support_case_id: SupportCaseId | None
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
    household_id: HouseholdId | None = None
    dependant_id: DependantId | None = None  # whose bed it is when not the person's own
    required_features: list[str] = field(default_factory=list)
    displaced_by: VoidId | None = None
    absence: Absence | None = None
    absent_since: datetime | None = None
    arrival_hour: time | None = None
    safety_stay_id: UUID | None = None  # a place of safety, before any referral
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
        return [said.PlacementOffered(**self._ids(), **self._dates(), expires_at=offer.expires_at)]

    def both_accept(self) -> list[Event]:
        self._take(Act.BOTH_ACCEPT)
        return [said.PlacementProvisional(**self._ids(), **self._dates())]

    def decline(self, side: DeclineSide, reason: str) -> list[Event]:
        self._take(Act.DECLINE)
        self.reason = reason
        return [said.PlacementDeclined(**self._ids(), side=side, reason=reason)]

    def expire(self, unanswered: DeclineSide) -> list[Event]:
        """Recorded against whoever did not answer (PL-22)."""
        self._take(Act.EXPIRE)
        self.reason = "no_answer"
        return [said.PlacementDeclined(**self._ids(), side=unanswered, reason="no_answer")]

    def confirm(self) -> list[Event]:
        self._take(Act.CONFIRM)
        return [said.PlacementConfirmed(**self._ids(), **self._dates())]

    def cancel(self, reason: str) -> list[Event]:
        self._take(Act.CANCEL)
        self.reason = reason
        return [said.PlacementCancelled(**self._ids(), reason=reason)]

    def arrive(self, dates: StayDates) -> list[Event]:
        is_amendment = self.state in HAS_ARRIVED
        self._take(Act.ARRIVE)
        self._move_to(dates)
        kind = said.PlacementArrivalAmended if is_amendment else said.PlacementArrived
        return [kind(**self._ids(), **self._dates())]

    def depart(self, dates: StayDates, *, reason: str, destination: str) -> list[Event]:
        """Ends the stay on that day; turnaround runs from it, so leaving early frees the bed early."""
        kind = (
            said.PlacementDepartureAmended
            if self.state is PlacementState.DEPARTED
            else said.PlacementDeparted
        )
        self._take(Act.DEPART)
        self._move_to(dates)
        self.reason = reason
        self.destination = destination
        return [kind(**self._ids(), departure_on=dates.departure_on, reason=reason)]

    def miss_arrival(self) -> list[Event]:
        """The bed is free at once, without turnaround (PL-20)."""
        self._take(Act.NOT_COME)
        return [said.PlacementNoShow(**self._ids(), arrival_on=self.arrival_on)]

    def go_away(self, absence: Absence, *, since: datetime) -> None:
        """The bed is kept; whoever says that the person is missing, in custody and so on announces it."""
        self._take(Act.GO_AWAY)
        self.absence, self.absent_since = absence, since

    def come_back(self) -> None:
        self._take(Act.COME_BACK)

    def extend(self, dates: StayDates) -> list[Event]:
        """Longer or shorter (PL-17)."""
        previous = self.departure_on
        self._move_to(dates)
        return [
            said.PlacementExtended(
                **self._ids(), previous_departure_on=previous, departure_on=self.departure_on
            )
        ]

    def overstay(self, dates: StayDates, *, is_authorised: bool) -> list[Event]:
        previous = self.departure_on
        self._move_to(dates)
        return [
            said.PlacementOverstayed(
                **self._ids(),
                previous_departure_on=previous,
                departure_on=self.departure_on,
                is_authorised=is_authorised,
            )
        ]

    def prepare_for(self, turnaround_days: int, dates: StayDates) -> None:
        self.turnaround_days = turnaround_days
        self._move_to(dates)

    def be_displaced(self, void_id: VoidId) -> list[Event]:
        """By an emergency: another bed is needed (VO-5)."""
        self.displaced_by = void_id
        return [said.PlacementDisplaced(**self._ids(), **self._dates())]

    def at_risk_from(self, overstaying: "Placement") -> list[Event]:
        """Somebody is still in this bed (PL-18)."""
        ids = self._ids()
        return [said.NextAtRisk(**ids, arrival_on=self.arrival_on, blocked_by=overstaying.id)]

    def days(self) -> Days:
        return Days(self.arrival_on, self.departure_on, self.turnaround_days)

    @property
    def case_id(self) -> SupportCaseId:
        """Refuses for a stay before any referral: what is done in support cannot be done with it."""
        if self.support_case_id is None:
            raise Refused(Code.WRONG_STATE)
        return self.support_case_id

    def check_changeable(self) -> None:
        if self.state not in CHANGEABLE:
            raise Refused(Code.WRONG_STATE)

    def check_may(self, act: Act) -> None:
        """Raises what stands against the act in the placement's own state."""
        if (self.state, act) not in TRANSITIONS:
            raise Refused(self._why_not(act))

    def _take(self, act: Act) -> None:
        self.check_may(act)
        self.state = TRANSITIONS[self.state, act]
        if self.state is not PlacementState.ABSENT:
            self.absence = self.absent_since = None

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
            "support_case_id": self.case_id,
            "placement_id": self.id,
            "bedspace_id": self.bedspace_id,
            "region": self.region,
        }

    def _dates(self) -> _Dates:
        return {"arrival_on": self.arrival_on, "departure_on": self.departure_on}
