"""Asking the first responder for information, and reading what they answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from contracts.ids import CaseId
from decision import asking
from decision.domain.case import Case
from decision.domain.information_requests import QUESTION_LIMIT, InformationRequest
from decision.web import paths
from decision.web.case_frame import CaseFrame, frame, read_case
from decision.web.edge import CaseWork, Caseworker, ReferralService, Staff, Today, may_decide
from decision.web.evidence_part import EvidencePart, read_evidence
from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.form_words import Words
from plumbing.forms import AS_TYPED, NOT_BEFORE_TODAY, Filled, Form, MaxLen, fill
from plumbing.govuk.dates import day, moment
from plumbing.govuk.parts import Row
from plumbing.identifiers import new_id
from plumbing.pages import page, see_other
from plumbing.service_calls import Peer, PeerRefused, PeerUnavailable

router = APIRouter(prefix="/cases/{case_id}/information")

UNAVAILABLE = "The referral service is not answering. Try this page again in a minute."
REFUSED = "The referral service did not let us read the answer. Tell your team leader."


class QuestionForm(Form):
    question: Annotated[
        str, AS_TYPED, MaxLen(QUESTION_LIMIT), Words("Enter what you need to know", name="Your question")
    ]
    due_on: Annotated[date, NOT_BEFORE_TODAY, Words("Enter the day you need the answer by", name="The day")]


@dataclass(frozen=True)
class RequestCard:
    title: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class InformationPage:
    frame: CaseFrame
    cards: Sequence[RequestCard]
    may_ask: bool
    ask: str


@dataclass(frozen=True)
class AskPage:
    filled: Filled[QuestionForm]
    reference: str
    back: str
    most: int = QUESTION_LIMIT


@router.get("")
async def requests_of_case(
    request: Request, case_id: UUID, user: Staff, work: CaseWork, service: ReferralService, today: Today
) -> Response:
    async with work() as uow:
        view = await read_case(uow, CaseId(case_id), user, page="information", at=utcnow())
        asked = await uow.information_requests.of_case(CaseId(case_id))
    answers = await _answers(view.case, asked, service, user)
    cards = [await answers.card(each) for each in asked]
    shown = InformationPage(
        frame(view, "information", user, today), cards, may_decide(user), paths.ask(CaseId(case_id))
    )
    return page(request, "case/information.html", shown)


async def _answers(case: Case, asked: Sequence[InformationRequest], service: Peer, user: User) -> "_Answers":
    is_any_answered = any(each.answered_at for each in asked)
    evidence = await read_evidence(service, case.referral_id, user) if is_any_answered else EvidencePart()
    return _Answers(case, service, user, evidence)


@dataclass(frozen=True)
class _Answers:
    """What came back for a case, asked each time of the referral service, which keeps answers and files."""

    case: Case
    service: Peer
    user: User
    evidence: EvidencePart

    async def card(self, asked: InformationRequest) -> RequestCard:
        rows = [
            Row("Asked", moment(asked.asked_at)),
            Row("Due", day(asked.due_on)),
            Row("Question", asked.question),
        ]
        if asked.answered_at is None:
            return RequestCard("Waiting for an answer", [*rows, Row("Answer", "Not yet")])
        late = ", after the day it was due" if asked.is_late else ""
        answered = Row("Answered", moment(asked.answered_at) + late)
        words = Row("Answer", await self._words(asked))
        return RequestCard("Answered", [*rows, answered, words, self._files(asked)])

    async def _words(self, asked: InformationRequest) -> str:
        path = f"/v1/internal/referrals/{self.case.referral_id}/information-requests/{asked.id}"
        try:
            return str((await self.service.get(path, user=self.user))["answer"])
        except PeerUnavailable:
            return UNAVAILABLE
        except PeerRefused:
            return REFUSED

    def _files(self, asked: InformationRequest) -> Row:
        """A first responder adds files before sending the answer, so these are the ones that came with it."""
        came = [each.name for each in self.evidence.files if asked.was_open_at(each.added_at)]
        return Row(
            "Files added before the answer",
            self.evidence.trouble or came or "None",
            change=paths.case(self.case.id, "evidence") if came else "",
            action="Open",
            hidden="the files on the evidence page",
        )


@router.get("/ask")
async def ask(request: Request, case_id: UUID, user: Caseworker, work: CaseWork) -> Response:
    return await _ask_page(request, CaseId(case_id), user, work, Filled[QuestionForm]())


@router.post("/ask")
async def send(request: Request, case_id: UUID, user: Caseworker, work: CaseWork, today: Today) -> Response:
    filled = await fill(QuestionForm, request, today=today)
    if filled.form is None:
        return await _ask_page(request, CaseId(case_id), user, work, filled)
    asked = InformationRequest(
        id=new_id(),
        case_id=CaseId(case_id),
        asked_by=user.id,
        asked_at=utcnow(),
        due_on=filled.form.due_on,
        question=filled.form.question,
    )
    async with work() as uow:
        await asking.request_information(uow, asked)
    return see_other(paths.case(CaseId(case_id), "information"))


async def _ask_page(
    request: Request, case_id: CaseId, user: User, work: CaseWork, filled: Filled[QuestionForm]
) -> Response:
    async with work() as uow:
        view = await read_case(uow, case_id, user, page="asking", at=utcnow())
    shown = AskPage(filled, view.case.reference, paths.case(case_id, "information"))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if filled.errors else HTTPStatus.OK
    return page(request, "decide/ask.html", shown, status=status)
