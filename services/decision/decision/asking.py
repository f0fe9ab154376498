"""Asking the first responder, and hearing from them: an answer, or that agreement is withdrawn."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from contracts.ids import ReferralId
from decision.domain.facts import AgreementWithdrawn, InformationReceived
from decision.domain.information_requests import InformationRequest
from decision.domain.overlays import Consent
from decision.storage import UnitOfWork
from plumbing.access import User


async def request_information(uow: UnitOfWork, asked: InformationRequest) -> None:
    case = await uow.cases.get(asked.case_id)
    await uow.information_requests.add(asked)
    await uow.record(case, [asked.announced(case)], by=asked.asked_by, at=asked.asked_at)
    detail = {"request": str(asked.id)}
    uow.audit.add(
        action="information_requested",
        actor=str(asked.asked_by),
        subject=str(case.id),
        at=asked.asked_at,
        detail=detail,
    )


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
    if await uow.information_requests.note_answer(request_id, at=answered_at):
        received = InformationReceived(case_id=case.id, referral_id=referral_id, request_id=request_id)
        await uow.record(case, [received], by=None, at=at)


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
