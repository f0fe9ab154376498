"""Whether a further positive decision protects the person again: decided expressly, never by itself."""

from contracts.ids import CaseId
from decision.acting import record_said
from decision.domain.further_grounds import protect
from decision.domain.reconsideration import Judgement
from decision.storage import UnitOfWork


async def decide_protection(
    uow: UnitOfWork, case_id: CaseId, given: Judgement, *, is_given: bool, seen: int
) -> None:
    case = await uow.cases.locked(case_id, seen=seen)
    decided, times = await uow.protections.of_case(case_id), await uow.timekeeping()
    said, events = protect(case, given, is_given=is_given, decided=decided, times=times)
    uow.protections.add(said)
    await record_said(uow, case, events, given, about="further_protection", of=said.decision_id)
