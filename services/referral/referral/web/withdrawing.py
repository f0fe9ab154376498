"""The person no longer agrees: to the referral, or only to support. Chosen, confirmed, kept once."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from contracts.ids import ReferralId
from plumbing.clock import utcnow
from plumbing.form_words import Words
from plumbing.forms import Filled, Form, fill
from plumbing.govuk.parts import Option
from plumbing.languages import N_
from plumbing.languages import gettext as _
from plumbing.pages import page, see_other
from plumbing.problems import Problem
from referral import aftermath
from referral.domain.aftermath import Consent, consents_in_force
from referral.web import paths
from referral.web.edge import OwnWork, Responder, own_referral

router = APIRouter(prefix="/referrals/{referral_id}/withdraw")


class ConsentForm(Form):
    consent: Annotated[Consent, Words(N_("Select what the person no longer agrees to"))]


@dataclass(frozen=True)
class WithdrawPage:
    filled: Filled[ConsentForm]
    options: Sequence[Option]
    back: str


@dataclass(frozen=True)
class ConfirmPage:
    consent: Consent
    reference: str
    back: str


@router.get("")
async def ask(request: Request, referral_id: ReferralId, user: Responder, work: OwnWork) -> Response:
    return await _ask(request, referral_id, user, work, Filled[ConsentForm]())


@router.post("")
async def choose(request: Request, referral_id: ReferralId, user: Responder, work: OwnWork) -> Response:
    filled = await fill(ConsentForm, request)
    if filled.form is None:
        return await _ask(request, referral_id, user, work, filled)
    return see_other(f"{paths.withdraw(referral_id)}/{filled.form.consent}")


async def _ask(
    request: Request, referral_id: ReferralId, user: Responder, work: OwnWork, filled: Filled[ConsentForm]
) -> Response:
    found = await own_referral(referral_id, user, work)
    options = _options(consents_in_force(found.referral, found.withdrawals))
    if not options:
        raise Problem(HTTPStatus.CONFLICT, _("There is no agreement that could be withdrawn here."))
    view = WithdrawPage(filled, options, paths.referral(referral_id))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if filled.errors else HTTPStatus.OK
    return page(request, "withdraw.html", view, status=status)


def _options(consents: Sequence[Consent]) -> list[Option]:
    words = {
        "referral": (
            _("The referral"),
            _("The decision makers are told. They do not close the case without talking to somebody."),
        ),
        "support": (_("Only support"), _("The referral goes on. The support provider is told.")),
    }
    return [Option(consent, *words[consent]) for consent in consents]


@router.get("/{consent}")
async def confirm(
    request: Request, referral_id: ReferralId, consent: Consent, user: Responder, work: OwnWork
) -> Response:
    found = await own_referral(referral_id, user, work)
    if consent not in consents_in_force(found.referral, found.withdrawals):
        return see_other(paths.referral(referral_id))
    view = ConfirmPage(consent, found.referral.reference, paths.withdraw(referral_id))
    return page(request, "withdraw_confirm.html", view)


@router.post("/{consent}")
async def withdraw(referral_id: ReferralId, consent: Consent, user: Responder, work: OwnWork) -> Response:
    async with work() as uow:
        await aftermath.withdraw_consent(uow, referral_id, consent, by=user, at=utcnow())
    return see_other(paths.referral(referral_id))
