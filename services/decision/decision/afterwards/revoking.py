"""Considering to revoke a positive decision and deciding on it, keeping what was written sealed."""

from datetime import date
from uuid import UUID

from contracts.ids import CaseId
from decision.acting import record_act, record_said
from decision.domain import revocation
from decision.domain.decisions import Review
from decision.domain.reconsideration import Judgement
from decision.domain.revocation import Consider
from decision.storage import CaseNote, UnitOfWork


async def consider(uow: UnitOfWork, case_id: CaseId, said: Consider, *, seen: int) -> None:
    case = await uow.cases.locked(case_id, seen=seen)
    earlier = await uow.revocations.of_case(case_id)
    is_another_open = any(each.state.is_open for each in earlier)
    considered, events = revocation.consider(case, said, is_another_open=is_another_open)
    uow.revocations.add(considered)
    await record_said(uow, case, events, said, about="revocation_considered", of=said.id)


async def represent(
    uow: UnitOfWork, case_id: CaseId, received_on: date, given: Judgement, *, note_id: UUID, seen: int
) -> None:
    case = await uow.cases.locked(case_id, seen=seen)
    considered = await uow.revocations.latest(case_id)
    events = revocation.represent(case, considered, received_on, at=given.at)
    await record_said(uow, case, events, given, about="revocation_represented", of=note_id)


async def propose(
    uow: UnitOfWork,
    case_id: CaseId,
    given: Judgement,
    *,
    is_to_be_revoked: bool,
    note_id: UUID,
    seen: int,
) -> None:
    case = await uow.cases.locked(case_id, seen=seen)
    considered = await uow.revocations.latest(case_id)
    events = revocation.propose(case, considered, given, is_to_be_revoked=is_to_be_revoked)
    await record_said(uow, case, events, given, about="revocation_proposed", of=note_id)


async def review(uow: UnitOfWork, case_id: CaseId, given: Review, *, new_id: UUID, seen: int) -> None:
    """The reasons for a new negative decision are those for which the revocation was proposed."""
    case = await uow.cases.locked(case_id, seen=seen)
    considered = await uow.revocations.latest(case_id)
    times = await uow.timekeeping()
    events = revocation.review(case, considered, given, new_decision_id=new_id, times=times)
    await record_act(uow, case, events, by=given.by, at=given.at)
    await uow.notes.keep(case_id, CaseNote(new_id, "revocation_reviewed", given.reasons, given.by, given.at))
    if considered.new_decision_id:
        await _keep_reasons(uow, case_id, new_id, given)


async def _keep_reasons(uow: UnitOfWork, case_id: CaseId, decision_id: UUID, given: Review) -> None:
    notes = await uow.notes.of_case(case_id)
    reasons = next(note.words for note in notes if note.about == "revocation_proposed")
    await uow.reasons.keep(case_id, decision_id, "reasons", reasons, at=given.at)
    await uow.reasons.keep(case_id, decision_id, "review", given.reasons, at=given.at)
