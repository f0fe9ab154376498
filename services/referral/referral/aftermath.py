"""What a first responder can do with a referral that has been sent."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from contracts.ids import ReferralId, UserId
from plumbing.access import User
from referral import mails
from referral.domain.aftermath import (
    CannotHandOver,
    CannotWithdraw,
    Colleague,
    Consent,
    Handover,
    Withdrawal,
    announce_withdrawal,
    consents_in_force,
)
from referral.domain.referral import Referral
from referral.storage import UnitOfWork


async def withdraw_consent(
    uow: UnitOfWork, referral_id: ReferralId, consent: Consent, *, by: User, at: datetime
) -> None:
    """Once for each agreement. Whoever presses again changes nothing."""
    referral = await uow.referrals.held_by(by.id, referral_id)
    withdrawn = await uow.aftermath.withdrawals(referral_id)
    if any(each.consent == consent for each in withdrawn):
        return
    if consent not in consents_in_force(referral, withdrawn):
        raise CannotWithdraw
    withdrawal = Withdrawal(consent=consent, withdrawn_by=by.id, withdrawn_at=at)
    if await uow.aftermath.keep_withdrawal(referral, withdrawal):
        await uow.outbox.add(announce_withdrawal(referral, withdrawal), at=at)
        _record(uow, "consent-withdrawn", referral, by, at, consent=consent)


async def colleagues_of(uow: UnitOfWork, user: User, *, at: datetime) -> Sequence[Colleague]:
    """Of the same organisation and no other."""
    return await uow.aftermath.colleagues(user.organisation, but=user.id, at=at)


def chosen_colleague(colleagues: Sequence[Colleague], to: UserId) -> Colleague:
    chosen = next((each for each in colleagues if each.id == to), None)
    if chosen is None:
        raise CannotHandOver
    return chosen


async def hand_over(
    uow: UnitOfWork,
    referral_id: ReferralId,
    handover_id: UUID,
    to: Colleague,
    *,
    by: User,
    at: datetime,
) -> None:
    """From now on the colleague has it, and who had it before sees it no longer."""
    referral = await uow.referrals.held_by(by.id, referral_id, lock=True)
    handover = Handover(id=handover_id, handed_by=by.id, handed_to=to.id, handed_at=at)
    await uow.aftermath.hand_over(referral, handover)
    await mails.tell_of_handover(uow, referral, handover, at=at)
    _record(uow, "referral-handed-over", referral, by, at, to=str(to.id))


def _record(uow: UnitOfWork, action: str, referral: Referral, by: User, at: datetime, **detail: str) -> None:
    uow.audit.add(action=action, actor=str(by.id), subject=str(referral.id), at=at, detail=detail)
