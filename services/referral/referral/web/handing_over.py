"""Handing a sent referral to a colleague of the same organisation."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from contracts.ids import ReferralId, UserId
from plumbing.clock import utcnow
from plumbing.form_words import Words
from plumbing.forms import Filled, Form, fill
from plumbing.govuk.parts import Option
from plumbing.identifiers import new_id
from plumbing.languages import N_
from plumbing.pages import page, see_other
from referral import aftermath
from referral.domain.aftermath import Colleague
from referral.web import paths
from referral.web.edge import OwnWork, Responder, every_work, own_referral

router = APIRouter(prefix="/referrals/{referral_id}/hand-over")


class ColleagueForm(Form):
    colleague: Annotated[UUID, Words(N_("Select who takes over"))]


@dataclass(frozen=True)
class HandOverPage:
    filled: Filled[ColleagueForm]
    options: Sequence[Option]
    reference: str
    organisation: str
    back: str


@dataclass(frozen=True)
class ConfirmPage:
    name: str
    reference: str
    back: str


@router.get("")
async def ask(request: Request, referral_id: ReferralId, user: Responder, work: OwnWork) -> Response:
    return await _ask(request, referral_id, user, work, Filled[ColleagueForm]())


@router.post("")
async def choose(request: Request, referral_id: ReferralId, user: Responder, work: OwnWork) -> Response:
    filled = await fill(ColleagueForm, request)
    if filled.form is None:
        return await _ask(request, referral_id, user, work, filled)
    chosen = aftermath.chosen_colleague(await _colleagues(request, user), UserId(filled.form.colleague))
    return see_other(f"{paths.hand_over(referral_id)}/{chosen.id}")


async def _ask(
    request: Request, referral_id: ReferralId, user: Responder, work: OwnWork, filled: Filled[ColleagueForm]
) -> Response:
    found = await own_referral(referral_id, user, work)
    view = HandOverPage(
        filled=filled,
        options=[_option(each) for each in await _colleagues(request, user)],
        reference=found.referral.reference,
        organisation=user.organisation_name,
        back=paths.referral(referral_id),
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if filled.errors else HTTPStatus.OK
    return page(request, "hand_over.html", view, status=status)


async def _colleagues(request: Request, user: Responder) -> Sequence[Colleague]:
    async with every_work(request)() as uow:
        return await aftermath.colleagues_of(uow, user, at=utcnow())


def _option(colleague: Colleague) -> Option:
    return Option(str(colleague.id), colleague.name, colleague.email)


@router.get("/{to}")
async def confirm(
    request: Request, referral_id: ReferralId, to: UserId, user: Responder, work: OwnWork
) -> Response:
    chosen = aftermath.chosen_colleague(await _colleagues(request, user), to)
    found = await own_referral(referral_id, user, work)
    view = ConfirmPage(chosen.name, found.referral.reference, paths.hand_over(referral_id))
    return page(request, "hand_over_confirm.html", view)


@router.post("/{to}")
async def hand_over(
    request: Request, referral_id: ReferralId, to: UserId, user: Responder, work: OwnWork
) -> Response:
    chosen = aftermath.chosen_colleague(await _colleagues(request, user), to)
    async with work() as uow:
        await aftermath.hand_over(uow, referral_id, new_id(), chosen, by=user, at=utcnow())
    return see_other(f"{paths.OWN_REFERRALS}?saved=handed")
