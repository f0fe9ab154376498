"""Acts that change a stay: longer, shorter, overstayed, and how long its bed is prepared afterwards."""

from care.commands import changing
from care.commands.changing import Overstay
from care.queries.history import changes_of
from nrm.place import stay_acts as acts
from nrm.place.stage import Answer, Stage


async def extend(stage: Stage, act: acts.Extend) -> Answer:
    placement = stage.placement_id(act.placement)
    async with stage.work() as uow:
        await changing.extend(
            uow, placement, act.departure, actor=stage.actor, rules=stage.rules, at=stage.at
        )
    async with stage.work() as uow:
        change = (await changes_of(uow, placement))[-1]
    return {
        "ok": True,
        "departure_now": change.departure_after,
        "previous_departure": change.departure_before,
        **await _blocked_to(stage, act.placement),
    }


async def overstay(stage: Stage, act: acts.Overstay) -> Answer:
    """A refusal comes back rather than up, so that the warning to the next person is kept."""
    what = Overstay(departure_on=act.departure, is_authorised=act.authorised, reason=act.reason or "")
    placement = stage.placement_id(act.placement)
    async with stage.work() as uow:
        refused = await changing.overstay(
            uow, placement, what, actor=stage.actor, rules=stage.rules, at=stage.at
        )
    return stage.refusal(refused) if refused else {"ok": True, **await _blocked_to(stage, act.placement)}


async def set_turnaround(stage: Stage, act: acts.SetTurnaround) -> Answer:
    placement = stage.placement_id(act.placement)
    async with stage.work() as uow:
        await changing.set_turnaround(
            uow, placement, act.turnaround, actor=stage.actor, rules=stage.rules, at=stage.at
        )
    return {"ok": True, **await _blocked_to(stage, act.placement)}


async def _blocked_to(stage: Stage, placement: str) -> Answer:
    return {"blocked_to": (await stage.placement(placement)).occupied_until}
