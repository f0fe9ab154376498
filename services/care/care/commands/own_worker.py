"""Taking a person as their own support worker, and handing them over, with why."""

from care.commands.lives import By, locked
from care.domain.own_worker import WorkerChange, hand_over, take
from care.domain.refusals import Code, Refused
from care.domain.support import SupportCase
from care.storage import UnitOfWork
from contracts.ids import SupportCaseId
from plumbing.identifiers import new_id

WHY = "why_handed_over"


async def take_person(uow: UnitOfWork, case_id: SupportCaseId, by: By) -> None:
    case = await locked(uow, case_id, by)
    _keep(uow, case, take(case, new_id(), actor=by.actor, at=by.at), by)


async def hand_over_person(
    uow: UnitOfWork, case_id: SupportCaseId, worker_id: str | None, reason: str, by: By
) -> None:
    """To a worker of the same provider, which whoever calls has made sure of, or to nobody yet."""
    if not reason.strip():
        raise Refused(Code.REASON_REQUIRED)
    case = await locked(uow, case_id, by)
    change = hand_over(case, new_id(), worker_id, actor=by.actor, at=by.at)
    _keep(uow, case, change, by)
    await uow.texts.keep(case, change.id, {WHY: reason}, at=by.at)


def _keep(uow: UnitOfWork, case: SupportCase, change: WorkerChange, by: By) -> None:
    uow.readers.add(change)
    detail = {"from": change.worker_before or "", "to": change.worker_id or ""}
    uow.audit.add(
        action="support_worker_changed",
        actor=by.actor.user,
        subject=str(case.referral_id),
        at=by.at,
        detail=detail,
    )
