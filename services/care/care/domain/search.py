"""Which beds could this person have? Exactly those that booking would grant now (SE-2)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from care.domain.admission import ANY_HOUR, Hours
from care.domain.beds import Bedspace, Premises
from care.domain.booking import BOOKING, Attempt, Guest, House, attempt_on, house_fits, refusal
from care.domain.people import Actor, Preference
from care.domain.placement import Placement
from care.domain.refusals import Code, Refused
from clocks.bank_holidays import BankHolidays


@dataclass(frozen=True, kw_only=True)
class Search:
    """SE-1. A search of one day starts and ends on it."""

    starts_on: date
    days: int
    regions: frozenset[str]
    required: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    preference: Preference = Preference.ANY  # beside the one that is recorded for the person
    arriving: Hours = ANY_HOUR

    @property
    def ends_on(self) -> date:
        return self.starts_on + timedelta(days=self.days - 1)

    def check(self, *, regions_at_most: int) -> None:
        if self.days < 1:
            raise Refused(Code.DURATION_TOO_SHORT)
        if not self.regions:
            raise Refused(Code.NO_REGION)
        if len(self.regions) > regions_at_most:
            raise Refused(Code.TOO_MANY_REGIONS)


@dataclass(frozen=True)
class Found:
    premises: Premises
    bedspace: Bedspace


@dataclass(frozen=True, kw_only=True)
class Searcher:
    """For whom, and by whom."""

    actor: Actor
    guest: Guest
    persons_placements: Sequence[Placement]


def find_beds(
    search: Search, searcher: Searcher, houses: Iterable[House], calendar: BankHolidays
) -> Iterator[Found]:
    for house in houses:
        if house.premises.region in search.regions:
            yield from _find_in(house, search, searcher, calendar)


def _find_in(house: House, search: Search, searcher: Searcher, calendar: BankHolidays) -> Iterator[Found]:
    for bedspace in house.bedspaces:
        if _suits(search, house.premises, bedspace):
            attempt = attempt_for(search, searcher, house, bedspace, calendar)
            if not refusal(attempt, BOOKING) and _has_wanted_company(attempt, search.preference):
                yield Found(house.premises, bedspace)


def _has_wanted_company(attempt: Attempt, preference: Preference) -> bool:
    """SE-3, by the same test as PL-9."""
    return house_fits(replace(attempt, guest=replace(attempt.guest, preference=preference))) is None


def _suits(search: Search, premises: Premises, bedspace: Bedspace) -> bool:
    """SE-4: on the bed or its premises."""
    there = {*premises.features, *bedspace.features}
    return search.required <= there and search.excluded.isdisjoint(there)


def attempt_for(
    search: Search, searcher: Searcher, house: House, bedspace: Bedspace, calendar: BankHolidays
) -> Attempt:
    return attempt_on(
        house,
        bedspace,
        calendar,
        actor=searcher.actor,
        guest=searcher.guest,
        arrival_on=search.starts_on,
        departure_on=search.ends_on,
        persons_placements=searcher.persons_placements,
        arriving=search.arriving,
    )
