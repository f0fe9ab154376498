"""A sent referral: what was said, and what has happened since."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from fastapi import APIRouter, Request
from starlette.responses import Response

from clocks.days import LONDON
from contracts.ids import ReferralId
from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.govuk.parts import Entry, Status
from plumbing.languages import N_
from plumbing.languages import gettext as _
from plumbing.pages import page
from referral import queries
from referral.domain.aftermath import consents_in_force
from referral.domain.evidence import Owner
from referral.domain.referral import Route
from referral.domain.requests import InformationRequest
from referral.domain.stages import Journey
from referral.storage.likeness import Suspicion
from referral.web import paths
from referral.web.edge import OwnWork, Responder
from referral.web.own_referrals import ASKED, status_of_route
from referral.web.sending import AnswerCard, cards_of

router = APIRouter()

DECISIONS = {
    "positive": N_("There are reasonable grounds to believe the person is a victim of modern slavery."),
    "negative": N_("There are not reasonable grounds to believe the person is a victim of modern slavery."),
}

FINAL_DECISIONS = {
    "positive": N_("The decision makers find that the person is a victim of modern slavery."),
    "negative": N_("The decision makers do not find that the person is a victim of modern slavery."),
}

WITHDRAWN = {
    "referral": N_("The person no longer agrees to be referred"),
    "support": N_("The person no longer wants support"),
}


@dataclass(frozen=True)
class RequestLink:
    href: str
    due_on: date
    is_open: bool


@dataclass(frozen=True)
class SentPage:
    reference: str
    suspicion: Suspicion | None
    status: Status
    is_notification: bool
    due_on: date | None
    entries: list[Entry]
    cards: list[AnswerCard]
    copy: str
    requests: list[RequestLink]
    may_withdraw: bool
    withdraw: str
    hand_over: str
    evidence: str
    asked: Status = ASKED
    back: str = paths.OWN_REFERRALS


@router.get("/referrals/{referral_id}")
async def sent_referral(
    request: Request, referral_id: ReferralId, user: Responder, work: OwnWork
) -> Response:
    async with work() as uow:
        found = await queries.own_referral(uow, referral_id, user, at=utcnow())
        suspicion = await uow.likenesses.suspicion(referral_id, user.id)
    return page(request, "sent_referral.html", _shown(found, suspicion, user))


def _shown(found: queries.SentReferral, suspicion: Suspicion | None, user: User) -> SentPage:
    referral, journey = found.referral, found.journey
    return SentPage(
        reference=referral.reference,
        suspicion=suspicion,
        status=status_of_route(referral.route, journey),
        is_notification=referral.route is Route.DUTY_TO_NOTIFY,
        due_on=None if journey.outcome or journey.final_outcome else journey.reasonable_grounds_due_on,
        entries=sorted(_all_entries(found, user), key=_latest, reverse=True),
        cards=cards_of(referral.answers),
        copy=paths.copy(referral.id),
        requests=[_request(each) for each in found.requests],
        may_withdraw=bool(consents_in_force(referral, found.withdrawals)),
        withdraw=paths.withdraw(referral.id),
        hand_over=paths.hand_over(referral.id),
        evidence=paths.evidence(Owner(None, referral.id)),
    )


def _request(request: InformationRequest) -> RequestLink:
    href = paths.information_request(request.referral_id, request.id)
    return RequestLink(href, request.due_on, request.is_open)


def _all_entries(found: queries.SentReferral, user: User) -> Iterator[Entry]:
    is_senders = found.referral.author == user.id
    yield from _entries(found.referral.sent_at, found.journey, is_senders=is_senders)
    yield from _joined(found)
    for asked in found.requests:
        yield Entry(_("The decision makers asked for information"), asked.requested_at)
        if asked.answered_at:
            yield Entry(_("You answered what the decision makers asked"), asked.answered_at)
    for withdrawn in found.withdrawals:
        yield Entry(_(WITHDRAWN[withdrawn.consent]), withdrawn.withdrawn_at)
    for handed in found.handovers:
        is_mine = handed.handed_to == user.id
        said = _("This was handed over to you") if is_mine else _("This was handed over to a colleague")
        yield Entry(said, handed.handed_at)


def _joined(found: queries.SentReferral) -> Iterator[Entry]:
    if found.goes_on_as and found.journey.part_of_since:
        title = _("The case goes on with your referral %(reference)s") % {"reference": found.goes_on_as}
        yield Entry(title, found.journey.part_of_since, text=_("What happens next is shown there."))


def _entries(sent_at: datetime, journey: Journey, *, is_senders: bool = True) -> Iterator[Entry]:
    yield Entry(_("You sent this") if is_senders else _("A colleague sent this"), sent_at)
    if journey.case_opened_at:
        yield Entry(_("The decision makers opened a case"), journey.case_opened_at)
    if journey.outcome and journey.decided_at:
        yield Entry(_("First decision made"), journey.decided_at, text=_(DECISIONS[journey.outcome]))
    yield from _final_decision(journey)
    if journey.support_opened_at:
        yield Entry(_("The support provider was asked to get in touch"), journey.support_opened_at)
    if journey.contact_made_at:
        yield Entry(_("The support provider spoke to the person"), journey.contact_made_at)
    yield from _entries_of_support(journey)


def _final_decision(journey: Journey) -> Iterator[Entry]:
    if journey.final_outcome and journey.finally_decided_at:
        words = _(FINAL_DECISIONS[journey.final_outcome])
        yield Entry(_("Final decision made"), journey.finally_decided_at, text=words)


def _entries_of_support(journey: Journey) -> Iterator[Entry]:
    if journey.support_started_on:
        yield Entry(_("Support began"), journey.support_started_on)
    if journey.arrived_on:
        yield Entry(_("The person moved into a safe place"), journey.arrived_on)
    if journey.departed_on:
        yield Entry(_("The person moved out of the safe place"), journey.departed_on)


def _latest(entry: Entry) -> datetime:
    """What is only known by its day stands after what is known to have happened earlier that day."""
    return entry.at if isinstance(entry.at, datetime) else datetime.combine(entry.at, time.max, LONDON)
