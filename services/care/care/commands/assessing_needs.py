"""Holding an assessment of needs: the initial one, the detailed one, and each review (LC-3 to LC-7)."""

from collections.abc import Mapping
from dataclasses import dataclass

from care.commands.journey import keep_needs
from care.commands.lives import By, locked, record
from care.domain.assessments import (
    HELD_AS,
    Assessor,
    HeldAssessment,
    Kind,
    Outcome,
    Sheet,
    check_complete,
)
from care.domain.initial import Initial, take_in
from care.domain.needs import Need
from care.domain.refusals import Code, Refused
from care.domain.support import SupportCase
from care.storage import UnitOfWork
from contracts.care import AssessmentCompleted
from contracts.ids import SupportCaseId


@dataclass(frozen=True)
class Sharing:
    """Whether what was said may go into the summary that whoever supports the person later reads."""

    is_agreed: bool


async def hold_initial(
    uow: UnitOfWork, case_id: SupportCaseId, initial: Initial, sharing: Sharing, by: By
) -> None:
    """By the prime (LC-3)."""
    if not by.actor.is_prime:
        raise Refused(Code.FORBIDDEN)
    case = await locked(uow, case_id, by)
    take_in(case, initial, by.rules, at=by.at)
    await _keep(uow, case, _initial(case, initial, by), initial.sheet, sharing, by)
    reasons = {"why_contract": initial.accommodation.why_contract}
    if initial.emergency is not None:
        reasons["council_reason"] = initial.emergency.council_reason
    await uow.texts.keep(case, initial.sheet.id, reasons, at=by.at)


async def hold(uow: UnitOfWork, case_id: SupportCaseId, sheet: Sheet, sharing: Sharing, by: By) -> None:
    """A detailed assessment, a review, or one before a move, by whoever held it (LC-4)."""
    case = await locked(uow, case_id, by)
    if sheet.kind is Kind.INITIAL or not case.is_supported:
        raise Refused(Code.WRONG_STATE)
    check_complete(sheet.gaps())
    await _keep(uow, case, _held(case, sheet, by), sheet, sharing, by)
    if sheet.kind is Kind.REVIEW and sheet.outcome is Outcome.DOES_NOT_FIT:
        case.stays_where_they_live = False


def _initial(case: SupportCase, initial: Initial, by: By) -> HeldAssessment:
    held = _held(case, initial.sheet, by)
    held.living = initial.accommodation.living
    if initial.emergency is not None and initial.found.is_emergency:
        held.grounds = sorted(initial.emergency.grounds)
        held.destitute_on = initial.emergency.destitute_on
        held.council_help = initial.emergency.council_help
    return held


def _held(case: SupportCase, sheet: Sheet, by: By) -> HeldAssessment:
    talk = sheet.conversation
    has_interpreter = bool(talk.interpreter.strip())
    return HeldAssessment(
        id=sheet.id,
        support_case_id=case.id,
        kind=sheet.kind,
        assessor=Assessor.PRIME if by.actor.is_prime else Assessor.PROVIDER,
        assessor_org=by.actor.provider_id,
        held_by=by.actor.user,
        method=talk.method,
        has_interpreter=has_interpreter,
        is_interpreter_acceptable=talk.is_interpreter_acceptable if has_interpreter else None,
        not_asked=[part.value for part in sheet.findings.left_out(sheet.kind)],
        outcome=sheet.outcome,
        done_at=by.at,
    )


async def _keep(
    uow: UnitOfWork, case: SupportCase, held: HeldAssessment, sheet: Sheet, sharing: Sharing, by: By
) -> None:
    uow.assessments.add(held)
    await uow.session.flush()
    await keep_needs(uow, case, await _news(uow, case, sheet), is_shared=sharing.is_agreed, by=by)
    await uow.texts.keep(case, held.id, sheet.words, at=by.at)
    done = AssessmentCompleted(
        **case.ids(), assessment_id=held.id, kind=held.kind.value, completed_at=held.done_at
    )
    await record(uow, case, f"assessed_{held.kind}", by, [done])


async def _news(uow: UnitOfWork, case: SupportCase, sheet: Sheet) -> Mapping[Need, str]:
    """What is held in the same words already was shown, and not asked again."""
    known = await uow.texts.of_case(case.id, case.referral_id)
    said = {need: sheet.findings.said.get(part, "") for part, need in HELD_AS.items()}
    return {need: words for need, words in said.items() if known.get((case.id, f"need_{need}")) != words}
