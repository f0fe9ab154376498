"""A first responder's own referrals: drafts to go on with, and what became of those sent."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from contracts.ids import ReferralId
from plumbing.clock import utcnow
from plumbing.govuk.parts import Column, Status
from plumbing.identifiers import new_id
from plumbing.languages import N_, gettext
from plumbing.pages import page, see_other
from referral import commands, queries
from referral.domain.drafts import DraftId
from referral.domain.referral import Route
from referral.domain.stages import Journey, Stage
from referral.storage.referrals import Sent
from referral.web import paths
from referral.web.edge import OwnWork, Responder
from referral.web.form import referral_form

router = APIRouter()

SAVED = {"yes": N_("Your answers are saved."), "handed": N_("It is with your colleague now.")}
ASKED = Status(N_("Information requested"), "waiting")


@dataclass(frozen=True)
class OwnReferralsPage:
    drafts: list[dict[str, object]]
    sent: list[dict[str, object]]
    older: str
    saved: str
    draft_columns: tuple[Column, ...] = (
        Column(N_("Your name for it")),
        Column(N_("Progress")),
        Column(N_("Last saved")),
        Column(N_("Deleted on")),
        Column(N_("Actions")),
    )
    sent_columns: tuple[Column, ...] = (Column(N_("Reference")), Column(N_("Sent")), Column(N_("Stage")))


@router.get(paths.OWN_REFERRALS)
async def own_referrals(
    request: Request, user: Responder, work: OwnWork, after: ReferralId | None = None, saved: str = ""
) -> Response:
    async with work() as uow:
        drafts = await queries.own_drafts(uow, referral_form(), user, at=utcnow()) if after is None else []
        found = await queries.own_referrals(uow, user, after=after)
    return page(request, "own_referrals.html", _shown(drafts, found, _saved(saved)))


def _shown(
    drafts: Sequence[queries.DraftInList], found: queries.OwnReferrals, saved: str
) -> OwnReferralsPage:
    older = f"{paths.OWN_REFERRALS}?after={found.sent[-1].id}" if found.is_more else ""
    return OwnReferralsPage(
        [_draft(each) for each in drafts], [_sent(each) for each in found.sent], older, saved
    )


def _saved(saved: str) -> str:
    return gettext(SAVED[saved]) if saved in SAVED else ""


def _draft(draft: queries.DraftInList) -> dict[str, object]:
    return {
        "label": draft.label or gettext("No name yet"),
        "done": draft.parts.done,
        "parts": draft.parts.of,
        "changed_at": draft.changed_at,
        "deleted_on": draft.deleted_on,
        "days_left": draft.days_left,
        "open": paths.task_list(draft.id),
        "delete": paths.delete(draft.id),
    }


def _sent(sent: Sent) -> dict[str, object]:
    return {
        "reference": sent.reference,
        "sent_at": sent.sent_at,
        "open": paths.referral(sent.id),
        "stage": status_of_route(sent.route, sent.journey),
        "asked": ASKED if sent.is_asked else None,
    }


def stage_of(route: Route, journey: Journey) -> Stage:
    return Stage.NOTIFIED if route is Route.DUTY_TO_NOTIFY else journey.stage


def status_of_route(route: Route, journey: Journey) -> Status:
    stage = stage_of(route, journey)
    return Status(stage.value, "in-progress" if stage is Stage.WITH_DECIDER else "plain")


@router.get(f"{paths.OWN_REFERRALS}/new")
async def before_you_start(request: Request, _: Responder) -> Response:
    return page(request, "before_you_start.html")


@router.post(f"{paths.OWN_REFERRALS}/new")
async def start_draft(user: Responder, work: OwnWork) -> Response:
    draft_id, form = DraftId(new_id()), referral_form()
    async with work() as uow:
        await commands.start_draft(uow, form, draft_id, by=user, at=utcnow())
    return see_other(paths.question(draft_id, form.pages[0].id))


@router.get("/drafts/{draft_id}/delete")
async def confirm_deletion(request: Request, draft_id: DraftId, user: Responder, work: OwnWork) -> Response:
    async with work() as uow:
        draft = await queries.own_draft(uow, draft_id, user, at=utcnow())
    return page(request, "delete_draft.html", {"label": draft.label, "back": paths.OWN_REFERRALS})


@router.post("/drafts/{draft_id}/delete")
async def delete_draft(draft_id: DraftId, user: Responder, work: OwnWork) -> Response:
    async with work() as uow:
        await commands.delete_draft(uow, draft_id, by=user, at=utcnow())
    return see_other(paths.OWN_REFERRALS)
