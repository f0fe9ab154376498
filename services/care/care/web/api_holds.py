"""Keeping what is known of somebody for a court, for programs of the prime and of managers (VI-6)."""

from typing import Annotated

from annotated_types import MaxLen, MinLen
from fastapi import APIRouter
from pydantic import AwareDatetime, BaseModel

from care.commands.retaining import lift_hold, set_hold
from care.storage import UnitOfWork
from care.web.api_people import Strict
from care.web.edge import OverseersDesk
from care.web.refusals import problems
from care.web.seeing import role_at
from contracts.ids import SupportCaseId

router = APIRouter(prefix="/v1/support-cases/{support_case_id}/hold")


class Why(Strict):
    """Sealed, and read on the page only."""

    reason: Annotated[str, MinLen(1), MaxLen(500)]


class HoldItem(BaseModel):
    """Nothing is forgotten while `held_since` is not null."""

    held_since: AwareDatetime | None


@router.get("")
async def hold(desk: OverseersDesk, support_case_id: SupportCaseId) -> HoldItem:
    async with desk.work() as uow:
        role_at(desk, await uow.cases.get(support_case_id))
        return await _item(uow, support_case_id)


@router.post("")
async def put_on_hold(desk: OverseersDesk, support_case_id: SupportCaseId, body: Why) -> HoldItem:
    async with problems(), desk.work() as uow:
        await set_hold(uow, support_case_id, body.reason, desk.by)
        return await _item(uow, support_case_id)


@router.post("/lift")
async def lift(desk: OverseersDesk, support_case_id: SupportCaseId, body: Why) -> HoldItem:
    async with problems(), desk.work() as uow:
        await lift_hold(uow, support_case_id, body.reason, desk.by)
        return await _item(uow, support_case_id)


async def _item(uow: UnitOfWork, support_case_id: SupportCaseId) -> HoldItem:
    await uow.session.flush()
    found = await uow.retention.hold_on(support_case_id)
    return HoldItem(held_since=found.set_at if found else None)
