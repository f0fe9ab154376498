"""Answering what the decision makers ask. The question is fetched from them each time and not kept."""

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from clocks.days import london_day
from contracts.ids import ReferralId
from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.form_words import Words
from plumbing.forms import AS_TYPED, Filled, Form, MaxLen, fill
from plumbing.languages import N_
from plumbing.pages import page, see_other
from plumbing.service_calls import Peer, PeerRefused, PeerUnavailable
from referral import requests
from referral.domain.requests import ANSWER_LIMIT, AlreadyAnswered, InformationRequest, RequestId
from referral.web import paths
from referral.web.edge import OwnWork, Responder

router = APIRouter(prefix="/referrals/{referral_id}/requests/{request_id}")


class AnswerForm(Form):
    answer: Annotated[
        str, AS_TYPED, MaxLen(ANSWER_LIMIT), Words(N_("Enter your answer"), name=N_("Your answer"))
    ]


@dataclass(frozen=True)
class RequestPage:
    filled: Filled[AnswerForm]
    reference: str
    question: str
    request: InformationRequest
    is_overdue: bool
    evidence: str
    back: str
    most: int = ANSWER_LIMIT

    @property
    def due_on(self) -> date:
        return self.request.due_on


def _decision_service(request: Request) -> Peer:
    peer: Peer = request.app.state.decision_service
    return peer


DecisionService = Annotated[Peer, Depends(_decision_service)]


@router.get("")
async def read(
    request: Request,
    referral_id: ReferralId,
    request_id: RequestId,
    user: Responder,
    work: OwnWork,
    service: DecisionService,
) -> Response:
    asked = _Asked(referral_id, request_id, user, work, service)
    return await asked.page(request, Filled[AnswerForm]())


@router.post("")
async def answer(
    request: Request,
    referral_id: ReferralId,
    request_id: RequestId,
    user: Responder,
    work: OwnWork,
    service: DecisionService,
) -> Response:
    filled = await fill(AnswerForm, request)
    if filled.form is None:
        asked = _Asked(referral_id, request_id, user, work, service)
        return await asked.page(request, filled, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        async with work() as uow:
            await requests.answer_request(
                uow, referral_id, request_id, filled.form.answer, by=user, at=utcnow()
            )
    except AlreadyAnswered:
        pass  # pressed twice: the page shows the answer that was kept
    return see_other(paths.information_request(referral_id, request_id))


@dataclass(frozen=True)
class _Asked:
    referral_id: ReferralId
    request_id: RequestId
    user: User
    work: OwnWork
    service: Peer

    async def page(
        self, request: Request, filled: Filled[AnswerForm], *, status: int = HTTPStatus.OK
    ) -> Response:
        async with self.work() as uow:
            referral, asked = await requests.open_request(
                uow, self.referral_id, self.request_id, self.user, at=utcnow()
            )
        view = RequestPage(
            filled=filled,
            reference=referral.reference,
            question=await self._question(),
            request=asked,
            is_overdue=asked.is_overdue(london_day(utcnow())),
            evidence=f"{paths.referral(self.referral_id)}/evidence",
            back=paths.referral(self.referral_id),
        )
        return page(request, "information_request.html", view, status=status)

    async def _question(self) -> str:
        """Nothing when the decision service cannot say just now; the page explains."""
        path = f"/v1/internal/referrals/{self.referral_id}/information-requests/{self.request_id}"
        try:
            return str((await self.service.get(path, user=self.user))["question"])
        except (PeerUnavailable, PeerRefused):
            return ""
