"""Ticking off what had to be done because of what happened to a placement."""

from datetime import datetime
from uuid import UUID

from care.domain.people import Actor
from care.domain.refusals import Code, Refused
from care.domain.tasks import PRIMES_TASKS
from care.storage import UnitOfWork


async def finish(uow: UnitOfWork, task_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Whoever was first stays on record."""
    task = await uow.tasks.locked(task_id)
    is_theirs = actor.may_act_on(task.provider_id) and task.kind not in PRIMES_TASKS
    if not (actor.is_prime or is_theirs):
        raise Refused(Code.FORBIDDEN)
    task.finish(actor.user, at=at)
    detail = {"kind": str(task.kind), "placement_id": str(task.placement_id)}
    uow.audit.add(
        action="task_done", actor=actor.user, subject=str(task.support_case_id), at=at, detail=detail
    )
