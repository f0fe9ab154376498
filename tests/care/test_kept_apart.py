"""VI-4: two people in danger from each other never share a house, and learn nothing of each other."""

from dataclasses import replace
from uuid import uuid4

import pytest
from tests.care.bookings import BOTH, a_booking, arrive, offer, open_tasks, wanted
from tests.care.scenes import HESTIA_WORKER, PRIME, RULES, day, noon
from tests.care.town import Town, a_person_in_recovery

from care.commands import changing, keeping_apart, stays
from care.commands.lives import By
from care.commands.offers import Wanted
from care.commands.risk import incidents
from care.commands.risk.incidents import Told
from care.commands.stays import Departure
from care.domain.incidents import Category, Happening, Severity
from care.domain.kept_apart import Danger, KeptApart, SamePerson
from care.domain.people import Actor, PersonId
from care.domain.refusals import Refused
from care.domain.search import Search
from care.domain.tasks import TaskKind
from care.queries.searching import search_beds
from contracts.ids import SupportCaseId

LEFT = Departure(departure_on=day("11"), reason="transfer", destination="contract_accommodation")
WHERE = Search(starts_on=day("10"), days=5, regions=frozenset({"london"}))


async def keep_apart(town: Town, *cases: SupportCaseId, actor: Actor = PRIME) -> None:
    async with town.work() as uow:
        people = frozenset([(await uow.cases.get(case)).person_id for case in cases])
        await keeping_apart.keep_apart(
            uow, uuid4(), people, Danger.FROM_EACH_OTHER, actor=actor, at=noon("10")
        )


async def beds_for(town: Town, case: SupportCaseId, where: Search = WHERE) -> list[str]:
    async with town.work() as uow:
        found = await search_beds(uow, where, case, actor=PRIME, rules=RULES)
    return sorted(each.bedspace.code for each in found)


async def test_vi_4_neither_search_nor_booking_brings_them_into_one_house(town: Town) -> None:
    one, other = await a_person_in_recovery(town.work), await a_person_in_recovery(town.work)
    await offer(town, wanted(one, town, "A", accepted_by=BOTH))
    assert await beds_for(town, other) == ["B", "M"]
    await keep_apart(town, one, other)
    await keep_apart(town, other, one)
    assert await beds_for(town, other) == ["M"]
    with pytest.raises(Refused, match="area_risk") as refused:
        await offer(town, wanted(other, town, "B"))
    assert refused.value.conflicting is None
    await offer(town, wanted(other, town, "B", arrival_on=day("15"), departure_on=day("16")))


async def test_vi_4_a_house_that_was_found_is_closed_to_whom_it_concerns_even_after_the_flag_is_lifted(
    town: Town,
) -> None:
    made = await a_booking(town)
    await arrive(town, made, "10", at="10")
    found = Happening(category=Category.ADDRESS_COMPROMISED, severity=Severity.CRITICAL, known_at=noon("11"))
    by = By(PRIME, RULES, noon("11"))
    linked, other = await a_person_in_recovery(town.work), await a_person_in_recovery(town.work)
    await keep_apart(town, made.support_case_id, linked)
    async with town.work() as uow:
        await incidents.record_incident(uow, made.support_case_id, found, Told(what_happened="Seen"), by)
        await incidents.lift_flag(uow, town.beds["A"].premises_id, by)
        (await uow.cases.get(made.support_case_id)).avoid_areas = []
        await stays.depart(uow, made.placement_id, LEFT, actor=PRIME, rules=RULES, at=noon("11"))
    later = replace(WHERE, starts_on=day("17"))
    assert await beds_for(town, made.support_case_id, later) == ["M"]
    assert await beds_for(town, linked, later) == ["M"]
    assert await beds_for(town, other, later) == ["A", "B", "M"]
    for case in (made.support_case_id, linked):
        with pytest.raises(Refused, match="area_risk"):
            await offer(town, wanted(case, town, "B", arrival_on=day("17"), departure_on=day("18")))


async def test_vi_4_a_longer_stay_does_not_bring_them_together_either(town: Town) -> None:
    first = await a_booking(town)
    other = await a_person_in_recovery(town.work)
    await offer(town, wanted(other, town, "B", arrival_on=day("15"), departure_on=day("16")))
    await keep_apart(town, first.support_case_id, other)
    with pytest.raises(Refused, match="area_risk"):
        async with town.work() as uow:
            await changing.extend(
                uow, first.placement_id, day("15"), actor=HESTIA_WORKER, rules=RULES, at=noon("10")
            )


async def the_pair_of(town: Town, what: Wanted) -> KeptApart:
    async with town.work() as uow:
        person = (await uow.cases.get(what.support_case_id)).person_id
        return (await uow.kept_apart.of(person))[0]


async def test_vi_4_those_who_share_a_house_already_are_moved_apart(town: Town) -> None:
    first = await a_booking(town)
    second = await offer(town, wanted(await a_person_in_recovery(town.work), town, "B"))
    await keep_apart(town, first.support_case_id, second.support_case_id)
    assert sorted(await open_tasks(town)) == sorted(
        (TaskKind.MOVE_APART, each.placement_id) for each in (first, second)
    )
    pair = await the_pair_of(town, first)
    async with town.work() as uow:
        await keeping_apart.let_meet(uow, pair.id, actor=PRIME, at=noon("11"))
    assert await open_tasks(town) == []


async def test_vi_4_a_provider_does_not_note_it_since_it_must_not_know_the_other(town: Town) -> None:
    one, other = await a_person_in_recovery(town.work), await a_person_in_recovery(town.work)
    with pytest.raises(Refused, match="forbidden"):
        await keep_apart(town, one, other, actor=HESTIA_WORKER)


def test_nobody_is_kept_apart_from_themselves() -> None:
    person = frozenset({PersonId(uuid4())})
    with pytest.raises(SamePerson):
        KeptApart.of(uuid4(), person, Danger.SAME_EXPLOITERS, by="the prime", at=noon("10"))
