"""Booking beds: one, several at the same time, and all of a household's."""

import asyncio
from datetime import date, timedelta
from uuid import uuid4

from care.commands import booking as bookings
from care.commands.booking import Booking, HouseholdBooking, Member
from care.domain.household import Dependant, DependantId, HouseholdId, Relation
from care.domain.refusals import Refused
from care.storage import UnitOfWork
from contracts.ids import BedspaceId, PlacementId
from nrm.place import stay_acts as acts
from nrm.place.scene import person_acted_upon
from nrm.place.stage import Answer, Stage

A_FEW_YEARS = timedelta(days=2_000)


async def book(stage: Stage, act: acts.Book) -> Answer:
    booking = _booking(stage, act.bed, person_acted_upon(stage.scenario), act.arrival, act.departure)
    async with stage.work() as uow:
        await _book(stage, uow, booking)
    return {"ok": True, **await stage.stay(booking.placement_id)}


async def book_concurrently(stage: Stage, act: acts.BookConcurrently) -> Answer:
    """Each booking in a transaction of its own, all of them at once."""
    asked = [_booking(stage, act.bed, each.person, each.arrival, each.departure) for each in act.requests]
    codes = await asyncio.gather(*(_attempt(stage, each) for each in asked))
    refused = [code for code in codes if code]
    return {
        "ok_count": codes.count(None),
        "reject_count": len(refused),
        "reject_code": refused[0] if refused else None,
    }


async def book_household(stage: Stage, act: acts.BookHousehold) -> Answer:
    own, *others = [BedspaceId(stage.names.known("bed", bed)) for bed in act.beds]
    members = [
        Member(placement_id=PlacementId(uuid4()), bedspace_id=bed, dependant_id=await _dependant(stage))
        for bed in others
    ]
    booking = HouseholdBooking(
        household_id=HouseholdId(uuid4()),
        support_case_id=stage.case_of(person_acted_upon(stage.scenario)),
        arrival_on=act.arrival,
        departure_on=act.departure,
        members=(Member(placement_id=PlacementId(uuid4()), bedspace_id=own), *members),
    )
    async with stage.work() as uow:
        made = await bookings.book_household(uow, booking, actor=stage.actor, rules=stage.rules, at=stage.at)
    return {"ok": True, "created": len(made)}


def _booking(stage: Stage, bed: str, person: str, arrival_on: date, departure_on: date) -> Booking:
    return Booking(
        placement_id=PlacementId(uuid4()),
        support_case_id=stage.case_of(person),
        bedspace_id=BedspaceId(stage.names.known("bed", bed)),
        arrival_on=arrival_on,
        departure_on=departure_on,
    )


async def _dependant(stage: Stage) -> DependantId:
    """A child of the person acted upon, for whom one of the household's beds is."""
    child = Dependant(
        id=DependantId(uuid4()),
        support_case_id=stage.case_of(person_acted_upon(stage.scenario)),
        born_on=stage.today - A_FEW_YEARS,
        relation=Relation.CHILD,
        added_at=stage.at,
    )
    async with stage.work() as uow:
        uow.dependants.add(child)
    return child.id


async def _book(stage: Stage, uow: UnitOfWork, booking: Booking) -> None:
    await bookings.book(uow, booking, actor=stage.actor, rules=stage.rules, at=stage.at)


async def _attempt(stage: Stage, booking: Booking) -> str | None:
    try:
        async with stage.work() as uow:
            await _book(stage, uow, booking)
    except Refused as refused:
        return refused.code
    return None
