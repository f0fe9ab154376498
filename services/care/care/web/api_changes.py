"""Stays that change while they last, for programs."""

from datetime import date

from fastapi import APIRouter

from care.commands import changing, not_coming
from care.commands.changing import Overstay
from care.queries.stays import stay
from care.storage import UnitOfWork
from care.web.api_people import Strict
from care.web.api_stays import PlacementItem
from care.web.edge import AnyDesk
from care.web.refusals import problem, problems
from contracts.ids import PlacementId

router = APIRouter(prefix="/v1/placements/{placement_id}")


class ExtensionFact(Strict):
    departure_on: date


class OverstayFact(ExtensionFact):
    is_authorised: bool
    reason: str = ""


class TurnaroundFact(Strict):
    turnaround_days: int


@router.post("/extend")
async def extend(desk: AnyDesk, placement_id: PlacementId, body: ExtensionFact) -> PlacementItem:
    async with problems(), desk.work() as uow:
        await changing.extend(
            uow, placement_id, body.departure_on, actor=desk.actor, rules=desk.rules, at=desk.at
        )
        return await _item(uow, placement_id)


@router.post("/overstay")
async def overstay(desk: AnyDesk, placement_id: PlacementId, body: OverstayFact) -> PlacementItem:
    what = Overstay(**body.model_dump())
    async with problems(), desk.work() as uow:
        refused = await changing.overstay(
            uow, placement_id, what, actor=desk.actor, rules=desk.rules, at=desk.at
        )
        item = await _item(uow, placement_id)
    if refused is not None:
        raise problem(refused)
    return item


@router.post("/turnaround")
async def turnaround(desk: AnyDesk, placement_id: PlacementId, body: TurnaroundFact) -> PlacementItem:
    async with problems(), desk.work() as uow:
        await changing.set_turnaround(
            uow, placement_id, body.turnaround_days, actor=desk.actor, rules=desk.rules, at=desk.at
        )
        return await _item(uow, placement_id)


@router.post("/no-show")
async def no_show(desk: AnyDesk, placement_id: PlacementId) -> PlacementItem:
    async with problems(), desk.work() as uow:
        await not_coming.no_show(uow, placement_id, actor=desk.actor, rules=desk.rules, at=desk.at)
        return await _item(uow, placement_id)


async def _item(uow: UnitOfWork, placement_id: PlacementId) -> PlacementItem:
    return PlacementItem.model_validate(await stay(uow, placement_id))
