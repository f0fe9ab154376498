"""Commands of the conclusive grounds decision: writing it, confirming it on its day, having it checked."""

from contracts.ids import CaseId
from decision.acting import record_act
from decision.checking import check_relied_on, checked
from decision.domain import conclusive_grounds, conclusive_review
from decision.domain.conclusive_grounds import Confirmation, SettingAside
from decision.domain.decisions import DecisionKind, DecisionState, Review, Ruling
from decision.storage import UnitOfWork


async def decide_conclusive_grounds(
    uow: UnitOfWork, case_id: CaseId, ruling: Ruling, *, seen: int
) -> DecisionState:
    """Returns what has become of it: it stands, awaits a second person, or is held until its day."""
    case = await uow.cases.locked(case_id, seen=seen)
    await check_relied_on(uow, case, ruling.relied_on)
    ruling = await checked(uow, case, ruling, before=DecisionKind.CONCLUSIVE_GROUNDS)
    events = conclusive_grounds.decide(case, ruling, times=await uow.timekeeping())
    await record_act(uow, case, events, by=ruling.by, at=ruling.at)
    await uow.reasons.keep(case_id, ruling.decision_id, "reasons", ruling.reasons, at=ruling.at)
    await uow.reasons.forget_draft(case_id, ruling.by, DecisionKind.CONCLUSIVE_GROUNDS)
    return case.decisions[-1].state


async def confirm_conclusive_grounds(
    uow: UnitOfWork, case_id: CaseId, given: Confirmation, *, seen: int
) -> DecisionState:
    case = await uow.cases.locked(case_id, seen=seen)
    decision = conclusive_grounds.held_decision(case)
    events = conclusive_grounds.confirm(case, given, times=await uow.timekeeping())
    await record_act(uow, case, events, by=given.by, at=given.at)
    return decision.state


async def set_aside_conclusive_grounds(
    uow: UnitOfWork, case_id: CaseId, given: SettingAside, *, seen: int
) -> None:
    case = await uow.cases.locked(case_id, seen=seen)
    decision, events = conclusive_grounds.set_aside(case, given)
    await record_act(uow, case, events, by=given.by, at=given.at)
    await uow.reasons.keep(case_id, decision.id, "set_aside", given.reasons, at=given.at)


async def review_conclusive_grounds(
    uow: UnitOfWork, case_id: CaseId, given: Review, *, seen: int
) -> DecisionState:
    case = await uow.cases.locked(case_id, seen=seen)
    decision, events = conclusive_review.review(case, given, times=await uow.timekeeping())
    await record_act(uow, case, events, by=given.by, at=given.at)
    await uow.reasons.keep(case_id, decision.id, "review", given.reasons, at=given.at)
    return decision.state
