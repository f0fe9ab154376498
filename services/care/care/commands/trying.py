"""Trying to reach somebody before the first contact, or asking others for details (LC-1, LC-2)."""

from dataclasses import dataclass
from uuid import UUID

from care.commands.lives import By, locked, write_down
from care.domain.attempts import ContactAttempt, Result, Way
from care.domain.refusals import Code, Refused
from care.storage import UnitOfWork
from contracts.ids import SupportCaseId


@dataclass(frozen=True, kw_only=True)
class Tried:
    id: UUID
    way: Way
    result: Result
    note: str = ""


async def log_attempt(uow: UnitOfWork, case_id: SupportCaseId, tried: Tried, by: By) -> None:
    """By the prime, and only until the person has been reached. The clock goes on."""
    if not by.actor.is_prime:
        raise Refused(Code.FORBIDDEN)
    case = await locked(uow, case_id, by)
    if case.contact_made_at is not None:
        raise Refused(Code.WRONG_STATE)
    attempt = ContactAttempt(
        id=tried.id,
        support_case_id=case.id,
        way=tried.way,
        result=tried.result,
        tried_at=by.at,
        tried_by=by.actor.user,
    )
    uow.attempts.add(attempt)
    await uow.texts.keep(case, tried.id, {"attempt": tried.note}, at=by.at)
    write_down(uow, "contact_tried", case.referral_id, by)
