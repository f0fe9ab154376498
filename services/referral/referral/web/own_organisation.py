"""For who answers for an organisation's referrals: whose they are and how far they have come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from clocks.days import london_day
from contracts.ids import ReferralId, UserId
from plumbing.access import User, require
from plumbing.clock import utcnow
from plumbing.database import Scope
from plumbing.govuk.parts import Column
from plumbing.languages import gettext as _
from plumbing.pages import page
from referral.domain.drafts import DraftLife
from referral.organisation import WorkOfColleagues, names_of_colleagues, work_of_colleagues
from referral.storage.organisations import DraftsOfColleague, SentByColleague, Unlisted
from referral.web.edge import OpenWork, every_work
from referral.web.own_referrals import status_of_route

router = APIRouter()

PATH = "/organisation"
ROLE = "organisation_manager"
Manager = Annotated[User, Depends(require(ROLE))]


def _managed_work(request: Request, user: Manager) -> OpenWork:
    return partial(every_work(request), Scope.of_tenant(user.organisation))


ManagedWork = Annotated[OpenWork, Depends(_managed_work)]


@dataclass(frozen=True)
class OrganisationPage:
    organisation: str
    sent: list[dict[str, object]]
    drafts: list[dict[str, object]]
    unlisted: list[Unlisted]
    older: str
    sent_columns: list[Column]
    draft_columns: list[Column]
    unlisted_columns: list[Column]


@router.get(PATH)
async def own_organisation(
    request: Request, user: Manager, work: ManagedWork, after: ReferralId | None = None
) -> Response:
    at, life = utcnow(), _life(request)
    async with work() as uow:
        found = await work_of_colleagues(uow, user, life, at=at, after=after)
    async with every_work(request)() as uow:
        names = await names_of_colleagues(uow, user.organisation)
    return page(request, "own_organisation.html", _shown(user, found, names, _Ends(life, at)))


def _life(request: Request) -> DraftLife:
    life: DraftLife = request.app.state.settings.draft_life
    return life


@dataclass(frozen=True)
class _Ends:
    """When drafts are deleted, seen from now."""

    life: DraftLife
    now: datetime

    def of(self, changed_at: datetime) -> dict[str, object]:
        gone_on = london_day(changed_at + self.life.whole)
        return {"gone_on": gone_on, "days_left": max(0, (gone_on - london_day(self.now)).days)}


def _shown(user: User, found: WorkOfColleagues, names: Mapping[UserId, str], ends: _Ends) -> OrganisationPage:
    return OrganisationPage(
        organisation=user.organisation_name,
        sent=[_sent(each, names) for each in found.sent],
        drafts=[_drafts(each, names) | ends.of(each.oldest_change) for each in found.drafts],
        unlisted=list(found.unlisted),
        older=f"{PATH}?after={found.sent[-1].id}" if found.is_more else "",
        sent_columns=_columns(_("Reference"), _("Sent"), _("Stage"), _("Sent by")),
        draft_columns=_columns(_("Started by"), _("Not sent yet"), _("Deleted on, if nobody goes on")),
        unlisted_columns=_columns(_("Name typed"), _("Reference"), _("Sent")),
    )


def _columns(*titles: str) -> list[Column]:
    return [Column(title) for title in titles]


def _sent(sent: SentByColleague, names: Mapping[UserId, str]) -> dict[str, object]:
    return {
        "reference": sent.reference,
        "sent_at": sent.sent_at,
        "stage": status_of_route(sent.route, sent.journey),
        "author": names.get(sent.author, _("Somebody who has left")),
    }


def _drafts(drafts: DraftsOfColleague, names: Mapping[UserId, str]) -> dict[str, object]:
    return {"author": names.get(drafts.author, _("Somebody who has left")), "count": drafts.count}
