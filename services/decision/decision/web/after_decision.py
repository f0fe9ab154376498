"""The page of what follows a decision: the time there is to ask, requests and what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from contracts.ids import CaseId
from decision.domain.case import Case
from decision.domain.reconsideration import Reconsideration, RequestState, took_part
from decision.domain.reconsidering import NothingToReconsider, decision_in_question
from decision.domain.stages import CG_POSITIVE
from decision.queries.case import CaseView
from decision.storage import CaseNote, UnitOfWork
from decision.web import paths
from decision.web.after_cards import Card, request_card, served_on, windows
from decision.web.after_steps import may_be_asked_about
from decision.web.after_words import DONE
from decision.web.case_frame import CaseFrame, frame, read_case
from decision.web.disqualification_cards import disqualification_card
from decision.web.disqualifying import may_be_considered
from decision.web.edge import CaseWork, Staff, Today, may_decide
from decision.web.permission_cards import may_be_considered as may_be_permitted
from decision.web.permission_cards import permission_card
from decision.web.permission_words import DONE as PERMITTED
from decision.web.protection_steps import protection_card
from decision.web.revocation_cards import revocation_card
from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.govuk.parts import Link
from plumbing.pages import page

router = APIRouter(prefix="/cases/{case_id}/after-decision")

PART = "after-decision"


@dataclass(frozen=True)
class AfterDecisionPage:
    frame: CaseFrame
    done: str
    cards: Sequence[Card]
    links: Sequence[Link]


@router.get("")
async def after_decision(
    request: Request, case_id: UUID, user: Staff, work: CaseWork, today: Today, done: str = ""
) -> Response:
    async with work() as uow:
        view = await read_case(uow, CaseId(case_id), user, page="after-decision", at=utcnow())
        shown = await _shown(uow, view, user, today, DONE.get(done) or PERMITTED.get(done, ""))
    return page(request, "case/after_decision.html", shown)


async def _shown(uow: UnitOfWork, view: CaseView, user: User, today: date, done: str) -> AfterDecisionPage:
    notes = await uow.notes.of_case(view.case.id)
    asked = await _requests(uow, view, notes, user)
    beside = [*await _permissions(uow, view, notes, user), *await _protection(uow, view, notes, user)]
    cards = [*beside, *asked, *await _limits(uow, view)]
    return AfterDecisionPage(frame(view, PART, user, today), done, cards, _links(view, user))


async def _permissions(uow: UnitOfWork, view: CaseView, notes: Sequence[CaseNote], user: User) -> list[Card]:
    case = view.case
    permitted = [permission_card(case, each, notes, user) for each in await uow.permissions.of_case(case.id)]
    revoked = [revocation_card(case, each, notes, user) for each in await uow.revocations.of_case(case.id)]
    return [*permitted, *revoked]


async def _protection(uow: UnitOfWork, view: CaseView, notes: Sequence[CaseNote], user: User) -> list[Card]:
    """Lost, and given again."""
    case, words = view.case, _words(notes)
    proposals = await uow.disqualifications.of_case(case.id)
    lost = [disqualification_card(case, each, notes, user) for each in proposals]
    given = [protection_card(case, each, words) for each in await uow.protections.of_case(case.id)]
    return [*lost, *given]


async def _requests(uow: UnitOfWork, view: CaseView, notes: Sequence[CaseNote], user: User) -> list[Card]:
    case, words = view.case, _words(notes)
    requests = await uow.reconsiderations.of_case(case.id)
    return [request_card(each, words, _answers(case, each, user)) for each in requests]


def _words(notes: Sequence[CaseNote]) -> dict[tuple[UUID, str], str]:
    return {(note.subject_id, str(note.about)): note.words for note in notes}


async def _limits(uow: UnitOfWork, view: CaseView) -> list[Card]:
    case = view.case
    try:
        decision = decision_in_question(case)
    except NothingToReconsider:
        return []
    return windows(case, decision, served_on(view.letters, decision), times=await uow.timekeeping())


def _answers(case: Case, asked: Reconsideration, user: User) -> list[Link]:
    """For somebody who had no part in the decision, while the request waits for them."""
    if not may_decide(user) or not asked.state.is_open or took_part(decision_in_question(case), user.id):
        return []
    if asked.state is RequestState.ACCEPTED:
        return [
            Link("Keep the decision", paths.reconsideration(case.id, "keep")),
            Link("Open it again", paths.reconsideration(case.id, "reopen")),
        ]
    return [
        Link("Accept", paths.reconsideration(case.id, "accept")),
        Link("Refuse", paths.reconsideration(case.id, "refuse")),
        Link("Give more time", paths.reconsideration(case.id, "more-time")),
    ]


def _links(view: CaseView, user: User) -> list[Link]:
    if not may_decide(user):
        return []
    case_id, links = view.case.id, list[Link]()
    if view.awaits_protection:
        links.append(Link("Decide on protection", paths.case(case_id, "further-protection")))
    if may_be_asked_about(view.case):
        links.append(Link("Record a request for reconsideration", paths.reconsideration(case_id, "ask")))
        links.append(Link("Give more time to ask", paths.reconsideration(case_id, "more-time")))
    if may_be_considered(view):
        links.append(Link("Consider disqualification", paths.case(case_id, "disqualification/notify")))
    if may_be_permitted(view.case):
        links.append(Link("Consider permission to stay", paths.case(case_id, "permission/consider")))
    if view.case.stage is CG_POSITIVE:
        links.append(Link("Consider revoking the decision", paths.case(case_id, "revocation/consider")))
    return links
