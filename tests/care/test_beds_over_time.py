"""Beds out of use, closed and opened again, on a real database: what changes, and who is displaced."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from tests.care.bookings import a_booking, arrive, changes_of, open_tasks, said
from tests.care.scenes import HESTIA, HESTIA_WORKER, MEDAILLE_WORKER, PRIME, RULES, day, noon
from tests.care.town import Town

from care.commands import closing, stays, voids
from care.commands.stays import Departure
from care.commands.voids import NewVoid, VoidDays
from care.domain.beds import Bedspace, VoidId, Window
from care.domain.people import Actor
from care.domain.refusals import Refused
from care.domain.tasks import TaskKind
from care.storage.tables import bed_void, premises
from contracts.ids import PlacementId
from plumbing.database import STAFF, Scope

MANAGER = Actor(HESTIA, user="a manager at Hestia", is_manager=True)


async def void(
    town: Town,
    first: str,
    last: str,
    *,
    is_emergency: bool = False,
    actor: Actor = PRIME,
    scope: Scope = STAFF,
) -> tuple[VoidId, list[PlacementId]]:
    wanted = NewVoid(
        void_id=VoidId(uuid4()),
        bedspace_id=town.bed("A"),
        starts_on=day(first),
        ends_on=day(last),
        reason="fire_or_flood" if is_emergency else "deep_clean",
        is_emergency=is_emergency,
    )
    async with town.work(scope) as uow:
        displaced = await voids.make_void(uow, wanted, actor=actor, rules=RULES, at=noon("10"))
    return wanted.void_id, displaced


async def test_pl_5_a_bed_out_of_use_is_not_booked_until_that_is_taken_back(town: Town) -> None:
    void_id, _ = await void(town, "12", "13", actor=HESTIA_WORKER, scope=Scope.of_tenant(HESTIA))
    with pytest.raises(Refused, match="void_conflict") as refused:
        await a_booking(town)
    assert refused.value.conflicting == void_id
    async with town.work() as uow:
        await voids.cancel_void(uow, void_id, actor=HESTIA_WORKER, at=noon("11"))
    await a_booking(town)
    facts = await said(town.work)
    assert facts.index("bed_void_started") < facts.index("bed_void_cancelled")


async def test_vo_4_a_void_is_changed_until_it_is_cancelled(town: Town) -> None:
    void_id, _ = await void(town, "12", "13")
    longer = VoidDays(starts_on=day("12"), ends_on=day("15"), reason="damage_repair")
    async with town.work() as uow:
        await voids.change_void(uow, void_id, longer, actor=PRIME, rules=RULES, at=noon("10"))
    async with town.work() as uow:
        await voids.cancel_void(uow, void_id, actor=PRIME, at=noon("10"))
    with pytest.raises(Refused, match="void_cancelled"):
        async with town.work() as uow:
            await voids.change_void(uow, void_id, longer, actor=PRIME, rules=RULES, at=noon("10"))
    async with town.work() as uow:
        row = (await uow.session.execute(select(bed_void))).one()
    assert (row.ends_on, row.reason, row.cancelled_at) == (day("15"), "damage_repair", noon("10"))


async def test_vo_5_an_emergency_displaces_people_and_each_becomes_a_task(town: Town) -> None:
    there, coming = await a_booking(town), await a_booking(town, "19", "20")
    await arrive(town, there, "10", at="10")
    void_id, displaced = await void(town, "11", "31", is_emergency=True, actor=MANAGER)
    assert displaced == [there.placement_id, coming.placement_id]
    assert (await said(town.work))[-3:] == ["bed_void_started", *["placement_displaced"] * 2]
    assert [kind for kind, _ in await open_tasks(town)] == [TaskKind.RE_PLACEMENT] * 2
    left = Departure(departure_on=day("11"), reason="transfer", destination="contract_accommodation")
    async with town.work() as uow:
        await stays.depart(uow, there.placement_id, left, actor=PRIME, rules=RULES, at=noon("11"))
    assert await open_tasks(town) == [(TaskKind.RE_PLACEMENT, coming.placement_id)]
    async with town.work() as uow:
        await voids.cancel_void(uow, void_id, actor=MANAGER, at=noon("12"))
    assert await open_tasks(town) == []
    assert [change.kind for change in await changes_of(town, coming)] == ["displaced", "no_longer_displaced"]
    async with town.work() as uow:
        assert (await uow.placements.get(coming.placement_id)).displaced_by is None


async def test_vo_5_whoever_is_displaced_does_not_arrive_on_that_bed(town: Town) -> None:
    coming = await a_booking(town)
    await void(town, "10", "31", is_emergency=True)
    with pytest.raises(Refused, match="void_conflict"):
        await arrive(town, coming, "10", at="10")


async def close(town: Town, last: str, at: str = "10", *, actor: Actor = PRIME) -> None:
    async with town.work() as uow:
        await closing.close_bed(uow, town.bed("A"), day(last), actor=actor, rules=RULES, at=noon(at))


async def service_of(town: Town) -> tuple[Window, list[Window]]:
    async with town.work() as uow:
        bed = await uow.session.get_one(Bedspace, town.bed("A"))
        earlier = await uow.histories.earlier_service(town.bed("A"))
    return Window(bed.in_service_from, bed.in_service_to or day("2099-12-31")), earlier


async def test_pl_3_a_closed_bed_takes_nobody_until_it_opens_again(town: Town) -> None:
    with pytest.raises(Refused, match="forbidden"):
        await close(town, "12", actor=MEDAILLE_WORKER)
    await close(town, "12")
    with pytest.raises(Refused, match="bed_closed"):
        await a_booking(town)
    async with town.work() as uow:
        await closing.reopen_bed(uow, town.bed("A"), day("20"), actor=PRIME, rules=RULES, at=noon("18"))
    with pytest.raises(Refused, match="before_bed_start"):
        await a_booking(town)
    await a_booking(town, "20", "21")
    assert await service_of(town) == (
        Window(day("20"), day("2099-12-31")),
        [Window(day("2024-01-01"), day("12"))],
    )


async def closed_on(town: Town, premises_id: UUID) -> object:
    async with town.work() as uow:
        return await uow.session.scalar(select(premises.c.closed_on).where(premises.c.id == premises_id))


async def test_cl_3_to_cl_5_a_house_closes_with_its_beds_and_opens_with_those_that_closed_with_it(
    town: Town,
) -> None:
    house = town.beds["A"].premises_id
    await close(town, "12")
    assert await closed_on(town, house) is None
    async with town.work() as uow:
        await closing.close_premises(uow, house, day("14"), actor=PRIME, rules=RULES, at=noon("10"))
    assert await closed_on(town, house) == day("14")
    async with town.work() as uow:
        await closing.reopen_premises(uow, house, day("14"), actor=PRIME, rules=RULES, at=noon("14"))
    assert await closed_on(town, house) is None
    assert (await service_of(town))[0].last == day("12")
    assert [fact for fact in await said(town.work) if fact.startswith("bed_")] == [
        "bed_closed",
        "bed_closed",
        "bed_reopened",
    ]


async def test_cl_2_what_ends_last_is_named_with_the_first_day_possible(town: Town) -> None:
    what = await a_booking(town)
    with pytest.raises(Refused, match="existing_turnaround") as refused:
        await close(town, "12")
    assert (refused.value.conflicting, refused.value.first_possible) == (what.placement_id, day("19"))
    await close(town, "19")
