"""Any history of a house against a plain calendar: who has which bed on which day, kept day by day.

The rules and the calendar are worked out in different ways, so that a rule that forgets a day is found.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta
from functools import partial

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tests.care.scenes import PRIME, RULES, a_bed, a_guest, a_stay, a_void, some_premises

from care.domain import closing
from care.domain.beds import Bedspace, Void, Window, occupied_until
from care.domain.booking import (
    ARRIVAL,
    BOOKING,
    DEPARTURE,
    Guest,
    House,
    Slot,
    SlotCheck,
    attempt_on,
    refusal,
)
from care.domain.changing import EXTENSION, TURNAROUND, LongerStay
from care.domain.placement import CHANGEABLE, EXPECTED, STAYING, Placement, StayDates
from care.domain.refusals import Refused
from care.domain.search import Search, Searcher, find_beds
from care.domain.voids import VoidAttempt, check_void
from clocks.days import ONE_DAY

MANY = settings.get_current_profile_name() == "nightly"
START = date(2025, 4, 14)  # the week before Easter: turnaround has weekends and bank holidays to leave out
DAYS = st.integers(0, 30).map(lambda after: START + timedelta(days=after))
LENGTHS = st.integers(0, 9)
BEDS = st.integers(0, 2)
PEOPLE = st.integers(0, 3)
ANY = st.integers(0, 1_000)


def days_of(window: Window) -> set[date]:
    return {window.first + timedelta(days=after) for after in range((window.last - window.first).days + 1)}


class AHouse(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.premises = some_premises(turnaround_days=2)
        self.beds = [a_bed(self.premises) for _ in range(3)]
        self.people = [a_guest() for _ in range(4)]
        self.placements: list[Placement] = []
        self.voids: list[Void] = []
        self.standing: set[object] = set()  # voids that were made and not taken back

    @property
    def house(self) -> House:
        return House(
            premises=self.premises, bedspaces=self.beds, placements=self.placements, voids=self.voids
        )

    def of(self, guest: Guest) -> list[Placement]:
        return [each for each in self.placements if each.person_id == guest.person_id]

    def refused(self, bed: Bedspace, guest: Guest, first: date, last: date) -> Refused | None:
        attempt = partial(attempt_on, self.house, bed, RULES.working_days, actor=PRIME, guest=guest)
        wanted = attempt(arrival_on=first, departure_on=last, persons_placements=self.of(guest))
        return refusal(wanted, BOOKING)

    @rule(bed=BEDS, person=PEOPLE, first=DAYS, length=LENGTHS)
    def book(self, bed: int, person: int, first: date, length: int) -> None:
        last, guest = first + timedelta(days=length), self.people[person]
        if self.refused(self.beds[bed], guest, first, last) is None:
            self.placements.append(a_stay(self.beds[bed], str(first), str(last), person_id=guest.person_id))

    def moved(self, which: int, states: frozenset[object]) -> Placement | None:
        fitting = [each for each in self.placements if each.state in states]
        return fitting[which % len(fitting)] if fitting else None

    def new_dates(self, stay: Placement, first: date, last: date, turnaround: int) -> StayDates:
        kept = occupied_until(last, turnaround, RULES.working_days)
        return StayDates(arrival_on=first, departure_on=last, occupied_until=kept)

    def may(self, stay: Placement, dates: StayDates, checks: Sequence[SlotCheck]) -> bool:
        bed = next(each for each in self.beds if each.id == stay.bedspace_id)
        slot = Slot(actor=PRIME, house=self.house.without(stay), bedspace=bed, **vars(dates))
        return dates.departure_on >= dates.arrival_on and refusal(slot, checks) is None

    @rule(which=ANY, first=DAYS, length=LENGTHS)
    def arrive(self, which: int, first: date, length: int) -> None:
        stay = self.moved(which, EXPECTED)
        if stay is None:
            return
        dates = self.new_dates(stay, first, first + timedelta(days=length), stay.turnaround_days)
        if self.may(stay, dates, ARRIVAL):
            stay.arrive(dates)

    @rule(which=ANY, last=DAYS)
    def depart(self, which: int, last: date) -> None:
        stay = self.moved(which, STAYING)
        if stay is None:
            return
        dates = self.new_dates(stay, stay.arrival_on, last, stay.turnaround_days)
        if self.may(stay, dates, DEPARTURE):
            stay.depart(dates, reason="left_by_choice", destination="not_known")

    @rule(which=ANY, last=DAYS)
    def extend(self, which: int, last: date) -> None:
        stay = self.moved(which, CHANGEABLE)
        if stay is None or last < stay.arrival_on:
            return
        dates = self.new_dates(stay, stay.arrival_on, last, stay.turnaround_days)
        bed = next(each for each in self.beds if each.id == stay.bedspace_id)
        longer = LongerStay(actor=PRIME, house=self.house.without(stay), bedspace=bed, **vars(dates))
        if refusal(longer, EXTENSION) is None:
            stay.extend(dates)

    @rule(which=ANY, days=st.integers(0, 6))
    def prepare_longer(self, which: int, days: int) -> None:
        stay = self.moved(which, CHANGEABLE)
        if stay is None:
            return
        dates = self.new_dates(stay, stay.arrival_on, stay.departure_on, days)
        if self.may(stay, dates, TURNAROUND):
            stay.prepare_for(days, dates)

    @rule(which=ANY)
    def cancel(self, which: int) -> None:
        stay = self.moved(which, EXPECTED)
        if stay is not None:
            stay.cancel("risk_found")

    @rule(bed=BEDS, first=DAYS, length=LENGTHS, is_emergency=st.booleans())
    def take_out_of_use(self, bed: int, first: date, length: int, is_emergency: bool) -> None:
        void = a_void(
            self.beds[bed], str(first), str(first + timedelta(days=length)), is_emergency=is_emergency
        )
        attempt = VoidAttempt(
            actor=PRIME,
            house=self.house,
            bedspace=self.beds[bed],
            days=void.window,
            is_emergency=is_emergency,
        )
        try:
            check_void(attempt)
        except Refused:
            return
        self.voids.append(void)
        self.standing.add(void.id)

    @rule(which=ANY)
    def put_back_into_use(self, which: int) -> None:
        standing = [void for void in self.voids if not void.is_cancelled]
        if standing:
            void = standing[which % len(standing)]
            void.is_cancelled = True
            self.standing.remove(void.id)

    @rule(bed=BEDS, last=DAYS)
    def close(self, bed: int, last: date) -> None:
        with suppress(Refused):
            closing.close_bed(self.house, self.beds[bed], last)

    def taken(self, bed: Bedspace) -> set[date]:
        stays = [each.window for each in self.placements if each.bedspace_id == bed.id and each.is_live]
        voids = [each.window for each in self.voids if each.bedspace_id == bed.id and not each.is_cancelled]
        return set().union(*map(days_of, stays + voids))

    @invariant()
    def nobody_shares_a_bed_on_any_day(self) -> None:
        for bed in self.beds:
            stays = [each for each in self.placements if each.bedspace_id == bed.id and each.is_live]
            every_day = [day for each in stays for day in days_of(each.window)]
            assert len(every_day) == len(set(every_day))

    @invariant()
    def no_planned_void_lies_over_a_stay_and_none_is_lost(self) -> None:
        assert {void.id for void in self.voids if not void.is_cancelled} == self.standing
        for void in self.voids:
            if not void.is_cancelled and not void.is_emergency:
                for each in self.placements:
                    same_bed = each.bedspace_id == void.bedspace_id and each.is_live
                    assert not (same_bed and days_of(each.window) & days_of(void.window))

    @rule(person=PEOPLE, first=DAYS, length=st.integers(1, 9))
    def search_and_calendar_and_booking_agree(self, person: int, first: date, length: int) -> None:
        guest, last = self.people[person], first + timedelta(days=length - 1)
        searcher = Searcher(actor=PRIME, guest=guest, persons_placements=self.of(guest))
        search = Search(starts_on=first, days=length, regions=frozenset({"london"}))
        found = find_beds(search, searcher, [self.house], RULES.working_days)
        offered = {each.bedspace.id for each in found}
        assert offered == {bed.id for bed in self.beds if self.is_free(bed, guest, first, last)}
        assert offered == {bed.id for bed in self.beds if not self.refused(bed, guest, first, last)}

    def is_free(self, bed: Bedspace, guest: Guest, first: date, last: date) -> bool:
        """By the calendar alone: no rule of booking is asked."""
        kept, working_days = last, 0
        while working_days < self.premises.turnaround_days:
            kept += ONE_DAY
            working_days += RULES.working_days.is_working_day(kept)
        wanted = days_of(Window(first, kept))
        is_open = bed.in_service_to is None or last <= bed.in_service_to
        return is_open and not wanted & self.taken(bed) and self.can_be_there(guest, Window(first, last))

    def can_be_there(self, guest: Guest, wanted: Window) -> bool:
        """PL-6: on the day of a move one may be in both beds, and never in two for the very same days."""
        for each in self.of(guest):
            is_a_move = each.departure_on == wanted.first or wanted.last == each.arrival_on
            if each.is_live and each.stay.overlaps(wanted) and (each.stay == wanted or not is_a_move):
                return False
        return True


AHouse.TestCase.settings = settings(
    max_examples=1_000 if MANY else 40,
    stateful_step_count=30,
    suppress_health_check=[HealthCheck.too_slow],
)
TestAnyHistoryOfAHouse = AHouse.TestCase
