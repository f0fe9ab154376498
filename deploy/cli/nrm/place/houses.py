"""Acts on beds and houses: taking them out of use, closing them, and how full they are."""

from datetime import date
from uuid import uuid4

from care.commands import closing, voids
from care.commands.voids import NewVoid, VoidDays
from care.domain.beds import VoidId, Window
from care.domain.capacity import capacity_on
from care.domain.occupancy import BedRecord
from care.domain.occupancy import occupancy as occupancy_of
from contracts.ids import BedspaceId, PremisesId
from nrm.place import house_acts as acts
from nrm.place.named import code_named
from nrm.place.stage import Answer, Stage


async def void(stage: Stage, act: acts.Void) -> Answer:
    wanted = NewVoid(
        void_id=VoidId(uuid4()),
        bedspace_id=BedspaceId(stage.names.known("bed", act.bed)),
        starts_on=act.starts_on,
        ends_on=act.ends_on,
        reason=code_named(stage.rules.lists.void_reasons, act.reason),
        is_emergency=act.emergency,
    )
    async with stage.work() as uow:
        displaced = await voids.make_void(uow, wanted, actor=stage.actor, rules=stage.rules, at=stage.at)
    return {"ok": True, "displaced": sorted(stage.names.by_id[each] for each in displaced)}


async def cancel_void(stage: Stage, act: acts.CancelVoid) -> Answer:
    void_id = VoidId(stage.names.known("void", act.void))
    async with stage.work() as uow:
        await voids.cancel_void(uow, void_id, actor=stage.actor, at=stage.at)
    return {"ok": True}


async def change_void(stage: Stage, act: acts.ChangeVoid) -> Answer:
    void_id = VoidId(stage.names.known("void", act.void))
    reason = code_named(stage.rules.lists.void_reasons, act.reason)
    days = VoidDays(starts_on=act.starts_on, ends_on=act.ends_on, reason=reason)
    async with stage.work() as uow:
        await voids.change_void(uow, void_id, days, actor=stage.actor, rules=stage.rules, at=stage.at)
    return {"ok": True}


async def close_bed(stage: Stage, act: acts.CloseBed) -> Answer:
    bed = BedspaceId(stage.names.known("bed", act.bed))
    async with stage.work() as uow:
        await closing.close_bed(uow, bed, act.day, actor=stage.actor, rules=stage.rules, at=stage.at)
    return {"ok": True}


async def close_premises(stage: Stage, act: acts.ClosePremises) -> Answer:
    house = PremisesId(stage.names.known("premises", act.premises))
    async with stage.work() as uow:
        await closing.close_premises(uow, house, act.day, actor=stage.actor, rules=stage.rules, at=stage.at)
    return {"ok": True}


async def reopen_bed(stage: Stage, act: acts.ReopenBed) -> Answer:
    bed = BedspaceId(stage.names.known("bed", act.bed))
    async with stage.work() as uow:
        await closing.reopen_bed(uow, bed, act.day, actor=stage.actor, rules=stage.rules, at=stage.at)
    return {"ok": True}


async def capacity(stage: Stage, act: acts.Capacity) -> Answer:
    house = PremisesId(stage.names.known("premises", act.premises))
    async with stage.work() as uow:
        found = capacity_on(await uow.houses.one(house, Window(act.day, act.day)), act.day)
    return {
        "total": found.total,
        "available": found.available,
        "booked": found.booked,
        "overbooked": found.is_overbooked,
        "overbooked_features": list(found.overbooked_features),
    }


async def occupancy(stage: Stage, act: acts.Occupancy) -> Answer:
    record = await _record(stage, BedspaceId(stage.names.known("bed", act.bed)))
    found = occupancy_of(record, Window(act.first, act.last), stage.rules.working_days)
    return {**vars(found), "occupancy": None if found.share is None else float(found.share)}


async def _record(stage: Stage, bed: BedspaceId) -> BedRecord:
    async with stage.work() as uow:
        house, bedspace = await uow.houses.locked_around(bed, since=date.min)
        return BedRecord(
            bedspace=bedspace,
            placements=house.on(bedspace),
            voids=house.voids_on(bedspace),
            earlier_service=await uow.histories.earlier_service(bed),
        )
