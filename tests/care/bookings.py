"""Offers, bookings and arrivals on a real database, and what became of them."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from tests.care.scenes import PRIME, RULES, Works, day, noon
from tests.care.town import Town, a_person_in_recovery

from care.commands import offers, stays
from care.commands.offers import Wanted
from care.commands.stays import Arrival
from care.domain.changes import PlacementChange
from care.domain.people import Actor
from care.domain.placement import PlacementState
from care.domain.tasks import TaskKind
from care.queries import history
from care.storage.tables import plumbing
from contracts.care_places import DeclineSide
from contracts.ids import OfferId, PlacementId, SupportCaseId
from plumbing.database import STAFF, Scope

BOTH: frozenset[DeclineSide] = frozenset({"person", "provider"})
MONDAY_10 = noon("10")


def wanted(case: SupportCaseId, town: Town, bed: str = "A", **changes: Any) -> Wanted:
    usual = Wanted(
        offer_id=OfferId(uuid4()),
        placement_id=PlacementId(uuid4()),
        support_case_id=case,
        bedspace_id=town.bed(bed),
        arrival_on=day("10"),
        departure_on=day("14"),
    )
    return replace(usual, **changes)


async def offer(
    town: Town, what: Wanted, *, actor: Actor = PRIME, scope: Scope = STAFF, at: datetime = MONDAY_10
) -> Wanted:
    async with town.work(scope) as uow:
        await offers.make_offer(uow, what, actor=actor, rules=RULES, at=at)
    return what


async def a_booking(town: Town, arrival: str = "10", departure: str = "14") -> Wanted:
    """Provisional: person and provider have both said yes."""
    person = await a_person_in_recovery(town.work)
    what = wanted(person, town, accepted_by=BOTH)
    return await offer(town, replace(what, arrival_on=day(arrival), departure_on=day(departure)))


async def state_of(town: Town, what: Wanted) -> PlacementState:
    async with town.work() as uow:
        return (await uow.placements.get(what.placement_id)).state


async def said(work: Works) -> list[str]:
    """The facts announced so far, without service and version."""
    async with work() as uow:
        types = await uow.session.scalars(select(plumbing.outbox.c.type).order_by(plumbing.outbox.c.position))
        return [name.split(".")[2] for name in types]


async def supported_by(town: Town, what: Wanted) -> str | None:
    async with town.work() as uow:
        return (await uow.cases.locked(what.support_case_id)).provider_id


async def arrive(town: Town, what: Wanted, on: str, *, at: str, leaves: str | None = None) -> None:
    arrival = Arrival(arrival_on=day(on), departure_on=day(leaves) if leaves else None)
    async with town.work() as uow:
        await stays.arrive(uow, what.placement_id, arrival, actor=PRIME, rules=RULES, at=noon(at))


async def changes_of(town: Town, what: Wanted) -> tuple[PlacementChange, ...]:
    async with town.work() as uow:
        return await history.changes_of(uow, what.placement_id)


async def case_queue_of(town: Town, what: Wanted) -> str | None:
    async with town.work() as uow:
        return await history.case_queue(uow, what.support_case_id)


async def open_tasks(town: Town) -> list[tuple[TaskKind, PlacementId]]:
    """But for the welcome that follows every arrival."""
    kinds = frozenset(TaskKind) - {TaskKind.WELCOME_PACK}
    async with town.work() as uow:
        return [(task.kind, PlacementId(task.placement_id)) for task in await history.open_tasks(uow, kinds)]
