"""Acts on beds and houses: taking them out of use, closing them, and how full they are."""

from uuid import uuid4

from care.commands import closing, voids
from care.commands.voids import NewVoid
from care.domain.beds import VoidId
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
