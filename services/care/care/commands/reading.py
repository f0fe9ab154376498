"""Reading notes and health detail with a reason, and keeping what is legally privileged."""

from uuid import UUID

from care.commands.lives import By, locked, write_down
from care.domain.reading import PrivilegedItem, read_with_reason
from care.domain.visibility import Data
from care.storage import UnitOfWork
from contracts.ids import SupportCaseId
from plumbing.identifiers import new_id

WHY = "why_read"


async def open_record(uow: UnitOfWork, case_id: SupportCaseId, reason: str, by: By) -> frozenset[Data]:
    """What may be read now, this once: whoever needs it again says why again."""
    case = await locked(uow, case_id, by)
    reading = read_with_reason(case, new_id(), reason, actor=by.actor, at=by.at)
    uow.readers.add(reading)
    await uow.texts.keep(case, reading.id, {WHY: reason.strip()}, at=by.at)
    detail = {"what": " ".join(reading.what)}
    uow.audit.add(
        action="record_read", actor=by.actor.user, subject=str(case.referral_id), at=by.at, detail=detail
    )
    return reading.opened


async def keep_privileged(uow: UnitOfWork, case_id: SupportCaseId, item_id: UUID, words: str, by: By) -> None:
    case = await locked(uow, case_id, by)
    item = PrivilegedItem(id=item_id, support_case_id=case.id, written_at=by.at, written_by=by.actor.user)
    uow.readers.add(item)
    await uow.texts.keep(case, item_id, {Data.PRIVILEGED: words}, at=by.at)
    write_down(uow, "privileged_item_kept", case.referral_id, by)
