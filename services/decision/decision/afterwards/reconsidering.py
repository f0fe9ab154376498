"""Asking for a reconsideration, answering, deciding, and giving more time to ask."""

from collections.abc import Callable
from uuid import UUID

from contracts.events import Event
from contracts.ids import CaseId
from decision.acting import record_act
from decision.domain import reconsidered, reconsidering
from decision.domain.case import Case
from decision.domain.reconsideration import Asked, Judgement, Reconsideration, Refusal
from decision.domain.reconsideration_extension import Extension, extend
from decision.domain.timekeeping import Timekeeping
from decision.storage import CaseNote, UnitOfWork
from decision.storage.case_notes import About

Judge = Callable[[Case, Reconsideration, Timekeeping], list[Event]]


async def request(uow: UnitOfWork, case_id: CaseId, asked: Asked, *, seen: int) -> None:
    case = await uow.cases.locked(case_id, seen=seen)
    earlier = await uow.reconsiderations.of_case(case_id)
    made, events = reconsidering.request(case, asked, earlier=earlier, times=await uow.timekeeping())
    uow.reconsiderations.add(made)
    await record_act(uow, case, events, by=asked.by, at=asked.at)
    note = CaseNote(made.id, "reconsideration_asked", asked.words, asked.by, asked.at)
    await uow.notes.keep(case_id, note)


async def extend_window(uow: UnitOfWork, case_id: CaseId, given: Extension, *, seen: int) -> None:
    case = await uow.cases.locked(case_id, seen=seen)
    waiting = await uow.reconsiderations.open_of(case_id)
    events = extend(case, given, waiting, times=await uow.timekeeping())
    await record_act(uow, case, events, by=given.by, at=given.at)
    note = CaseNote(given.id, "reconsideration_extended", given.words, given.by, given.at)
    await uow.notes.keep(case_id, note)


async def accept(uow: UnitOfWork, case_id: CaseId, given: Judgement, *, seen: int) -> None:
    await _answer(
        uow,
        case_id,
        given,
        lambda case, asked, times: reconsidering.accept(case, asked, given, times=times),
        seen=seen,
    )


async def refuse(uow: UnitOfWork, case_id: CaseId, why: Refusal, given: Judgement, *, seen: int) -> None:
    await _answer(
        uow, case_id, given, lambda case, asked, _: reconsidering.refuse(case, asked, why, given), seen=seen
    )


async def keep(uow: UnitOfWork, case_id: CaseId, given: Judgement, *, seen: int) -> None:
    await _decide(
        uow,
        case_id,
        given,
        lambda case, asked, times: reconsidered.keep(case, asked, given, times=times),
        seen=seen,
    )


async def reopen(uow: UnitOfWork, case_id: CaseId, given: Judgement, *, seen: int) -> None:
    await _decide(
        uow,
        case_id,
        given,
        lambda case, asked, times: reconsidered.reopen(case, asked, given, times=times),
        seen=seen,
    )


async def _answer(uow: UnitOfWork, case_id: CaseId, given: Judgement, judge: Judge, *, seen: int) -> None:
    asked_id = await _judge(uow, case_id, given, judge, seen=seen)
    await _note(uow, case_id, asked_id, "reconsideration_answered", given)


async def _decide(uow: UnitOfWork, case_id: CaseId, given: Judgement, judge: Judge, *, seen: int) -> None:
    asked_id = await _judge(uow, case_id, given, judge, seen=seen)
    await _note(uow, case_id, asked_id, "reconsideration_decided", given)


async def _judge(uow: UnitOfWork, case_id: CaseId, given: Judgement, judge: Judge, *, seen: int) -> UUID:
    """Raises NoOpenRequest, and what the domain raises."""
    case = await uow.cases.locked(case_id, seen=seen)
    asked = await uow.reconsiderations.waiting(case_id)
    events = judge(case, asked, await uow.timekeeping())
    await record_act(uow, case, events, by=given.by, at=given.at)
    return asked.id


async def _note(uow: UnitOfWork, case_id: CaseId, asked_id: UUID, about: About, given: Judgement) -> None:
    await uow.notes.keep(case_id, CaseNote(asked_id, about, given.words, given.by, given.at))
