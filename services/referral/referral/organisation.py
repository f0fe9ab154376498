"""An organisation's own referrals as a whole, for who answers for them, and names its people typed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from contracts.ids import ReferralId, UserId
from plumbing.access import User
from referral.domain.drafts import DraftLife
from referral.domain.referral import Referral
from referral.storage import UnitOfWork
from referral.storage.organisations import (
    DraftsOfColleague,
    OrganisationWork,
    SentByColleague,
    Unlisted,
)


@dataclass(frozen=True)
class WorkOfColleagues:
    """References, stages and dates. Nothing of what was answered."""

    sent: Sequence[SentByColleague]
    drafts: Sequence[DraftsOfColleague]
    unlisted: Sequence[Unlisted]
    is_more: bool


async def flag_unlisted(uow: UnitOfWork, referral: Referral) -> None:
    """A body the register lacks never holds up a referral; its name is kept for somebody to check (MH17)."""
    if names := referral.facts.unlisted_organisations:
        await _work(uow).flag(referral, names)


async def work_of_colleagues(
    uow: UnitOfWork,
    user: User,
    life: DraftLife,
    *,
    at: datetime,
    after: ReferralId | None = None,
    limit: int = 50,
) -> WorkOfColleagues:
    """One more than asked for shows whether there are more."""
    work = _work(uow)
    place = None if after is None else await work.place_of(after)
    sent = await work.sent(after=place, limit=limit + 1)
    uow.audit.add(action="organisation-viewed", actor=str(user.id), subject=user.organisation, at=at)
    return WorkOfColleagues(
        sent=sent[:limit],
        drafts=await work.open_drafts(changed_after=at - life.whole),
        unlisted=await work.unlisted(),
        is_more=len(sent) > limit,
    )


async def names_of_colleagues(uow: UnitOfWork, organisation: str) -> Mapping[UserId, str]:
    return await _work(uow).names(organisation)


def _work(uow: UnitOfWork) -> OrganisationWork:
    return OrganisationWork(uow.session, uow.keys)
