"""Acts on placements and beds: booking, confirming, coming, leaving, searching."""

import asyncio
from datetime import date
from uuid import uuid4

from care.commands import offers, stays
from care.commands.offers import Wanted
from care.commands.stays import Arrival, Departure
from care.domain.refusals import Refused
from care.domain.search import Search
from care.queries.board import search_beds
from care.queries.history import case_queue
from care.storage import UnitOfWork
from clocks.days import london_day
from contracts.care import DeclineSide
from contracts.ids import BedspaceId, OfferId, PlacementId, SupportCaseId
from nrm.place import stay_acts as acts
from nrm.place.named import code_named, state_name
from nrm.place.scene import person_acted_upon
from nrm.place.stage import Answer, Stage

BOTH: frozenset[DeclineSide] = frozenset({"person", "provider"})


async def book(stage: Stage, act: acts.Book) -> Answer:
    wanted = _wanted(stage, act.bed, person_acted_upon(stage.scenario), act.arrival, act.departure)
    async with stage.work() as uow:
        await _book(stage, uow, wanted)
    return {"ok": True, **await _stay(stage, wanted.placement_id)}


async def book_concurrently(stage: Stage, act: acts.BookConcurrently) -> Answer:
    """Each booking in a transaction of its own, all of them at once."""
    asked = [_wanted(stage, act.bed, each.person, each.arrival, each.departure) for each in act.requests]
    codes = await asyncio.gather(*(_attempt(stage, each) for each in asked))
    refused = [code for code in codes if code]
    return {
        "ok_count": codes.count(None),
        "reject_count": len(refused),
        "reject_code": refused[0] if refused else None,
    }


async def confirm(stage: Stage, act: acts.Confirm) -> Answer:
    placement = stage.placement_id(act.placement)
    async with stage.work() as uow:
        await stays.confirm(uow, placement, actor=stage.actor, at=stage.at)
    return {"ok": True, "state": (await _stay(stage, placement))["state"]}


async def cancel(stage: Stage, act: acts.Cancel) -> Answer:
    placement = stage.placement_id(act.placement)
    reason = code_named(stage.rules.lists.cancellation_reasons, act.reason)
    async with stage.work() as uow:
        await stays.cancel(uow, placement, reason, actor=stage.actor, rules=stage.rules, at=stage.at)
    return {
        "ok": True,
        "state": (await _stay(stage, placement))["state"],
        "case_queue": await _queue(stage, placement),
    }


async def arrive(stage: Stage, act: acts.Arrive) -> Answer:
    placement = stage.placement_id(act.placement)
    arrival = Arrival(arrival_on=_day_of_arrival(stage, act), departure_on=act.departure)
    async with stage.work() as uow:
        await stays.arrive(uow, placement, arrival, actor=stage.actor, rules=stage.rules, at=stage.at)
    stay = await _stay(stage, placement)
    async with stage.work() as uow:
        arrived = await uow.placements.get(placement)
    return {"ok": True, **stay, "arrival_on": arrived.arrival_on}


async def depart(stage: Stage, act: acts.Depart) -> Answer:
    placement = stage.placement_id(act.placement)
    departure = Departure(
        departure_on=act.departure,
        reason=code_named(stage.rules.lists.departure_reasons, act.reason),
        destination=code_named(stage.rules.lists.destinations, act.destination),
    )
    async with stage.work() as uow:
        await stays.depart(uow, placement, departure, actor=stage.actor, rules=stage.rules, at=stage.at)
    return {"ok": True, **await _stay(stage, placement)}


async def search(stage: Stage, act: acts.Search) -> Answer:
    lists = stage.rules.lists
    wanted = Search(
        starts_on=act.start,
        days=act.days,
        regions=frozenset(code_named(lists.regions, each) for each in act.regions),
        required=frozenset(code_named(lists.features, each) for each in act.features),
    )
    case = SupportCaseId(stage.names.known("case", person_acted_upon(stage.scenario)))
    async with stage.work() as uow:
        found = await search_beds(uow, wanted, case, actor=stage.actor, rules=stage.rules)
    return {"ok": True, "beds": sorted(each.bedspace.code for each in found)}


def _wanted(stage: Stage, bed: str, person: str, arrival_on: date, departure_on: date) -> Wanted:
    return Wanted(
        offer_id=OfferId(uuid4()),
        placement_id=PlacementId(uuid4()),
        support_case_id=SupportCaseId(stage.names.known("case", person)),
        bedspace_id=BedspaceId(stage.names.known("bed", bed)),
        arrival_on=arrival_on,
        departure_on=departure_on,
        accepted_by=BOTH,
    )


async def _book(stage: Stage, uow: UnitOfWork, wanted: Wanted) -> None:
    await offers.make_offer(uow, wanted, actor=stage.actor, rules=stage.rules, at=stage.at)


async def _attempt(stage: Stage, wanted: Wanted) -> str | None:
    try:
        async with stage.work() as uow:
            await _book(stage, uow, wanted)
    except Refused as refused:
        return refused.code
    return None


async def _stay(stage: Stage, placement_id: PlacementId) -> Answer:
    async with stage.work() as uow:
        placement = await uow.placements.get(placement_id)
    return {"state": state_name(placement.state), "blocked_to": placement.occupied_until}


async def _queue(stage: Stage, placement_id: PlacementId) -> str | None:
    """Where the person waits now."""
    async with stage.work() as uow:
        placement = await uow.placements.get(placement_id)
        return await case_queue(uow, placement.support_case_id)


def _day_of_arrival(stage: Stage, act: acts.Arrive) -> date:
    if act.arrival_instant is not None:
        return london_day(act.arrival_instant)
    return act.arrival or stage.today
