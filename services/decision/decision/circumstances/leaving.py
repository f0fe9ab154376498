"""Withdrawing, and the other ends of a case."""

from datetime import datetime
from uuid import UUID

from contracts.ids import CaseId, UserId
from decision.acting import record_act, record_said
from decision.domain import withdrawal
from decision.domain.closing import close_in_error, exit_case
from decision.domain.joining import check_no_parts
from decision.domain.reconsideration import Judgement
from decision.domain.withdrawal import Withdrawal
from decision.storage import CaseNote, UnitOfWork


async def withdraw_case(uow: UnitOfWork, said: Withdrawal, *, advice: str, seen: int) -> None:
    case = await uow.cases.locked(said.case_id, seen=seen)
    events = withdrawal.withdraw(case, said, advice=advice, times=await uow.timekeeping())
    await record_act(uow, case, events, by=said.recorded_by, at=said.recorded_at)
    await uow.circumstances.keep_withdrawal(said)
    note = CaseNote(said.id, "withdrawal", advice, said.recorded_by, said.recorded_at)
    await uow.notes.keep(case.id, note)


async def go_on_with_case(
    uow: UnitOfWork, case_id: CaseId, given: Judgement, *, note_id: UUID, seen: int
) -> None:
    """Nobody withdraws after all, or a child was said to."""
    case = await uow.cases.locked(case_id, seen=seen)
    events = withdrawal.go_on(case)
    await record_said(uow, case, events, given, about="withdrawal_not_taken", of=note_id)


async def close_case_in_error(
    uow: UnitOfWork, case_id: CaseId, given: Judgement, *, note_id: UUID, seen: int
) -> None:
    """Raises HasParts: a referral that was merged into it must not be lost with it."""
    case = await uow.cases.locked(case_id, seen=seen)
    check_no_parts(case, await uow.joins.of_case(case_id))
    events = close_in_error(case, at=given.at)
    await record_said(uow, case, events, given, about="closing", of=note_id)


async def close_decided_case(
    uow: UnitOfWork, case_id: CaseId, *, seen: int, by: UserId, at: datetime
) -> None:
    case = await uow.cases.locked(case_id, seen=seen)
    events = exit_case(case, times=await uow.timekeeping(), at=at)
    await record_act(uow, case, events, by=by, at=at)
