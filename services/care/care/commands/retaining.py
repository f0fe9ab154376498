"""Holding what is known of somebody for a court, and forgetting what is past its time (VI-6)."""

from collections.abc import Sequence
from datetime import datetime

from care.commands.lives import By, locked
from care.domain.people import TIME_ITSELF
from care.domain.refusals import Code, Refused
from care.domain.retention import Kept, LegalHold, purposes_of, tables_of
from care.domain.support import SupportCase
from care.storage import UnitOfWork
from care.storage.retention import Records
from contracts.ids import SupportCaseId
from plumbing.identifiers import new_id

WHY_HELD, WHY_LIFTED = "why_held", "why_lifted"
BATCH = 50


async def set_hold(uow: UnitOfWork, case_id: SupportCaseId, reason: str, by: By) -> None:
    case = await locked(uow, case_id, by)
    if await uow.retention.hold_on(case_id) is not None:
        raise Refused(Code.WRONG_STATE)
    hold = LegalHold(id=new_id(), support_case_id=case.id, set_at=by.at, set_by=by.actor.user)
    uow.retention.add(hold)
    await _say_why(uow, case, hold, {WHY_HELD: reason}, by)


async def lift_hold(uow: UnitOfWork, case_id: SupportCaseId, reason: str, by: By) -> None:
    case = await locked(uow, case_id, by)
    hold = await uow.retention.hold_on(case_id)
    if hold is None:
        raise Refused(Code.WRONG_STATE)
    hold.lift(by=by.actor.user, at=by.at)
    await _say_why(uow, case, hold, {WHY_LIFTED: reason}, by)


async def forget_what_is_past(uow: UnitOfWork, kept: Sequence[Kept], *, at: datetime) -> int:
    """Of how many people something was forgotten. Without any number configured it looks at nothing."""
    counted = [each for each in kept if each.days is not None]
    known = await uow.retention.purposes() if counted else ()
    return sum([await _forget(uow, each, _records(each, known), at) for each in counted])


def _records(kept: Kept, known: Sequence[str]) -> Records:
    return Records(purposes_of(kept.data, known), tables_of(kept.data))


async def _forget(uow: UnitOfWork, kept: Kept, records: Records, at: datetime) -> int:
    before = kept.past(at)
    if before is None:
        return 0
    cases = await uow.retention.past(before, records, limit=BATCH)
    for case in cases:
        forgotten = await uow.retention.forget(case.id, records)
        detail = {
            "what": kept.data.value,
            "texts": str(forgotten.texts),
            "rows": str(forgotten.rows),
            "days": str(kept.days),
        }
        uow.audit.add(
            action="record_forgotten",
            actor=TIME_ITSELF.user,
            subject=str(case.referral_id),
            at=at,
            detail=detail,
        )
    return len(cases)


async def _say_why(uow: UnitOfWork, case: SupportCase, hold: LegalHold, why: dict[str, str], by: By) -> None:
    if not all(words.strip() for words in why.values()):
        raise Refused(Code.REASON_REQUIRED)
    await uow.texts.keep(case, hold.id, why, at=by.at)
    action = "legal_hold_set" if WHY_HELD in why else "legal_hold_lifted"
    uow.audit.add(action=action, actor=by.actor.user, subject=str(case.referral_id), at=by.at)
