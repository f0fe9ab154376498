"""Requests for information: heard of, read, answered."""

from datetime import date, datetime

from contracts.ids import ReferralId
from contracts.referral import InformationSupplied
from plumbing.access import User
from referral import mails
from referral.domain.referral import Referral
from referral.domain.requests import InformationRequest, RequestId
from referral.storage import UnitOfWork


async def open_request(
    uow: UnitOfWork, referral_id: ReferralId, request_id: RequestId, user: User, *, at: datetime
) -> tuple[Referral, InformationRequest]:
    """For who holds the referral."""
    referral = await uow.referrals.held_by(user.id, referral_id)
    request = await uow.requests.get(referral_id, request_id)
    _record(uow, "information-request-viewed", request, user, at)
    return referral, request


async def answer_request(
    uow: UnitOfWork, referral_id: ReferralId, request_id: RequestId, answer: str, *, by: User, at: datetime
) -> None:
    """Before its day or after it: what comes late is still needed."""
    referral = await uow.referrals.held_by(by.id, referral_id)
    request = await uow.requests.get(referral_id, request_id, lock=True)
    request.take(answer, at=at)
    await uow.requests.keep_answer(request, by=by.id)
    files = await uow.evidence.count_since(referral_id, request.requested_at)
    await uow.outbox.add(_supplied(referral, request, files, at), at=at)
    _record(uow, "information-supplied", request, by, at)


def _supplied(
    referral: Referral, request: InformationRequest, files: int, at: datetime
) -> InformationSupplied:
    """Counted are the files that came after the question was asked."""
    return InformationSupplied(
        referral_id=referral.id,
        reference=referral.reference,
        request_id=request.id,
        supplied_at=at,
        evidence_count=files,
    )


async def supplied_answer(
    uow: UnitOfWork, referral_id: ReferralId, request_id: RequestId, user: User, *, at: datetime
) -> InformationRequest:
    """For the people who asked."""
    request = await uow.requests.get(referral_id, request_id)
    _record(uow, "answer-read-by-decision", request, user, at)
    return request


async def hear_request(
    uow: UnitOfWork,
    referral_id: ReferralId,
    request_id: RequestId,
    *,
    requested_at: datetime,
    due_on: date,
    at: datetime,
) -> None:
    await uow.requests.hear(request_id, referral_id, requested_at=requested_at, due_on=due_on)
    sent = await uow.referrals.holding(referral_id)
    if sent is not None:
        await mails.tell_of_request(uow, sent, request_id, due_on=due_on, at=at)


def _record(uow: UnitOfWork, action: str, request: InformationRequest, user: User, at: datetime) -> None:
    detail = {"request": str(request.id)}
    uow.audit.add(action=action, actor=str(user.id), subject=str(request.referral_id), at=at, detail=detail)
