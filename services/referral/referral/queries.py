"""What a page shows, one function for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from contracts.ids import ReferralId
from plumbing.access import User
from referral.domain.aftermath import Handover, Withdrawal
from referral.domain.drafts import Draft, DraftId, Parts
from referral.domain.form.questions import Form
from referral.domain.referral import Referral
from referral.domain.requests import InformationRequest
from referral.domain.stages import Journey
from referral.storage import UnitOfWork
from referral.storage.referrals import Sent


@dataclass(frozen=True)
class DraftInList:
    id: DraftId
    label: str
    changed_at: datetime
    deleted_on: date
    days_left: int
    parts: Parts


@dataclass(frozen=True)
class OwnReferrals:
    sent: Sequence[Sent]
    is_more: bool = False


@dataclass(frozen=True)
class SentReferral:
    """`goes_on_as` is another reference of the same person, whose case goes on for this one too."""

    referral: Referral
    journey: Journey
    requests: Sequence[InformationRequest]
    withdrawals: Sequence[Withdrawal]
    handovers: Sequence[Handover]
    goes_on_as: str


async def own_referrals(
    uow: UnitOfWork, user: User, *, after: ReferralId | None = None, limit: int = 25
) -> OwnReferrals:
    """One more than asked for shows whether there are more."""
    place = None if after is None else await uow.referrals.place_of(after, user.id)
    sent = await uow.referrals.all_of(user.id, after=place, limit=limit + 1)
    return OwnReferrals(sent[:limit], len(sent) > limit)


async def own_drafts(uow: UnitOfWork, form: Form, user: User, *, at: datetime) -> Sequence[DraftInList]:
    return [_listed(draft, form, at) for draft in await uow.drafts.all_of(user.id, at=at)]


def _listed(draft: Draft, form: Form, at: datetime) -> DraftInList:
    return DraftInList(
        id=draft.id,
        label=draft.label,
        changed_at=draft.changed_at,
        deleted_on=draft.deleted_on,
        days_left=draft.days_left(at),
        parts=draft.parts(form, at),
    )


async def own_draft(uow: UnitOfWork, draft_id: DraftId, user: User, *, at: datetime) -> Draft:
    return await uow.drafts.get(draft_id, user.id, at=at)


async def open_draft(uow: UnitOfWork, draft_id: DraftId, user: User, *, at: datetime) -> Draft:
    """For pages that show its answers: that is written down (MH18)."""
    draft = await own_draft(uow, draft_id, user, at=at)
    uow.audit.add(action="draft-opened", actor=str(user.id), subject=str(draft_id), at=at)
    return draft


async def own_referral(uow: UnitOfWork, referral_id: ReferralId, user: User, *, at: datetime) -> SentReferral:
    referral = await uow.referrals.held_by(user.id, referral_id)
    _record_reading(uow, referral_id, user, "referral-viewed", at)
    journey = await uow.journeys.get(referral_id)
    return SentReferral(
        referral,
        journey,
        await uow.requests.about(referral_id),
        await uow.aftermath.withdrawals(referral_id),
        await uow.aftermath.handovers(referral_id),
        await _goes_on_as(uow, journey, user),
    )


async def _goes_on_as(uow: UnitOfWork, journey: Journey, user: User) -> str:
    """Only if they hold that referral too: nobody learns here of what others have sent."""
    held = await uow.referrals.holding(journey.part_of) if journey.part_of else None
    return held.reference if held and held.holder == user.id else ""


async def referral_to_copy(uow: UnitOfWork, referral_id: ReferralId, user: User, *, at: datetime) -> Referral:
    referral = await uow.referrals.held_by(user.id, referral_id)
    _record_reading(uow, referral_id, user, "referral-copied", at)
    return referral


async def whole_form(uow: UnitOfWork, referral_id: ReferralId, user: User, *, at: datetime) -> Referral:
    """For the people who decide."""
    referral = await uow.referrals.get(referral_id)
    _record_reading(uow, referral_id, user, "referral-read-by-decision", at)
    return referral


async def support_contact(
    uow: UnitOfWork, referral_id: ReferralId, user: User, *, at: datetime
) -> Referral | None:
    """For the people who give support: nothing unless the person wants it."""
    referral = await uow.referrals.get(referral_id)
    if not referral.facts.is_support_wanted:
        return None
    _record_reading(uow, referral_id, user, "contact-read-by-care", at)
    return referral


def _record_reading(uow: UnitOfWork, referral_id: ReferralId, user: User, action: str, at: datetime) -> None:
    uow.audit.add(action=action, actor=str(user.id), subject=str(referral_id), at=at)
