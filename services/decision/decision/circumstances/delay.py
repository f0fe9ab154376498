"""Requests that the conclusive grounds decision waits, and the answers to them."""

from uuid import UUID

from contracts.ids import CaseId
from decision.acting import record_act, record_said
from decision.domain import delay
from decision.domain.delay import Answer, DelayRequest
from decision.domain.reconsideration import Judgement
from decision.storage import CaseNote, UnitOfWork


async def ask_for_delay(uow: UnitOfWork, asked: DelayRequest, *, why: str, seen: int) -> None:
    case = await uow.cases.locked(asked.case_id, seen=seen)
    is_another_open = await uow.circumstances.has_open_delay(case.id)
    events = delay.ask(case, asked, is_another_open=is_another_open, times=await uow.timekeeping())
    uow.circumstances.add(asked)
    await record_act(uow, case, events, by=asked.recorded_by, at=asked.recorded_at)
    note = CaseNote(asked.id, "delay_asked", why, asked.recorded_by, asked.recorded_at)
    await uow.notes.keep(case.id, note)


async def answer_delay(
    uow: UnitOfWork, case_id: CaseId, request_id: UUID, given: Answer, *, seen: int
) -> None:
    """Agreed when it gives a day, refused otherwise."""
    case = await uow.cases.locked(case_id, seen=seen)
    asked = await uow.circumstances.delay(case_id, request_id)
    if given.not_before is None:
        events = delay.refuse(case, asked, given)
    else:
        events = delay.agree(case, asked, given, times=await uow.timekeeping())
    await record_act(uow, case, events, by=given.by, at=given.at)
    await uow.notes.keep(case_id, CaseNote(request_id, "delay_answered", given.reasons, given.by, given.at))


async def end_delay(uow: UnitOfWork, case_id: CaseId, given: Judgement, *, note_id: UUID, seen: int) -> None:
    case = await uow.cases.locked(case_id, seen=seen)
    events = delay.end_early(case, times=await uow.timekeeping(), at=given.at)
    await record_said(uow, case, events, given, about="delay_ended", of=note_id)
