"""Asking those who know the person, and hearing from them: an answer, or that agreement is withdrawn."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

from clocks import london_day
from contracts.ids import CaseId, ReferralId, UserId
from decision.acting import record_act
from decision.domain import information_requests as acts
from decision.domain.contact_attempts import Attempt, NotAsked
from decision.domain.facts import AgreementWithdrawn
from decision.domain.information_requests import Answer, InformationRequest, Question
from decision.domain.overlays import Consent
from decision.storage import UnitOfWork
from plumbing.access import User


async def request_information(uow: UnitOfWork, case_id: CaseId, question: Question, *, seen: int) -> None:
    case = await uow.cases.locked(case_id, seen=seen)
    asked, events = acts.ask(case, question, times=await uow.timekeeping())
    with uow.session.no_autoflush:  # the case is written once, with its history
        await uow.information_requests.add(asked)
    await record_act(uow, case, events, by=question.by, at=question.at)


async def record_answer(
    uow: UnitOfWork, case_id: CaseId, request_id: UUID, given: Answer, *, seen: int
) -> None:
    case = await uow.cases.locked(case_id, seen=seen)
    asked = await uow.information_requests.one(case_id, request_id)
    events = acts.answer(case, asked, given)
    with uow.session.no_autoflush:
        await uow.information_requests.keep_answer(asked, given)
    await record_act(uow, case, events, by=given.by, at=given.at)


async def stop_waiting(uow: UnitOfWork, case_id: CaseId, *, seen: int, by: UserId, at: datetime) -> None:
    case = await uow.cases.locked(case_id, seen=seen)
    await record_act(uow, case, acts.stop_waiting(case, on=london_day(at)), by=by, at=at)


async def log_attempt(uow: UnitOfWork, attempt: Attempt, *, seen: int) -> None:
    """Raises RequestNotFound if it is about a request of another case."""
    case = await uow.cases.locked(attempt.case_id, seen=seen)
    if attempt.request_id:
        await uow.information_requests.one(attempt.case_id, attempt.request_id)
    events = acts.log_attempt(case, attempt)
    await uow.contact_attempts.add(attempt)
    await record_act(uow, case, events, by=attempt.logged_by, at=attempt.logged_at)


async def say_why_not_asked(
    uow: UnitOfWork, case_id: CaseId, said: Sequence[NotAsked], *, seen: int, by: UserId, at: datetime
) -> None:
    case = await uow.cases.locked(case_id, seen=seen)
    events = [event for each in said for event in acts.reason_gap(case, each)]
    for each in said:
        await uow.contact_attempts.add_reason(each)
    await record_act(uow, case, events, by=by, at=at)


async def question_for_responder(
    uow: UnitOfWork, referral_id: ReferralId, request_id: UUID, user: User, *, at: datetime
) -> InformationRequest:
    asked = await uow.information_requests.about(referral_id, request_id)
    detail = {"request": str(request_id)}
    uow.audit.add(
        action="question_read", actor=str(user.id), subject=str(asked.case_id), at=at, detail=detail
    )
    return asked


async def note_answer(
    uow: UnitOfWork, referral_id: ReferralId, request_id: UUID, *, answered_at: datetime, at: datetime
) -> None:
    case = await uow.cases.of_referral(referral_id)
    asked = await uow.information_requests.about(referral_id, request_id)
    if await uow.information_requests.note_answer(request_id, at=answered_at):
        await uow.record(case, acts.hear_answer(case, asked, at=at), by=None, at=at)


async def note_withdrawal(
    uow: UnitOfWork,
    referral_id: ReferralId,
    consent: Literal["referral", "support"],
    *,
    withdrawn_at: datetime,
    at: datetime,
) -> None:
    """Noted for whoever decides. This alone closes nothing."""
    case = await uow.cases.of_referral(referral_id)
    changed = case.change(Consent.WITHDRAWN) if consent == "referral" else []
    withdrawn = AgreementWithdrawn(
        case_id=case.id, referral_id=referral_id, consent=consent, withdrawn_at=withdrawn_at
    )
    await uow.record(case, [withdrawn, *changed], by=None, at=at)
