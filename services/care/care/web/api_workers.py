"""Who works with whom, for a manager’s program: the workers of a provider, and handing a person over."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from annotated_types import MaxLen, MinLen
from fastapi import APIRouter, Request
from pydantic import BaseModel

from care.commands.own_worker import hand_over_person
from care.queries.workers import list_sizes
from care.web.api_people import Strict
from care.web.edge import ManagersDesk
from care.web.refusals import problems
from care.web.workers import workers_by_name
from contracts.ids import SupportCaseId
from plumbing.problems import Fault, Problem

router = APIRouter(prefix="/v1")
NOT_YOURS = "This is not one of your workers."


class WorkerItem(BaseModel):
    """`worker` is null for the people whom nobody has yet."""

    worker: str | None
    people: int


class WorkerList(BaseModel):
    items: list[WorkerItem]


class HandOver(Strict):
    """To nobody yet where `worker` is null."""

    worker: UUID | None
    reason: Annotated[str, MinLen(1), MaxLen(500)]


@router.get("/workers")
async def list_workers(request: Request, desk: ManagersDesk) -> WorkerList:
    """With how many people in support each has. Whoever has left and still has some is among them."""
    workers = [each.user for each in await workers_by_name(request, desk)]
    async with desk.work() as uow:
        sizes = await list_sizes(uow)
    everybody = dict.fromkeys((None, *sizes, *workers))
    return WorkerList(items=[WorkerItem(worker=each, people=sizes.get(each, 0)) for each in everybody])


@router.post("/support-cases/{support_case_id}/worker", status_code=HTTPStatus.NO_CONTENT)
async def hand_over(
    request: Request, desk: ManagersDesk, support_case_id: SupportCaseId, body: HandOver
) -> None:
    chosen = str(body.worker) if body.worker else None
    if chosen and chosen not in {each.user for each in await workers_by_name(request, desk)}:
        fault = Fault("/worker", "unknown", NOT_YOURS)
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, NOT_YOURS, faults=[fault])
    async with problems(), desk.work() as uow:
        await hand_over_person(uow, support_case_id, chosen, body.reason, desk.by)
