"""Why a decision was kept after it was looked at again, for the letter that says so."""

from uuid import UUID

from contracts.ids import CaseId
from decision.domain.reconsideration import RequestState
from decision.storage import UnitOfWork


async def why_kept(uow: UnitOfWork, case_id: CaseId, decision_id: UUID) -> str:
    """The latest answer. Empty where it was never looked at again."""
    requests = await uow.reconsiderations.of_case(case_id)
    kept = [each for each in requests if each.state is RequestState.KEPT and each.decision_id == decision_id]
    if not kept:
        return ""
    notes = await uow.notes.of_case(case_id)
    said = (each for each in notes if each.about == "reconsideration_decided")
    return next((each.words for each in said if each.subject_id == kept[0].id), "")
