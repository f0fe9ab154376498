"""The pages of one case: overview, referral, decisions, support, history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from contracts.ids import CaseId
from decision.domain.case import Case
from decision.domain.overlays import Consent, Whereabouts
from decision.domain.routing import Reason
from decision.queries.case import decisions, explained_clocks, support_of
from decision.queries.joined import joined_to
from decision.queries.likeness import cases_like
from decision.web.case_frame import CaseFrame, frame, read_case
from decision.web.circumstance_words import NOT_ROUTED, ROUTING_REASONS
from decision.web.clock_cards import clock_cards
from decision.web.decision_cards import DecisionCard, decision_card
from decision.web.edge import CaseWork, ReferralService, Staff, Today
from decision.web.joined_part import JoinedCard, joined_card
from decision.web.like_cases import LikeCaseLink, like_case_links
from decision.web.referral_part import ReferralPart, read_referral
from decision.web.support_part import SupportPart, support_part
from decision.web.timeline import timeline
from decision.web.words import AUTHORITIES, NATIONS, age_in_words
from plumbing.clock import utcnow
from plumbing.govuk.dates import moment
from plumbing.govuk.parts import Clock, Entry, Row
from plumbing.pages import page

router = APIRouter(prefix="/cases/{case_id}")

CONSENT = {
    Consent.NOT_NEEDED: "Not needed, as the person is a child",
    Consent.GIVEN: "Given",
    Consent.AWAITING_AT_18: "Awaited, as the person has turned 18",
    Consent.REFUSED: "Refused",
    Consent.WITHDRAWN: "Withdrawn",
}
DONE = {
    "positive": "The positive decision is recorded. The recovery period has begun.",
    "sent": "The negative decision is written and waits for a second person.",
    "agreed": "You have agreed. The negative decision stands.",
    "returned": "The decision is back with its author, with your reasons.",
    "cg-positive": "The positive conclusive grounds decision stands.",
    "cg-sent": "The negative decision is written and waits for a second person.",
    "cg-held": "The decision is written and held until its day has come and somebody confirms it.",
    "cg-set-aside": "The decision is set aside, with your reasons. Another can be written.",
    "cg-agreed": "You have agreed. The negative conclusive grounds decision stands.",
    "cg-to-panel": "You have agreed. An assurance panel sees the decision before it is served.",
}


@dataclass(frozen=True)
class Overview:
    frame: CaseFrame
    clocks: Sequence[Clock]
    facts: Sequence[Row]
    joined: Sequence[JoinedCard]
    like_cases: Sequence[LikeCaseLink]
    today: date


@dataclass(frozen=True)
class ReferralPage:
    frame: CaseFrame
    referral: ReferralPart


@dataclass(frozen=True)
class DecisionsPage:
    frame: CaseFrame
    decisions: Sequence[DecisionCard]
    done: str


@dataclass(frozen=True)
class SupportPage:
    frame: CaseFrame
    support: SupportPart


@dataclass(frozen=True)
class HistoryPage:
    frame: CaseFrame
    entries: Sequence[Entry]


@router.get("")
async def overview(request: Request, case_id: UUID, user: Staff, work: CaseWork, today: Today) -> Response:
    async with work() as uow:
        view = await read_case(uow, CaseId(case_id), user, page="overview", at=utcnow())
        clocks = await explained_clocks(uow, view.case)
        joins = await joined_to(uow, view.case)
        alike = like_case_links(await cases_like(uow, view.case), view.case, joins)
    joined = [joined_card(each, view, user) for each in joins if each.joined.stands]
    cards, facts = clock_cards(clocks, today), _facts(view.case)
    shown = Overview(frame(view, "", user, today), cards, facts, joined, alike, today)
    return page(request, "case/overview.html", shown)


@router.get("/referral")
async def referral(
    request: Request, case_id: UUID, user: Staff, work: CaseWork, service: ReferralService, today: Today
) -> Response:
    """Asked of the referral service each time: nothing of the person is kept here."""
    async with work() as uow:
        view = await read_case(uow, CaseId(case_id), user, page="referral", at=utcnow())
    part = await read_referral(service, view.case.referral_id, user)
    return page(request, "case/referral.html", ReferralPage(frame(view, "referral", user, today), part))


@router.get("/decisions")
async def decisions_page(
    request: Request, case_id: UUID, user: Staff, work: CaseWork, today: Today, done: str = ""
) -> Response:
    async with work() as uow:
        view = await read_case(uow, CaseId(case_id), user, page="decisions", at=utcnow())
        written = await decisions(uow, view.case)
    cards = [decision_card(each) for each in written]
    shown = DecisionsPage(frame(view, "decisions", user, today), cards, DONE.get(done, ""))
    return page(request, "case/decisions.html", shown)


@router.get("/support")
async def support(request: Request, case_id: UUID, user: Staff, work: CaseWork, today: Today) -> Response:
    async with work() as uow:
        view = await read_case(uow, CaseId(case_id), user, page="support", at=utcnow())
        found = await support_of(uow, view.case)
    part = support_part(found, is_wanted=view.case.is_support_wanted)
    shown = SupportPage(frame(view, "support", user, today), part)
    return page(request, "case/support.html", shown)


@router.get("/history")
async def history(request: Request, case_id: UUID, user: Staff, work: CaseWork, today: Today) -> Response:
    async with work() as uow:
        view = await read_case(uow, CaseId(case_id), user, page="history", at=utcnow())
        entries = timeline(await uow.history.of_case(CaseId(case_id)))
    return page(request, "case/history.html", HistoryPage(frame(view, "history", user, today), entries))


def _facts(case: Case) -> list[Row]:
    return [
        Row("Referral received", moment(case.received_at)),
        Row("Nation", NATIONS[case.nation]),
        Row("Age group", age_in_words(case.age_band, is_settled=case.is_age_settled)),
        Row("Consent", CONSENT[case.consent]),
        Row("Whereabouts", _whereabouts(case.whereabouts)),
        Row("Support", "Wanted" if case.is_support_wanted else "Not asked for"),
        Row("Authority", _authority(case)),
    ]


def _whereabouts(whereabouts: Whereabouts) -> str:
    return (
        "Not reported missing"
        if whereabouts is Whereabouts.KNOWN
        else whereabouts.replace("_", " ").capitalize()
    )


def _authority(case: Case) -> list[str]:
    """Who decides, and why, once somebody has looked into it."""
    name = "Child decision panel" if case.is_pilot else AUTHORITIES[case.competent_authority]
    reason = ROUTING_REASONS[Reason(case.routing_reason)] if case.routing_reason else NOT_ROUTED
    return [name, reason]
