"""What has to be done because of what happened to a placement: the lines of a list, and ticking one off."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from care.commands import tasks
from care.domain.tasks import PRIMES_TASKS, TaskKind
from care.queries.history import OpenTask
from care.web import paths, words
from care.web.edge import AnyDesk, Desk
from plumbing.pages import see_other

router = APIRouter()

TITLES: dict[TaskKind, str] = {
    TaskKind.RE_PLACEMENT: "Place somebody elsewhere: an emergency took their bed",
    TaskKind.MISSING_CHECK: "Find out whether somebody who did not come is safe",
    TaskKind.NEXT_AT_RISK: "Find another bed, or other days: somebody is still in this one",
    TaskKind.NETWORK_MANAGER: "Find a house: several have declined this person",
    TaskKind.WELCOME_PACK: "Give somebody who has arrived their welcome pack and clothing",
    TaskKind.MOVE_APART: "Move somebody to another house: they are in danger in this one",
}


@dataclass(frozen=True)
class TaskLine:
    title: str
    bed: str
    reference: str
    href: str
    due_in: str
    is_late: bool
    done: str


def kinds_of(desk: Desk) -> Collection[TaskKind]:
    """The network manager is the prime's; everything else is a matter of the house as well."""
    return frozenset(TaskKind) if desk.is_prime else frozenset(TaskKind) - PRIMES_TASKS


def task_line(task: OpenTask, at: datetime) -> TaskLine:
    is_late = task.due_at is not None and task.due_at <= at
    return TaskLine(
        title=TITLES[task.kind],
        bed=task.bed_code,
        reference=task.reference or "",
        href=paths.placement(task.placement_id),
        due_in=words.time_left(task.due_at, at) if task.due_at else "",
        is_late=is_late,
        done=f"/tasks/{task.id}/done",
    )


@router.post("/tasks/{task_id}/done")
async def finish(desk: AnyDesk, task_id: UUID) -> Response:
    async with desk.work() as uow:
        await tasks.finish(uow, task_id, actor=desk.actor, at=desk.at)
    return see_other(paths.BOARD)
