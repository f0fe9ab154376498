"""The first journey to a house, which volunteers of the prime drive (AC-7)."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NewType
from uuid import UUID

from care.domain.people import Actor
from care.domain.placement import EXPECTED, Placement
from care.domain.refusals import Code, Refused
from care.domain.revealing import driver_may_read
from clocks.days import first_instant_of
from contracts.ids import PlacementId, PremisesId, ProviderId, SupportCaseId

TransportId = NewType("TransportId", UUID)


@dataclass(frozen=True, kw_only=True)
class PickUp:
    """The day and, in London, between which times. `driver_id` is the volunteer who drives."""

    driver_id: str
    on: date
    earliest: time
    latest: time
    seats: int

    def check(self, placement: Placement, *, actor: Actor, today: date) -> None:
        """Before the person has come, on a day that is not over."""
        if not actor.is_prime:
            raise Refused(Code.FORBIDDEN)
        if placement.state not in EXPECTED:
            raise Refused(Code.WRONG_STATE)
        if self.on < today or self.latest < self.earliest:
            raise Refused(Code.PICK_UP_OVER)


@dataclass(frozen=True, kw_only=True)
class Briefing:
    """What a driver must know to bring somebody safely, and nothing else (§10): kept sealed, and shown for as
    long as the address is."""

    first_name: str
    meeting: str
    on_the_way: str = ""

    def as_texts(self) -> dict[str, str]:
        return {purpose: getattr(self, name) for purpose, name in BRIEFED.items()}


BRIEFED = {"driver_name": "first_name", "driver_meeting": "meeting", "driver_way": "on_the_way"}


@dataclass(eq=False, kw_only=True)
class Transport:
    """Where it leads is read from the house's sealed address, and only while it must be known."""

    id: TransportId
    placement_id: PlacementId
    support_case_id: SupportCaseId
    referral_id: UUID
    premises_id: PremisesId
    provider_id: ProviderId
    driver_id: str
    pick_up_on: date
    earliest: time
    latest: time
    seats: int
    arranged_at: datetime
    arranged_by: str
    done_at: datetime | None = None
    version: int = 1

    @classmethod
    def arrange(
        cls, transport_id: TransportId, placement: Placement, wanted: PickUp, *, by: str, at: datetime
    ) -> "Transport":
        return cls(
            id=transport_id,
            placement_id=placement.id,
            support_case_id=placement.case_id,
            referral_id=placement.referral_id,
            premises_id=placement.premises_id,
            provider_id=placement.provider_id,
            driver_id=wanted.driver_id,
            pick_up_on=wanted.on,
            earliest=wanted.earliest,
            latest=wanted.latest,
            seats=wanted.seats,
            arranged_at=at,
            arranged_by=by,
        )

    def finish(self, driver_id: str, *, at: datetime) -> None:
        """Marked done by whoever drove, once."""
        self._check_driver(driver_id)
        if self.done_at is not None:
            raise Refused(Code.WRONG_STATE)
        self.done_at = at

    def check_may_read_address(self, driver_id: str, *, at: datetime, hours_after: int) -> None:
        """From the day of the journey until some hours after it is marked done (VI-9)."""
        self._check_driver(driver_id)
        if not self.shows_address(at, hours_after=hours_after):
            raise Refused(Code.FORBIDDEN)

    def shows_address(self, at: datetime, *, hours_after: int) -> bool:
        begins = first_instant_of(self.pick_up_on)
        return driver_may_read(at, starts_at=begins, done_at=self.done_at, hours=hours_after)

    def _check_driver(self, driver_id: str) -> None:
        if driver_id != self.driver_id:
            raise Refused(Code.FORBIDDEN)
