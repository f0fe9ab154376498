"""The 18th birthday while a case is open, and what the person says then."""

from datetime import datetime
from uuid import UUID

from clocks import london_day
from contracts.events import Event
from decision.acting import record_act
from decision.commands import SWEEP_AT_ONCE
from decision.domain import suspension as suspensions
from decision.domain import turning_18, withdrawal
from decision.domain.case import Case
from decision.domain.suspension import SuspensionReason
from decision.domain.turning_18 import ConsentAt18
from decision.domain.withdrawal import HowWithdrawn, Withdrawal
from decision.storage import CaseNote, UnitOfWork


async def sweep_birthdays(uow: UnitOfWork, *, at: datetime, at_once: int = SWEEP_AT_ONCE) -> int:
    """Asks whoever has turned 18, once each. Returns how many cases it touched; none means done."""
    today, times = london_day(at), await uow.timekeeping()
    cases = await uow.circumstances.turning_18(today, limit=at_once)
    for case in cases:
        await uow.record(case, turning_18.turn_18(case, times=times, today=today), by=None, at=at)
    return len(cases)


async def record_consent(
    uow: UnitOfWork, said: ConsentAt18, *, withdrawal_id: UUID, note: str, seen: int
) -> None:
    """Agreed, a case suspended for want of an answer goes on; refused, it is withdrawn."""
    case = await uow.cases.locked(said.case_id, seen=seen)
    events = turning_18.record_consent(case, said, times=await uow.timekeeping())
    follows = await _go_on(uow, case, said) if said.is_given else await _leave(uow, case, said, withdrawal_id)
    await record_act(uow, case, [*events, *follows], by=said.recorded_by, at=said.recorded_at)
    await uow.circumstances.keep_consent(said)
    note_ = CaseNote(said.id, "consent_at_18", note, said.recorded_by, said.recorded_at)
    await uow.notes.keep(said.case_id, note_)


async def _go_on(uow: UnitOfWork, case: Case, said: ConsentAt18) -> list[Event]:
    suspension = await uow.circumstances.open_suspension(case.id)
    if suspension is None or suspension.reason is not SuspensionReason.NO_ANSWER_AT_18:
        return []
    times = await uow.timekeeping()
    return suspensions.resume(case, suspension, by=said.recorded_by, at=said.recorded_at, times=times)


async def _leave(uow: UnitOfWork, case: Case, said: ConsentAt18, withdrawal_id: UUID) -> list[Event]:
    left = Withdrawal(
        id=withdrawal_id,
        case_id=case.id,
        how=HowWithdrawn.REFUSED,
        said_on=said.said_on,
        recorded_by=said.recorded_by,
        recorded_at=said.recorded_at,
    )
    events = withdrawal.withdraw(case, left, times=await uow.timekeeping())
    await uow.circumstances.keep_withdrawal(left)
    return events
