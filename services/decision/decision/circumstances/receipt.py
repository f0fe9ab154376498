"""The day of receipt put right, the referral acknowledged, progress in the recovery period checked."""

from datetime import date, datetime

from clocks import london_day
from contracts.ids import CaseId, UserId
from decision.acting import record_act
from decision.domain import receipt
from decision.domain.receipt import Party
from decision.domain.telling_organisations import News
from decision.storage import CaseNote, UnitOfWork


async def correct_received(uow: UnitOfWork, case_id: CaseId, on: date, note: CaseNote, *, seen: int) -> None:
    case = await uow.cases.locked(case_id, seen=seen)
    times, today = await uow.timekeeping(), london_day(note.written_at)
    events = receipt.correct_received(case, on, times=times, today=today)
    await record_act(uow, case, events, by=note.written_by, at=note.written_at)
    await uow.notes.keep(case_id, note)


async def acknowledge(
    uow: UnitOfWork, case_id: CaseId, told: frozenset[Party], *, seen: int, by: UserId, at: datetime
) -> None:
    """Whoever a mail has reached has been told already."""
    case = await uow.cases.locked(case_id, seen=seen)
    told |= {Party(each.value) for each in await uow.mails.told(case_id, News.ACKNOWLEDGED)}
    await record_act(uow, case, receipt.acknowledge(case, told, today=london_day(at)), by=by, at=at)


async def review_progress(
    uow: UnitOfWork, case_id: CaseId, asked: frozenset[Party], note: CaseNote, *, seen: int
) -> None:
    case = await uow.cases.locked(case_id, seen=seen)
    events = receipt.review_progress(case, asked, today=london_day(note.written_at))
    await record_act(uow, case, events, by=note.written_by, at=note.written_at)
    await uow.notes.keep(case_id, note)
