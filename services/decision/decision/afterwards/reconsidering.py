"""Asking for a reconsideration, answering, deciding, and giving more time to ask."""

from contracts.ids import CaseId
from decision.acting import record_said
from decision.domain import reconsidered, reconsidering
from decision.domain.case import Case
from decision.domain.reconsideration import Asked, Judgement, Reconsideration, Refusal
from decision.domain.reconsideration_extension import Extension, extend
from decision.storage import UnitOfWork


async def request(uow: UnitOfWork, case_id: CaseId, asked: Asked, *, seen: int) -> None:
    case = await uow.cases.locked(case_id, seen=seen)
    earlier = await uow.reconsiderations.of_case(case_id)
    made, events = reconsidering.request(case, asked, earlier=earlier, times=await uow.timekeeping())
    uow.reconsiderations.add(made)
    await record_said(uow, case, events, asked, about="reconsideration_asked", of=made.id)


async def extend_window(uow: UnitOfWork, case_id: CaseId, given: Extension, *, seen: int) -> None:
    case = await uow.cases.locked(case_id, seen=seen)
    waiting = await uow.reconsiderations.open_of(case_id)
    events = extend(case, given, waiting, times=await uow.timekeeping())
    await record_said(uow, case, events, given, about="reconsideration_extended", of=given.id)


async def accept(uow: UnitOfWork, case_id: CaseId, given: Judgement, *, seen: int) -> None:
    case, asked = await _locked(uow, case_id, seen=seen)
    events = reconsidering.accept(case, asked, given, times=await uow.timekeeping())
    await record_said(uow, case, events, given, about="reconsideration_answered", of=asked.id)


async def refuse(uow: UnitOfWork, case_id: CaseId, why: Refusal, given: Judgement, *, seen: int) -> None:
    case, asked = await _locked(uow, case_id, seen=seen)
    events = reconsidering.refuse(case, asked, why, given)
    await record_said(uow, case, events, given, about="reconsideration_answered", of=asked.id)


async def keep(uow: UnitOfWork, case_id: CaseId, given: Judgement, *, seen: int) -> None:
    case, asked = await _locked(uow, case_id, seen=seen)
    events = reconsidered.keep(case, asked, given, times=await uow.timekeeping())
    await record_said(uow, case, events, given, about="reconsideration_decided", of=asked.id)


async def reopen(uow: UnitOfWork, case_id: CaseId, given: Judgement, *, seen: int) -> None:
    case, asked = await _locked(uow, case_id, seen=seen)
    events = reconsidered.reopen(case, asked, given, times=await uow.timekeeping())
    await record_said(uow, case, events, given, about="reconsideration_decided", of=asked.id)


async def _locked(uow: UnitOfWork, case_id: CaseId, *, seen: int) -> tuple[Case, Reconsideration]:
    """Raises NoOpenRequest."""
    case = await uow.cases.locked(case_id, seen=seen)
    return case, await uow.reconsiderations.waiting(case_id)
