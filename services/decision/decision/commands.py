"""What can be done with a case. A command loads, asks the domain, keeps and announces; the edge commits."""

from datetime import datetime
from uuid import UUID

from clocks import london_day
from contracts.ids import CaseId, UserId
from decision.acting import record_act
from decision.checking import check_relied_on, checked
from decision.domain import allocation, reasonable_grounds
from decision.domain.case import Case, Received
from decision.domain.decisions import DecisionKind, Outcome, Review, Ruling
from decision.domain.joining import check_lineage_said
from decision.domain.receipt import expect_acknowledgement
from decision.reminding import reminders
from decision.storage import Draft, UnitOfWork

SWEEP_AT_ONCE = 200


async def open_case(uow: UnitOfWork, case_id: CaseId, received: Received, *, at: datetime) -> None:
    """Once for each referral, however often it is announced."""
    if await uow.cases.exists_for(received.referral_id):
        return
    times = await uow.timekeeping()
    case, events = Case.open(case_id, received, times=times, at=at)
    uow.cases.add(case)
    await uow.record(case, [*events, *expect_acknowledgement(case, times=times)], by=None, at=at)


async def take_case(uow: UnitOfWork, case_id: CaseId, *, seen: int, by: UserId, at: datetime) -> None:
    case = await uow.cases.locked(case_id, seen=seen)
    candidate, conflicted = await uow.allocation.candidate(by), await uow.allocation.conflicted(case_id)
    taken = allocation.take(case, candidate, conflicted=conflicted)
    await record_act(uow, case, taken, by=by, at=at)


async def put_back_case(uow: UnitOfWork, case_id: CaseId, *, seen: int, by: UserId, at: datetime) -> None:
    case = await uow.cases.locked(case_id, seen=seen)
    await record_act(uow, case, case.put_back(by=by), by=by, at=at)


async def decide_reasonable_grounds(uow: UnitOfWork, case_id: CaseId, ruling: Ruling, *, seen: int) -> None:
    case = await uow.cases.locked(case_id, seen=seen)
    await check_relied_on(uow, case, ruling.relied_on)
    if ruling.outcome is Outcome.POSITIVE:
        check_lineage_said(case, await uow.joins.linked_to(case_id))
    ruling = await checked(uow, case, ruling, before=DecisionKind.REASONABLE_GROUNDS)
    events = reasonable_grounds.decide(case, ruling, times=await uow.timekeeping())
    await record_act(uow, case, events, by=ruling.by, at=ruling.at)
    await uow.reasons.keep(case_id, ruling.decision_id, "reasons", ruling.reasons, at=ruling.at)
    await uow.reasons.forget_draft(case_id, ruling.by)


async def review_reasonable_grounds(uow: UnitOfWork, case_id: CaseId, review: Review, *, seen: int) -> None:
    case = await uow.cases.locked(case_id, seen=seen)
    decision, events = reasonable_grounds.review(case, review, times=await uow.timekeeping())
    await record_act(uow, case, events, by=review.by, at=review.at)
    await uow.reasons.keep(case_id, decision.id, "review", review.reasons, at=review.at)


async def save_draft(uow: UnitOfWork, draft_id: UUID, case_id: CaseId, draft: Draft, *, by: UserId) -> None:
    """What somebody is writing, for their eyes only until they send it."""
    await uow.cases.get(case_id)
    await uow.reasons.save_draft(draft_id, case_id, by, draft)


async def sweep_clocks(uow: UnitOfWork, *, at: datetime, at_once: int = SWEEP_AT_ONCE) -> int:
    """Says what time has brought about, once each. Returns how many cases it touched; none means done."""
    today = london_day(at)
    cases = await uow.cases.with_clocks_to_look_at(today, limit=at_once)
    for case in cases:
        events = case.pass_time(today=today, at=at)
        reminded = await reminders(uow, case, events, at=at)
        await uow.record(case, [*events, *reminded], by=None, at=at)
    return len(cases)
