"""Holding beds: for one person, or for a household, where every bed is booked or none."""

from dataclasses import dataclass
from datetime import date, datetime, time

from care.commands.announcing import announce
from care.commands.support_clocks import end_allocation
from care.domain.admission import hours_of_arrival
from care.domain.booking import BOOKING, Attempt, attempt_on, refusal
from care.domain.household import DependantId, HouseholdId
from care.domain.people import Actor
from care.domain.placement import Placement
from care.domain.rulebook import CareRules
from care.domain.support import SupportCase
from care.storage import UnitOfWork
from contracts.events import Event
from contracts.ids import BedspaceId, OfferId, PlacementId, SupportCaseId


@dataclass(frozen=True, kw_only=True)
class Hold:
    """A bed for some days, for the person or for one of their dependants."""

    placement_id: PlacementId
    bedspace_id: BedspaceId
    arrival_on: date
    departure_on: date
    offer_id: OfferId | None = None
    household_id: HouseholdId | None = None
    dependant_id: DependantId | None = None
    arrival_hour: time | None = None


@dataclass(frozen=True, kw_only=True)
class Booking:
    """Booked directly, as in an emergency: nobody is asked to accept an offer first."""

    placement_id: PlacementId
    support_case_id: SupportCaseId
    bedspace_id: BedspaceId
    arrival_on: date
    departure_on: date
    arrival_hour: time | None = None


@dataclass(frozen=True, kw_only=True)
class Member:
    """One of a household and their bed; without a dependant it is the person themselves."""

    placement_id: PlacementId
    bedspace_id: BedspaceId
    dependant_id: DependantId | None = None


@dataclass(frozen=True, kw_only=True)
class HouseholdBooking:
    household_id: HouseholdId
    support_case_id: SupportCaseId
    arrival_on: date
    departure_on: date
    members: tuple[Member, ...]

    def holds(self, offer_id: OfferId | None = None) -> list[Hold]:
        return [
            Hold(
                **vars(member),
                arrival_on=self.arrival_on,
                departure_on=self.departure_on,
                offer_id=offer_id,
                household_id=self.household_id,
            )
            for member in self.members
        ]


async def book(
    uow: UnitOfWork, booking: Booking, *, actor: Actor, rules: CareRules, at: datetime
) -> Placement:
    """Provisional until the provider confirms."""
    case = await uow.cases.locked(booking.support_case_id)
    wanted = Hold(
        placement_id=booking.placement_id,
        bedspace_id=booking.bedspace_id,
        arrival_on=booking.arrival_on,
        departure_on=booking.departure_on,
        arrival_hour=booking.arrival_hour,
    )
    return await _book(uow, case, wanted, actor=actor, rules=rules, at=at)


async def book_household(
    uow: UnitOfWork, booking: HouseholdBooking, *, actor: Actor, rules: CareRules, at: datetime
) -> list[Placement]:
    """Raises what stands against any of the beds, and then none is booked (PL-11)."""
    case = await uow.cases.locked(booking.support_case_id)
    await uow.houses.lock_all(member.bedspace_id for member in booking.members)
    return [await _book(uow, case, wanted, actor=actor, rules=rules, at=at) for wanted in booking.holds()]


async def _book(
    uow: UnitOfWork, case: SupportCase, wanted: Hold, *, actor: Actor, rules: CareRules, at: datetime
) -> Placement:
    placement = await hold(uow, case, wanted, actor=actor, rules=rules, at=at)
    await uow.placements.add(placement)
    case.offer_to(placement.provider_id)
    case.claim_for(placement.provider_id)
    await end_allocation(uow, case, at=at)
    events: list[Event] = placement.both_accept()
    await announce(uow, "placement_booked", placement, events, actor=actor, at=at)
    return placement


async def hold(
    uow: UnitOfWork, case: SupportCase, wanted: Hold, *, actor: Actor, rules: CareRules, at: datetime
) -> Placement:
    """Raises the first rule that refuses. What is returned is not kept yet."""
    attempt = await _attempt(uow, case, wanted, actor=actor, rules=rules, at=at)
    if refused := refusal(attempt, BOOKING):
        raise refused
    return _placement(case, wanted, attempt)


async def _attempt(
    uow: UnitOfWork, case: SupportCase, wanted: Hold, *, actor: Actor, rules: CareRules, at: datetime
) -> Attempt:
    house, bedspace = await uow.houses.locked_around(wanted.bedspace_id, since=wanted.arrival_on)
    guest = await uow.guests.one_of(case, wanted.household_id, wanted.dependant_id, on=wanted.arrival_on)
    return attempt_on(
        house,
        bedspace,
        rules.working_days,
        actor=actor,
        guest=guest,
        arrival_on=wanted.arrival_on,
        departure_on=wanted.departure_on,
        persons_placements=await uow.placements.of_person(guest.person_id),
        arriving=hours_of_arrival(wanted.arrival_on, wanted.arrival_hour, at=at),
    )


def _placement(case: SupportCase, wanted: Hold, attempt: Attempt) -> Placement:
    home = attempt.house.premises
    return Placement(
        id=wanted.placement_id,
        offer_id=wanted.offer_id,
        referral_id=case.referral_id,
        support_case_id=case.id,
        person_id=attempt.guest.person_id,
        bedspace_id=attempt.bedspace.id,
        premises_id=home.id,
        provider_id=home.provider_id,
        region=home.region,
        arrival_on=wanted.arrival_on,
        departure_on=wanted.departure_on,
        arrival_hour=wanted.arrival_hour,
        turnaround_days=home.turnaround_days,
        occupied_until=attempt.occupied_until,
        gender=attempt.guest.gender,
        household_id=wanted.household_id,
        dependant_id=wanted.dependant_id,
        required_features=list(case.required_features) if wanted.dependant_id is None else [],
    )
