"""Giving cases to people: the next one, any one by a leader, and none where somebody has a conflict."""

from datetime import datetime

from contracts.ids import CaseId, UserId
from decision.acting import record_act, record_said
from decision.domain import allocation
from decision.domain.allocation import Conflict
from decision.domain.case import Case
from decision.domain.reconsideration import Judgement, SomebodyElseMustDecide
from decision.domain.restriction import NotNamed
from decision.storage import UnitOfWork
from plumbing.identifiers import new_id


async def take_next_case(uow: UnitOfWork, *, by: UserId, at: datetime) -> CaseId | None:
    """The most pressing case nobody has that this person may hold. Two who ask at once get two cases."""
    candidate = await uow.allocation.candidate(by)
    passed_over: list[CaseId] = []
    while case := await uow.allocation.next_free(candidate, but=passed_over):
        if await _take(uow, case, candidate, at=at):
            return case.id
        passed_over.append(case.id)
    return None


async def _take(uow: UnitOfWork, case: Case, candidate: allocation.Candidate, *, at: datetime) -> bool:
    try:
        events = allocation.take(case, candidate, conflicted=await uow.allocation.conflicted(case.id))
    except SomebodyElseMustDecide:
        return False
    await record_act(uow, case, events, by=candidate.id, at=at)
    return True


async def allocate_case(
    uow: UnitOfWork, case_id: CaseId, to: UserId, *, seen: int, by: UserId, at: datetime
) -> None:
    """Raises NotNamed, and what the domain's `allocate` raises."""
    case = await uow.cases.locked(case_id, seen=seen)
    candidate = await uow.allocation.caseworker(to, at=at)
    if await uow.restrictions.shuts_out(case_id, to):
        raise NotNamed
    events = allocation.allocate(case, candidate, conflicted=await uow.allocation.conflicted(case_id))
    await record_act(uow, case, events, by=by, at=at)


async def declare_conflict(uow: UnitOfWork, conflict: Conflict, *, seen: int) -> None:
    case = await uow.cases.locked(conflict.case_id, seen=seen)
    conflicted = await uow.allocation.conflicted(case.id)
    events = allocation.declare_conflict(case, conflict, conflicted=conflicted)
    if events:
        await record_act(uow, case, events, by=conflict.person, at=conflict.declared_at)
        await uow.allocation.keep_conflict(conflict)


async def withdraw_conflict(
    uow: UnitOfWork, case_id: CaseId, person: UserId, given: Judgement, *, seen: int, is_leader: bool
) -> None:
    """Forgotten first, so that who declared it by mistake may say so."""
    case = await uow.cases.locked(case_id, seen=seen)
    conflicted = await uow.allocation.conflicted(case_id)
    events = allocation.withdraw_conflict(case, person, given, conflicted=conflicted, is_leader=is_leader)
    with uow.session.no_autoflush:
        await uow.allocation.forget_conflict(case_id, person)
    await record_said(uow, case, events, given, about="conflict_withdrawn", of=new_id())
