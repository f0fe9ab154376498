"""Acts on placements: confirming, cancelling, coming and leaving."""

from datetime import date

from care.commands import stays
from care.commands.stays import Arrival, Departure
from care.queries.history import case_queue
from clocks.days import london_day
from contracts.ids import PlacementId
from nrm.place import stay_acts as acts
from nrm.place.named import code_named
from nrm.place.stage import Answer, Stage


async def confirm(stage: Stage, act: acts.Confirm) -> Answer:
    placement = stage.placement_id(act.placement)
    async with stage.work() as uow:
        await stays.confirm(uow, placement, actor=stage.actor, at=stage.at)
    return {"ok": True, "state": (await stage.stay(placement))["state"]}


async def cancel(stage: Stage, act: acts.Cancel) -> Answer:
    placement = stage.placement_id(act.placement)
    reason = code_named(stage.rules.lists.cancellation_reasons, act.reason)
    async with stage.work() as uow:
        await stays.cancel(uow, placement, reason, actor=stage.actor, rules=stage.rules, at=stage.at)
    return {
        "ok": True,
        "state": (await stage.stay(placement))["state"],
        "case_queue": await _queue(stage, placement),
    }


async def arrive(stage: Stage, act: acts.Arrive) -> Answer:
    placement = stage.placement_id(act.placement)
    arrival = Arrival(arrival_on=_day_of_arrival(stage, act), departure_on=act.departure)
    async with stage.work() as uow:
        await stays.arrive(uow, placement, arrival, actor=stage.actor, rules=stage.rules, at=stage.at)
    stay = await stage.stay(placement)
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
    return {"ok": True, **await stage.stay(placement)}


async def _queue(stage: Stage, placement_id: PlacementId) -> str | None:
    """Where the person waits now."""
    async with stage.work() as uow:
        placement = await uow.placements.get(placement_id)
        return await case_queue(uow, placement.case_id)


def _day_of_arrival(stage: Stage, act: acts.Arrive) -> date:
    if act.arrival_instant is not None:
        return london_day(act.arrival_instant)
    return act.arrival or stage.today
