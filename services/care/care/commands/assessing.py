"""Recovery needs assessments: sent, decided recommendation by recommendation, and given to the person."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from care.commands.lives import By, locked, record
from care.domain.leaving import agree_more_support
from care.domain.needs import (
    Answer,
    Need,
    NeedsAssessment,
    Recommendation,
    Submission,
    submit_assessment,
)
from care.domain.refusals import Code, Refused
from care.domain.support import SupportCase
from care.storage import UnitOfWork
from care.storage.repositories import found
from contracts.ids import SupportCaseId


async def submit(
    uow: UnitOfWork,
    case_id: SupportCaseId,
    assessment_id: UUID,
    recommendations: Sequence[Recommendation],
    evidence: str,
    by: By,
) -> None:
    case = await locked(uow, case_id, by)
    earlier = await uow.lives.assessments(case_id)
    if any(each.is_open for each in earlier):
        raise Refused(Code.WRONG_STATE)
    sent = Submission(id=assessment_id, number=len(earlier) + 1, recommendations=recommendations)
    made, events = submit_assessment(case, sent, rules=by.rules, at=by.at)
    uow.lives.add(made)
    await uow.session.flush()
    await uow.texts.keep(case, assessment_id, {"evidence": evidence}, at=by.at)
    await record(uow, case, "rna_submitted", by, events)


async def decide(uow: UnitOfWork, case_id: SupportCaseId, answers: Mapping[Need, Answer], by: By) -> None:
    """The prime records what the competent authority decided. Nothing agreed leaves the end as it was."""
    if not by.actor.is_prime:
        raise Refused(Code.FORBIDDEN)
    case, assessment = await _latest(uow, case_id, by)
    assessment.decide(answers, at=by.at)
    events = agree_more_support(case, assessment.until, at=by.at) if assessment.until else []
    await record(uow, case, "rna_decided", by, events)


async def give_copy(uow: UnitOfWork, case_id: SupportCaseId, by: By) -> None:
    case, assessment = await _latest(uow, case_id, by)
    assessment.give_copy(at=by.at)
    await record(uow, case, "rna_copy_given", by)


async def _latest(uow: UnitOfWork, case_id: SupportCaseId, by: By) -> tuple[SupportCase, NeedsAssessment]:
    case = await locked(uow, case_id, by)
    assessments = await uow.lives.assessments(case_id)
    return case, found(assessments[-1] if assessments else None, "recovery needs assessment")
