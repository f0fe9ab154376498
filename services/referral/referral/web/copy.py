"""What was sent, as a PDF to keep or print."""

import asyncio
from http import HTTPStatus

from fastapi import APIRouter
from starlette.responses import Response

from contracts.ids import ReferralId
from plumbing.clock import utcnow
from plumbing.govuk.dates import moment
from plumbing.languages import N_, language
from plumbing.languages import gettext as _
from referral import queries
from referral.domain.form.summary import Card, Line, summary
from referral.domain.referral import Referral, Route
from referral.web.edge import OwnWork, Responder
from referral.web.form import referral_form
from referral.web.printing import set_on_paper

router = APIRouter()

TITLES = {Route.NRM: N_("Copy of a referral"), Route.DUTY_TO_NOTIFY: N_("Copy of a notification")}
CARE = N_(
    "Keep this copy where only people who need it can read it. Finding it could put the person in danger."
)


@router.get("/referrals/{referral_id}/copy.pdf")
async def copy(referral_id: ReferralId, user: Responder, work: OwnWork) -> Response:
    async with work() as uow:
        referral = await queries.referral_to_copy(uow, referral_id, user, at=utcnow())
    pdf = await asyncio.to_thread(set_on_paper, _told(referral))
    name = f'attachment; filename="{referral.reference}.pdf"'
    return Response(pdf, HTTPStatus.OK, media_type="application/pdf", headers={"Content-Disposition": name})


def _told(referral: Referral) -> dict[str, object]:
    return {
        "title": _(TITLES[referral.route]),
        "language": language(),
        "reference": referral.reference,
        "sent": _("Sent on %(moment)s") % {"moment": moment(referral.sent_at)},
        "care": _(CARE),
        "cards": [_card(card) for card in summary(referral_form(), referral.answers)],
    }


def _card(card: Card) -> dict[str, object]:
    return {"title": card.section.title, "lines": [_line(line) for line in card.lines]}


def _line(line: Line) -> dict[str, object]:
    answers = [line.value] if isinstance(line.value, str) else list(line.value)
    return {"question": line.name, "answers": answers}
