"""Where could a household live? In one self-contained unit, each in a bed they may have, or nowhere: SE-5."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from care.domain.beds import Bedspace, Premises, Window
from care.domain.booking import BOOKING, House, refusal
from care.domain.search import Search, Searcher, attempt_for
from clocks.bank_holidays import BankHolidays


@dataclass(frozen=True)
class FoundUnit:
    """Beds in the order of the household: the person's first."""

    premises: Premises
    unit: str
    bedspaces: tuple[Bedspace, ...]


def find_units(
    search: Search, household: Sequence[Searcher], houses: Iterable[House], calendar: BankHolidays
) -> Iterator[FoundUnit]:
    for house in houses:
        if house.premises.region in search.regions:
            for unit in sorted({bed.unit for bed in house.bedspaces if bed.unit}):
                found = _beds_for(unit, search, household, house, calendar)
                if found:
                    yield FoundUnit(house.premises, unit, found)


def _beds_for(
    unit: str, search: Search, household: Sequence[Searcher], house: House, calendar: BankHolidays
) -> tuple[Bedspace, ...] | None:
    """The first set of beds that has, together with its house, all that is required."""
    beds = [bed for bed in house.bedspaces if bed.unit == unit]
    if _strangers_live_there(beds, search, house):
        return None
    fits = (chosen for chosen in combinations(beds, len(household)) if _has_all(search, house, chosen))
    return next((chosen for chosen in fits if _may_book(chosen, search, household, house, calendar)), None)


def _strangers_live_there(beds: Sequence[Bedspace], search: Search, house: House) -> bool:
    """A family does not share its front door."""
    days = Window(search.starts_on, search.ends_on)
    stays = [stay for bed in beds for stay in house.on(bed) if stay.is_live]
    return any(stay.stay.overlaps(days) for stay in stays)


def _has_all(search: Search, house: House, beds: Sequence[Bedspace]) -> bool:
    """SE-4 for the beds as one: a cot space is needed once, not in every bed."""
    there = {*house.premises.features, *(feature for bed in beds for feature in bed.features)}
    return search.required <= there and search.excluded.isdisjoint(there)


def _may_book(
    beds: Sequence[Bedspace],
    search: Search,
    household: Sequence[Searcher],
    house: House,
    calendar: BankHolidays,
) -> bool:
    attempts = (
        attempt_for(search, searcher, house, bed, calendar)
        for searcher, bed in zip(household, beds, strict=True)
    )
    return not any(refusal(attempt, BOOKING) for attempt in attempts)
