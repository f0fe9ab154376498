"""Reaching the person for the first time, and their agreement to support."""

from datetime import datetime

from care.domain.people import Actor
from care.storage import UnitOfWork
from contracts.ids import SupportCaseId


async def record_contact(
    uow: UnitOfWork, support_case_id: SupportCaseId, *, actor: Actor, at: datetime
) -> None:
    case = await uow.cases.locked(support_case_id)
    await uow.outbox.add(*case.make_contact(at=at), at=at)
    uow.audit.add(action="contact_made", actor=actor.user, subject=str(case.referral_id), at=at)


async def record_agreement(
    uow: UnitOfWork, support_case_id: SupportCaseId, *, actor: Actor, at: datetime
) -> None:
    """The person wants support after all."""
    case = await uow.cases.locked(support_case_id)
    case.agree_again()
    uow.audit.add(action="agreed_again", actor=actor.user, subject=str(case.referral_id), at=at)


async def sweep_contacts(uow: UnitOfWork, *, at: datetime, limit: int = 500) -> int:
    """Says of each person not reached in time that they were not. Returns how many."""
    overdue = await uow.cases.contact_overdue(at, limit=limit)
    for case in overdue:
        await uow.outbox.add(*case.miss_contact(at=at), at=at)
    return len(overdue)
