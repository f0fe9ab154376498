"""The acts about what is true beside the stage, for programs: the same answers under the same rules."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from contracts.ids import CaseId
from decision.web.acts import Act, AnswersT, Sender
from decision.web.api import IfMatch, seen_version, stale_is_refused, tagged
from decision.web.api_bodies import CaseBody
from decision.web.closing import EXIT, IN_ERROR, ExitForm, InErrorForm
from decision.web.consenting import CONSENT_AT_18, ConsentForm
from decision.web.delaying import ASK, END, AnswerForm, AskForm, EndForm, answer_to
from decision.web.edge import CaseWork, Caseworker
from decision.web.receiving import ACKNOWLEDGE, CORRECT, PROGRESS, AcknowledgeForm, ProgressForm, ReceivedForm
from decision.web.routing import ROUTE, RouteForm
from decision.web.whereabouts import REPORT, RESUME, SUSPEND, ResumeForm, SuspendForm, WhereaboutsForm
from decision.web.withdrawing import GO_ON, WITHDRAW, GoOnForm, WithdrawForm
from plumbing.clock import utcnow
from plumbing.problems import Fault, Problem, code_of

router = APIRouter(prefix="/v1/cases/{case_id}")


class ByProgram:
    """One request of a program about one case."""

    def __init__(
        self,
        case_id: UUID,
        user: Caseworker,
        work: CaseWork,
        response: Response,
        if_match: IfMatch = None,
    ) -> None:
        self.case_id = CaseId(case_id)
        self.user = user
        self.work = work
        self.response = response
        self.if_match = if_match

    async def does(self, act: Act[AnswersT], answers: AnswersT) -> CaseBody:
        sender = Sender(self.case_id, seen_version(self.if_match), self.user.id, utcnow())
        try:
            with stale_is_refused():
                return await self._record(act, answers, sender)
        except tuple(act.refused) as refused:
            refusal = act.refused[type(refused)]
            fault = Fault(f"/{refusal.field}", code_of(type(refused)), refusal.words)
            raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, refusal.words, faults=[fault]) from None

    async def _record(self, act: Act[AnswersT], answers: AnswersT, sender: Sender) -> CaseBody:
        async with self.work() as uow:
            await act.record(uow, answers, sender)
            case = await uow.cases.get(self.case_id)
        return tagged(case, self.response)


Program = Annotated[ByProgram, Depends()]


@router.post("/route")
async def route(program: Program, body: RouteForm) -> CaseBody:
    """Of the date of birth only the 18th birthday is kept."""
    return await program.does(ROUTE, body)


@router.post("/whereabouts")
async def report(program: Program, body: WhereaboutsForm) -> CaseBody:
    return await program.does(REPORT, body)


@router.post("/suspend")
async def suspend(program: Program, body: SuspendForm) -> CaseBody:
    return await program.does(SUSPEND, body)


@router.post("/resume")
async def resume(program: Program, body: ResumeForm) -> CaseBody:
    return await program.does(RESUME, body)


@router.post("/withdraw")
async def withdraw(program: Program, body: WithdrawForm) -> CaseBody:
    return await program.does(WITHDRAW, body)


@router.post("/not-withdrawn")
async def go_on(program: Program, body: GoOnForm) -> CaseBody:
    return await program.does(GO_ON, body)


@router.post("/delay")
async def ask_for_delay(program: Program, body: AskForm) -> CaseBody:
    return await program.does(ASK, body)


@router.post("/delay/end")
async def end_delay(program: Program, body: EndForm) -> CaseBody:
    return await program.does(END, body)


@router.post("/delay/{request_id}")
async def answer_delay(program: Program, request_id: UUID, body: AnswerForm) -> CaseBody:
    return await program.does(answer_to(request_id), body)


@router.post("/consent-at-18")
async def record_consent(program: Program, body: ConsentForm) -> CaseBody:
    return await program.does(CONSENT_AT_18, body)


@router.post("/close-in-error")
async def close_in_error(program: Program, body: InErrorForm) -> CaseBody:
    return await program.does(IN_ERROR, body)


@router.post("/exit")
async def close(program: Program, body: ExitForm) -> CaseBody:
    return await program.does(EXIT, body)


@router.post("/received-date")
async def correct_received(program: Program, body: ReceivedForm) -> CaseBody:
    return await program.does(CORRECT, body)


@router.post("/acknowledge")
async def acknowledge(program: Program, body: AcknowledgeForm) -> CaseBody:
    return await program.does(ACKNOWLEDGE, body)


@router.post("/progress")
async def review_progress(program: Program, body: ProgressForm) -> CaseBody:
    return await program.does(PROGRESS, body)
