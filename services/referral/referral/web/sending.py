"""Checking the answers, sending them, and saying that they have arrived."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from clocks.days import london_day
from contracts.ids import ReferralId
from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.govuk.parts import Row
from plumbing.identifiers import draw_reference, new_id
from plumbing.pages import page, see_other
from plumbing.rate_limits import limited
from referral import aftermath, commands, queries
from referral.commands import NewNumbers
from referral.domain.drafts import Draft, DraftId
from referral.domain.form.summary import Card, Given, Line, summary
from referral.domain.form.walk import Outcome
from referral.domain.referral import ReferralIncomplete, Route
from referral.storage.referrals import Held
from referral.web import paths
from referral.web.advice import AdviceLine, advice_lines
from referral.web.edge import OwnWork, Responder, every_work
from referral.web.form import referral_form

router = APIRouter()


@dataclass(frozen=True)
class AnswerCard:
    title: str
    rows: list[Row]


@dataclass(frozen=True)
class CheckPage:
    label: str
    back: str
    action: str
    cards: list[AnswerCard]
    advice: list[AdviceLine]
    is_notification: bool
    is_child: bool


def cards_of(given: Given, draft_id: DraftId | None = None) -> list[AnswerCard]:
    """With a draft, each answer has its change link; without one it can only be read."""
    return [_card(card, draft_id) for card in summary(referral_form(), given)]


def _card(card: Card, draft_id: DraftId | None) -> AnswerCard:
    return AnswerCard(card.section.title, [_row(line, draft_id) for line in card.lines])


def _row(line: Line, draft_id: DraftId | None) -> Row:
    change = paths.question(draft_id, line.page_id, changing=True) if draft_id else ""
    return Row(line.name, line.value, change)


@router.get("/drafts/{draft_id}/check-answers")
async def check_answers(request: Request, draft_id: DraftId, user: Responder, work: OwnWork) -> Response:
    at = utcnow()
    async with work() as uow:
        draft = await queries.open_draft(uow, draft_id, user, at=at)
    if not draft.progress(referral_form(), at).is_finished:
        return see_other(paths.task_list(draft.id))
    way = draft.walk(referral_form(), at)
    advice = advice_lines(referral_form(), way.given, draft.id, user, london_day(at))
    view = _check_page(draft, way.given, advice, is_notification=way.outcome is Outcome.DUTY_TO_NOTIFY)
    return page(request, "check_answers.html", view)


def _check_page(draft: Draft, given: Given, advice: list[AdviceLine], *, is_notification: bool) -> CheckPage:
    return CheckPage(
        label=draft.label,
        back=paths.task_list(draft.id),
        action=paths.send(draft.id),
        cards=cards_of(given, draft.id),
        advice=advice,
        is_notification=is_notification,
        is_child="local-authority-contacted-about-child" in given,
    )


@router.post("/drafts/{draft_id}/send", dependencies=[limited("send")])
async def send(draft_id: DraftId, user: Responder, work: OwnWork) -> Response:
    """The draft's id is the key of this sending: pressed twice, it leads to the same confirmation."""
    numbers = NewNumbers(ReferralId(new_id()), draw_reference("NRM"))
    try:
        async with work() as uow:
            receipt = await commands.send_draft(uow, referral_form(), draft_id, numbers, by=user, at=utcnow())
    except ReferralIncomplete:
        return see_other(paths.task_list(draft_id))
    return see_other(paths.confirmation(receipt.referral_id))


@router.get("/referrals/{referral_id}/confirmation")
async def confirmation(request: Request, referral_id: ReferralId, user: Responder, work: OwnWork) -> Response:
    async with work() as uow:
        sent = await uow.referrals.sent_by(user.id, referral_id)
        if sent is not None and sent.holder != user.id:
            return await _with_a_colleague(request, sent, user)
        found = await queries.own_referral(uow, referral_id, user, at=utcnow())
        suspicion = await uow.likenesses.suspicion(referral_id, user.id)
    view = {
        "reference": found.referral.reference,
        "suspicion": suspicion,
        "is_notification": found.referral.route is Route.DUTY_TO_NOTIFY,
        "is_child": found.referral.facts.age_band == "child",
        "is_support_wanted": found.referral.facts.is_support_wanted,
        "has_safe_phone": bool(found.referral.facts.safe_phone),
        "open": paths.referral(found.referral.id),
        "copy": paths.copy(found.referral.id),
    }
    return page(request, "sent.html", view)


async def _with_a_colleague(request: Request, sent: Held, user: User) -> Response:
    """For who sent it, handed it over, and presses the button of an old page again."""
    async with every_work(request)() as uow:
        colleagues = await aftermath.colleagues_of(uow, user, at=utcnow())
    name = next((each.name for each in colleagues if each.id == sent.holder), "")
    return page(request, "with_a_colleague.html", {"reference": sent.reference, "name": name})
