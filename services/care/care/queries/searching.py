"""Which beds a person or household could have, and what may be said of each: never where it stands (SE-6)."""

from dataclasses import dataclass
from datetime import date

from care.domain.beds import Bedspace, Premises, Window
from care.domain.booking import Guest, House
from care.domain.capacity import Capacity, capacity_on
from care.domain.distance import Distance, neighbours_as_shipped
from care.domain.household_search import FoundUnit, find_units
from care.domain.people import Actor
from care.domain.rulebook import CareRules
from care.domain.search import Search, Searcher, find_beds
from care.domain.support import SupportCase
from care.storage import UnitOfWork
from contracts.ids import SupportCaseId


@dataclass(frozen=True, kw_only=True)
class FoundBed:
    """How far it is from where the person is known to live, and how full the house is on the first day."""

    premises: Premises
    bedspace: Bedspace
    distance: Distance
    capacity: Capacity


async def search_beds(
    uow: UnitOfWork,
    search: Search,
    support_case_id: SupportCaseId,
    *,
    actor: Actor,
    rules: CareRules,
) -> list[FoundBed]:
    """Raises what is wrong with the search."""
    case, houses = await _ask(uow, search, support_case_id, rules=rules)
    searcher = await _searcher(uow, await uow.guests.person(case), actor)
    by_id = {house.premises.id: house for house in houses}
    found = [
        _described(by_id[each.premises.id], each.bedspace, case, search.starts_on)
        for each in find_beds(search, searcher, houses, rules.working_days)
    ]
    return sorted(found, key=lambda each: NEAREST_FIRST.index(each.distance))


NEAREST_FIRST = (Distance.SAME_REGION, Distance.NEXT_REGION, Distance.FURTHER, Distance.NOT_KNOWN)


async def search_units(
    uow: UnitOfWork,
    search: Search,
    support_case_id: SupportCaseId,
    *,
    actor: Actor,
    rules: CareRules,
) -> list[FoundUnit]:
    """For the person with every dependant who lives with them (AC-4)."""
    case, houses = await _ask(uow, search, support_case_id, rules=rules)
    guests = await uow.guests.household(case, on=search.starts_on)
    household = [await _searcher(uow, guest, actor) for guest in guests]
    return list(find_units(search, household, houses, rules.working_days))


async def _searcher(uow: UnitOfWork, guest: Guest, actor: Actor) -> Searcher:
    placements = await uow.placements.of_person(guest.person_id)
    return Searcher(actor=actor, guest=guest, persons_placements=placements)


async def _ask(
    uow: UnitOfWork, search: Search, support_case_id: SupportCaseId, *, rules: CareRules
) -> tuple[SupportCase, list[House]]:
    search.check(regions_at_most=rules.number("search_regions_at_most"))
    case = await uow.cases.get(support_case_id)
    return case, await uow.houses.all(Window(search.starts_on, date.max), regions=search.regions)


def _described(house: House, bedspace: Bedspace, case: SupportCase, day: date) -> FoundBed:
    return FoundBed(
        premises=house.premises,
        bedspace=bedspace,
        distance=neighbours_as_shipped().distance(case.region, house.premises.region),
        capacity=capacity_on(house, day),
    )
