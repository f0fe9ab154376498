"""Asking for information, and reading what came back."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from clocks import london_day
from contracts.ids import CaseId
from decision.domain.asked_parties import AskedParty
from decision.domain.information_requests import earliest_due
from decision.domain.stages import RG_MORE_INFORMATION, UNDECIDED
from decision.queries.case import CaseView
from decision.web import paths
from decision.web.acts import Act, offer, offer_one_of, send, show
from decision.web.asked_words import DONE
from decision.web.asking_acts import ATTEMPT, STOP, AnswerForm, Answering, ask_act
from decision.web.case_frame import CaseFrame, frame, read_case
from decision.web.edge import CaseWork, ReferralService, Staff, Today, may_decide
from decision.web.evidence_part import read_evidence
from decision.web.information_cards import Card, Cards, attempt_card, reason_card
from decision.web.visits import ByCaseworker
from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.forms import date_boxes
from plumbing.govuk.parts import Link
from plumbing.pages import page

router = APIRouter(prefix="/cases/{case_id}/information")


@dataclass(frozen=True)
class InformationPage:
    frame: CaseFrame
    done: str
    requests: Sequence[Card]
    attempts: Sequence[Card]
    links: Sequence[Link]


@router.get("")
async def requests_of_case(
    request: Request,
    case_id: UUID,
    user: Staff,
    work: CaseWork,
    service: ReferralService,
    today: Today,
    done: str = "",
) -> Response:
    async with work() as uow:
        view = await read_case(uow, CaseId(case_id), user, page="information", at=utcnow())
        asked = await uow.information_requests.of_case(CaseId(case_id))
        tried = await uow.contact_attempts.of_case(CaseId(case_id))
        reasons = await uow.contact_attempts.reasons_of_case(CaseId(case_id))
    cards = await Cards.reading(view.case, asked, service, user, today)
    shown = InformationPage(
        frame(view, "information", user, today),
        DONE.get(done, ""),
        [await cards.of(each) for each in asked],
        [*map(attempt_card, tried), *map(reason_card, reasons)],
        _links(view, user),
    )
    return page(request, "case/information.html", shown)


def _links(view: CaseView, user: User) -> list[Link]:
    case = view.case
    if not may_decide(user) or case.stage not in UNDECIDED:
        return []
    links = [
        Link("Ask for information", paths.ask(case.id)),
        Link("Log an attempt to reach somebody", paths.case(case.id, "information/attempt")),
        Link("See who must be asked before a negative decision", paths.who_was_asked(case.id)),
    ]
    if case.stage is RG_MORE_INFORMATION:
        links.append(Link("Stop waiting", paths.case(case.id, "information/stop-waiting")))
    return links


@router.get("/ask")
async def ask(visit: ByCaseworker, party: AskedParty | None = None) -> Response:
    async with visit.work() as uow:
        case = await uow.cases.get(visit.case_id)
        earliest = earliest_due(case, times=await uow.timekeeping(), on=visit.today)
    known = {"party": party.value} if party else {}
    due = date_boxes("due_on", earliest) if earliest else {}
    return await show(visit, ask_act(earliest), known=known | due)


@router.post("/ask")
async def send_question(visit: ByCaseworker) -> Response:
    async with visit.work() as uow:
        case = await uow.cases.get(visit.case_id)
        earliest = earliest_due(case, times=await uow.timekeeping(), on=london_day(utcnow()))
    return await send(visit, ask_act(earliest))


@router.get("/attempt")
async def ask_attempt(visit: ByCaseworker, party: AskedParty | None = None) -> Response:
    return await show(visit, ATTEMPT, known={"party": party.value} if party else None)


@router.post("/attempt")
async def log_attempt(visit: ByCaseworker) -> Response:
    return await send(visit, ATTEMPT)


async def _answering(visit: ByCaseworker, request_id: UUID, service: ReferralService) -> Act[AnswerForm]:
    async with visit.work() as uow:
        case = await uow.cases.get(visit.case_id)
        asked = await uow.information_requests.one(visit.case_id, request_id)
    return Answering(asked, await read_evidence(service, case.referral_id, visit.user)).act


offer(router, "/stop-waiting", STOP)
offer_one_of(router, "/{request_id}/answer", _answering)
