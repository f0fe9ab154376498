"""A sent referral: what was said, and what has happened since."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from fastapi import APIRouter, Request
from starlette.responses import Response

from clocks.days import LONDON
from contracts.ids import ReferralId
from plumbing.clock import utcnow
from plumbing.govuk.parts import Entry, Status
from plumbing.pages import page
from referral import queries
from referral.domain.referral import Route
from referral.domain.stages import Journey
from referral.storage.likeness import Suspicion
from referral.web import paths
from referral.web.edge import OwnWork, Responder
from referral.web.own_referrals import status_of_route
from referral.web.sending import AnswerCard, cards_of

router = APIRouter()

DECISIONS = {
    "positive": "There are reasonable grounds to believe the person is a victim of modern slavery.",
    "negative": "There are not reasonable grounds to believe the person is a victim of modern slavery.",
}


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
    back: str = paths.OWN_REFERRALS


@router.get("/referrals/{referral_id}")
async def sent_referral(
    request: Request, referral_id: ReferralId, user: Responder, work: OwnWork
) -> Response:
    async with work() as uow:
        found = await queries.own_referral(uow, referral_id, user, at=utcnow())
        suspicion = await uow.likenesses.suspicion(referral_id, user.id)
    return page(request, "sent_referral.html", _shown(found, suspicion))


def _shown(found: queries.SentReferral, suspicion: Suspicion | None) -> SentPage:
    referral, journey = found.referral, found.journey
    return SentPage(
        reference=referral.reference,
        suspicion=suspicion,
        status=status_of_route(referral.route, journey),
        is_notification=referral.route is Route.DUTY_TO_NOTIFY,
        due_on=None if journey.outcome else journey.reasonable_grounds_due_on,
        entries=sorted(_entries(referral.sent_at, journey), key=_latest, reverse=True),
        cards=cards_of(referral.answers),
        copy=paths.copy(referral.id),
    )


def _entries(sent_at: datetime, journey: Journey) -> Iterator[Entry]:
    yield Entry("You sent this", sent_at)
    if journey.case_opened_at:
        yield Entry("The decision makers opened a case", journey.case_opened_at)
    if journey.outcome and journey.decided_at:
        yield Entry("First decision made", journey.decided_at, text=DECISIONS[journey.outcome])
    if journey.support_opened_at:
        yield Entry("The support provider was asked to get in touch", journey.support_opened_at)
    if journey.contact_made_at:
        yield Entry("The support provider spoke to the person", journey.contact_made_at)
    yield from _entries_of_support(journey)


def _entries_of_support(journey: Journey) -> Iterator[Entry]:
    if journey.support_started_on:
        yield Entry("Support began", journey.support_started_on)
    if journey.arrived_on:
        yield Entry("The person moved into a safe place", journey.arrived_on)
    if journey.departed_on:
        yield Entry("The person moved out of the safe place", journey.departed_on)


def _latest(entry: Entry) -> datetime:
    """What is only known by its day stands after what is known to have happened earlier that day."""
    return entry.at if isinstance(entry.at, datetime) else datetime.combine(entry.at, time.max, LONDON)
