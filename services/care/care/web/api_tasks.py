"""What has to be done, for programs: tasks of a house, and taking a person as their own worker."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from care.commands import tasks
from care.commands.own_worker import take_person
from care.domain.tasks import TaskKind
from care.queries.history import open_tasks
from care.web.edge import AnyDesk, ProvidersDesk
from care.web.refusals import problems
from care.web.tasks import kinds_of
from contracts.ids import SupportCaseId

router = APIRouter(prefix="/v1")


class TaskItem(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    kind: TaskKind
    placement_id: UUID
    due_at: datetime | None


class TaskList(BaseModel):
    items: list[TaskItem]


@router.get("/tasks")
async def still_open(desk: AnyDesk) -> TaskList:
    """Those that run out first, then the longest waiting."""
    async with desk.work() as uow:
        found = await open_tasks(uow, kinds_of(desk))
    return TaskList(items=[TaskItem.model_validate(each) for each in found])


@router.post("/tasks/{task_id}/done", status_code=204)
async def finish(desk: AnyDesk, task_id: UUID) -> None:
    async with problems(), desk.work() as uow:
        await tasks.finish(uow, task_id, actor=desk.actor, at=desk.at)


@router.post("/support-cases/{support_case_id}/worker/take", status_code=204)
async def take(desk: ProvidersDesk, support_case_id: SupportCaseId) -> None:
    """Whoever asks is the person's own worker from now on, if nobody was."""
    async with problems(), desk.work() as uow:
        await take_person(uow, support_case_id, desk.by)
