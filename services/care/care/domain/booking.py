"""May this person have this bed on these days? Rules PL-1 to PL-10 and PL-13, in the order of PL-11."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NotRequired, TypedDict, TypeVar, Unpack

from care.domain.admission import ANY_HOUR, Hours, receives
from care.domain.beds import Bedspace, Premises, Void, Window, active, occupied_until
from care.domain.household import Dependant, HouseholdId
from care.domain.people import Actor, Gender, PersonId, Preference
from care.domain.placement import Placement
from care.domain.refusals import Code, Refused
from care.domain.sharing import fits_policy, fits_residents, stays_clash
from care.domain.support import SupportCase
from clocks.bank_holidays import BankHolidays


@dataclass(frozen=True, kw_only=True)
class Guest:
    """The person as the booking rules see them."""

    person_id: PersonId
    is_adult: bool
    has_consented: bool
    may_be_placed: bool
    avoid_areas: frozenset[str] = frozenset()
    preference: Preference = Preference.ANY
    gender: Gender | None = None
    support_end_on: date | None = None
    kept_apart_from: frozenset[PersonId] = frozenset()
    household_id: HouseholdId | None = None

    @classmethod
    def of(
        cls,
        case: SupportCase,
        *,
        kept_apart_from: frozenset[PersonId] = frozenset(),
        household_id: HouseholdId | None = None,
    ) -> "Guest":
        return cls(
            person_id=case.person_id,
            is_adult=case.is_adult,
            has_consented=case.has_consented,
            may_be_placed=case.may_be_placed,
            avoid_areas=frozenset(case.avoid_areas),
            preference=case.preference,
            gender=case.gender,
            support_end_on=case.support_end_on,
            kept_apart_from=kept_apart_from,
            household_id=household_id,
        )

    def bringing(self, dependant: Dependant, kept_apart_from: frozenset[PersonId], *, on: date) -> "Guest":
        """A dependant is placed on the person's right to support, and where it is safe for both."""
        return replace(
            self,
            person_id=dependant.person_id,
            preference=Preference.ANY,
            gender=dependant.gender_in_a_house(on),
            kept_apart_from=self.kept_apart_from | kept_apart_from,
        )


@dataclass(frozen=True, kw_only=True)
class House:
    """A bed's house as it stands: every live placement in it and every void."""

    premises: Premises
    bedspaces: Sequence[Bedspace] = ()
    placements: Sequence[Placement] = ()
    voids: Sequence[Void] = ()
    known_through: frozenset[PersonId] = frozenset()  # whose pursuers have found this house

    def on(self, bedspace: Bedspace) -> list[Placement]:
        return [placement for placement in self.placements if placement.bedspace_id == bedspace.id]

    def without(self, placement: Placement) -> "House":
        return replace(self, placements=[other for other in self.placements if other.id != placement.id])

    def with_voids(self, voids: Sequence[Void]) -> "House":
        return replace(self, voids=voids)

    def voids_on(self, bedspace: Bedspace) -> list[Void]:
        return [void for void in active(self.voids) if void.bedspace_id == bedspace.id]


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A bed for some days. The house's placements leave out the one whose days are being changed."""

    actor: Actor
    house: House
    bedspace: Bedspace
    arrival_on: date
    departure_on: date
    occupied_until: date
    kept_apart_from: frozenset[PersonId] = frozenset()

    @property
    def stay(self) -> Window:
        return Window(self.arrival_on, self.departure_on)

    @property
    def window(self) -> Window:
        return Window(self.arrival_on, self.occupied_until)


@dataclass(frozen=True, kw_only=True)
class Attempt(Slot):
    """A slot for a person: everything one booking is judged by."""

    guest: Guest
    persons_placements: Sequence[Placement] = ()
    arriving: Hours = ANY_HOUR


class _Wanted(TypedDict):
    actor: Actor
    guest: Guest
    arrival_on: date
    departure_on: date
    persons_placements: Sequence[Placement]
    arriving: NotRequired[Hours]


def attempt_on(
    house: House, bedspace: Bedspace, calendar: BankHolidays, **wanted: Unpack[_Wanted]
) -> Attempt:
    """A new stay on this bed, with the turnaround its house asks for."""
    kept_until = occupied_until(wanted["departure_on"], house.premises.turnaround_days, calendar)
    return Attempt(
        house=house,
        bedspace=bedspace,
        occupied_until=kept_until,
        kept_apart_from=wanted["guest"].kept_apart_from,
        **wanted,
    )


SlotT = TypeVar("SlotT", bound=Slot)
SlotCheck = Callable[[Slot], Refused | None]
Check = Callable[[Attempt], Refused | None]


def departure_not_before_arrival(slot: Slot) -> Refused | None:
    """PL-1"""
    return Refused(Code.DEPARTURE_BEFORE_ARRIVAL) if slot.departure_on < slot.arrival_on else None


def own_premises(slot: Slot) -> Refused | None:
    """PL-13"""
    may = slot.actor.may_act_on(slot.house.premises.provider_id)
    return None if may else Refused(Code.FORBIDDEN)


def bed_has_opened(slot: Slot) -> Refused | None:
    """PL-2"""
    early = slot.arrival_on < slot.bedspace.in_service_from
    return Refused(Code.BEFORE_BED_START) if early else None


def bed_stays_open(slot: Slot) -> Refused | None:
    """PL-3: the turnaround may run past the last day, the stay may not."""
    last = slot.bedspace.in_service_to
    return Refused(Code.BED_CLOSED) if last is not None and slot.departure_on > last else None


def person_may_be_placed(attempt: Attempt) -> Refused | None:
    """PL-7, in this order."""
    guest = attempt.guest
    if not guest.is_adult:
        return Refused(Code.NOT_ADULT)
    if not guest.has_consented:
        return Refused(Code.NO_CONSENT)
    return None if guest.may_be_placed else Refused(Code.NOT_ELIGIBLE)


def area_is_safe(attempt: Attempt) -> Refused | None:
    """PL-8"""
    at_risk = attempt.house.premises.area in attempt.guest.avoid_areas
    return Refused(Code.AREA_RISK) if at_risk else None


def pursuers_do_not_know_it(attempt: Attempt) -> Refused | None:
    """VI-4: nor do those of somebody with whom one must not be, as they may be the same."""
    concerned = {attempt.guest.person_id, *attempt.guest.kept_apart_from}
    return None if attempt.house.known_through.isdisjoint(concerned) else Refused(Code.AREA_RISK)


def meets_nobody_in_danger(slot: Slot) -> Refused | None:
    """VI-4, said as any risk of the place, without naming what is in the way: that would show them."""
    for placement in slot.house.placements:
        is_danger = placement.person_id in slot.kept_apart_from and placement.is_live
        if is_danger and placement.stay.overlaps(slot.stay):
            return Refused(Code.AREA_RISK)
    return None


def house_fits(attempt: Attempt) -> Refused | None:
    """PL-9"""
    guest, policy = attempt.guest, attempt.house.premises.gender_policy
    fits = fits_policy(policy, guest.preference, guest.gender)
    shares = fits and fits_residents(guest.preference, _strangers(attempt), attempt.stay)
    return None if shares else Refused(Code.GENDER_MISMATCH)


def within_support(attempt: Attempt) -> Refused | None:
    """PL-10"""
    ends = attempt.guest.support_end_on
    return Refused(Code.BEYOND_SUPPORT_END) if ends is not None and attempt.departure_on > ends else None


def person_is_free(attempt: Attempt) -> Refused | None:
    """PL-6: a transfer may arrive on the day of leaving; the old bed's turnaround does not count."""
    for placement in attempt.persons_placements:
        if placement.is_live and stays_clash(attempt.stay, placement.stay):
            return Refused(Code.PERSON_ALREADY_PLACED, placement.id)
    return None


def bed_is_free(slot: Slot) -> Refused | None:
    """PL-4"""
    for placement in slot.house.on(slot.bedspace):
        if placement.is_live and placement.window.overlaps(slot.window):
            return Refused(Code.BED_CONFLICT, placement.id)
    return None


def bed_is_usable(slot: Slot) -> Refused | None:
    """PL-5"""
    for void in slot.house.voids_on(slot.bedspace):
        if void.window.overlaps(slot.window):
            return Refused(Code.VOID_CONFLICT, void.id)
    return None


def bed_is_usable_but_for_emergencies(slot: Slot) -> Refused | None:
    planned = [void for void in slot.house.voids if not void.is_emergency]
    return bed_is_usable(replace(slot, house=replace(slot.house, voids=planned)))


def somebody_is_there_to_receive(attempt: Attempt) -> Refused | None:
    """AC-9, judged last: another hour may be agreed."""
    is_received = receives(attempt.house.premises, attempt.bedspace, attempt.arriving)
    return None if is_received else Refused(Code.OUTSIDE_ADMISSION_HOURS)


BOOKING: tuple[Check, ...] = (
    departure_not_before_arrival,
    own_premises,
    bed_has_opened,
    bed_stays_open,
    person_may_be_placed,
    area_is_safe,
    pursuers_do_not_know_it,
    meets_nobody_in_danger,
    house_fits,
    within_support,
    person_is_free,
    bed_is_free,
    bed_is_usable,
    somebody_is_there_to_receive,
)
ARRIVAL: tuple[SlotCheck, ...] = (  # PL-15: PL-1 to PL-5 once more, for the days as they turned out
    departure_not_before_arrival,
    own_premises,
    bed_has_opened,
    bed_stays_open,
    bed_is_free,
    bed_is_usable,
)
# Nobody is kept in a bed because an emergency closed it.
DEPARTURE: tuple[SlotCheck, ...] = (
    departure_not_before_arrival,
    own_premises,
    bed_is_free,
    bed_is_usable_but_for_emergencies,
)


def refusal(slot: SlotT, checks: Sequence[Callable[[SlotT], Refused | None]]) -> Refused | None:
    """The first rule that says no, if one does."""
    return next((refused for check in checks if (refused := check(slot)) is not None), None)


def _strangers(attempt: Attempt) -> Iterator[Placement]:
    """With whom one would share the house: one's own household is no reason against it."""
    own = attempt.guest.household_id
    for placement in attempt.house.placements:
        if placement.is_live and (own is None or placement.household_id != own):
            yield placement
