"""Keeping a case to the people a leader has named, and opening it to everybody again."""

from contracts.ids import CaseId
from decision.acting import record_act
from decision.domain import restriction
from decision.domain.reconsideration import Judgement
from decision.domain.restriction import Restriction
from decision.storage import UnitOfWork
from plumbing.identifiers import new_id


async def restrict_case(uow: UnitOfWork, said: Restriction, *, seen: int) -> None:
    """The holder who is not named gives the case up first: nobody holds what they may not open."""
    case = await uow.cases.locked(said.case_id, seen=seen)
    events = restriction.restrict(case, said, conflicted=await uow.allocation.conflicted(case.id))
    await record_act(uow, case, events, by=said.by, at=said.at)
    await uow.restrictions.keep(said)
    await uow.notes.keep_said(case.id, new_id(), "case_restricted", said)


async def lift_restriction(uow: UnitOfWork, case_id: CaseId, given: Judgement, *, seen: int) -> None:
    case = await uow.cases.locked(case_id, seen=seen)
    is_restricted = await uow.restrictions.of_case(case_id) is not None
    events = restriction.lift(case, given.words, is_restricted=is_restricted)
    await record_act(uow, case, events, by=given.by, at=given.at)
    await uow.restrictions.lift(case_id)
    await uow.notes.keep_said(case_id, new_id(), "restriction_lifted", given)
