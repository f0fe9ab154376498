"""Whose own support worker is whose: taken, assigned and handed over, with why."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from care.domain.people import Actor
from care.domain.refusals import Code, Refused
from care.domain.support import SupportCase
from contracts.ids import ProviderId, SupportCaseId


@dataclass(eq=False, kw_only=True)
class WorkerChange:
    """Kept for good; why is sealed beside it. `worker_id` is None while the person waits for a worker."""

    id: UUID
    support_case_id: SupportCaseId
    provider_id: ProviderId
    worker_id: str | None
    worker_before: str | None
    changed_at: datetime
    changed_by: str


def take(case: SupportCase, change_id: UUID, *, actor: Actor, at: datetime) -> WorkerChange:
    """A worker takes a person of their provider who has none. Nobody is taken from a colleague."""
    if case.worker_id is not None:
        raise Refused(Code.FORBIDDEN)
    return _change(case, change_id, actor.user, actor=actor, at=at)


def hand_over(
    case: SupportCase, change_id: UUID, worker_id: str | None, *, actor: Actor, at: datetime
) -> WorkerChange:
    """By a manager of the provider. To whom a person goes already, they cannot go again."""
    if not actor.is_manager:
        raise Refused(Code.FORBIDDEN)
    return _change(case, change_id, worker_id, actor=actor, at=at)


def _change(
    case: SupportCase, change_id: UUID, worker_id: str | None, *, actor: Actor, at: datetime
) -> WorkerChange:
    if case.provider_id is None or case.provider_id != actor.provider_id:
        raise Refused(Code.FORBIDDEN)
    if worker_id == case.worker_id:
        raise Refused(Code.WRONG_STATE)
    before, case.worker_id = case.worker_id, worker_id
    return WorkerChange(
        id=change_id,
        support_case_id=case.id,
        provider_id=case.provider_id,
        worker_id=worker_id,
        worker_before=before,
        changed_at=at,
        changed_by=actor.user,
    )
