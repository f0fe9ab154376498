"""The acts about what is true beside the stage, for programs: the same answers under the same rules."""

from uuid import UUID

from fastapi import APIRouter

from decision.web.api_bodies import CaseBody
from decision.web.api_programs import Program
from decision.web.closing import EXIT, IN_ERROR, ExitForm, InErrorForm
from decision.web.consenting import CONSENT_AT_18, ConsentForm
from decision.web.delaying import ASK, END, AnswerForm, AskForm, EndForm, answer_to
from decision.web.receiving import ACKNOWLEDGE, CORRECT, PROGRESS, AcknowledgeForm, ProgressForm, ReceivedForm
from decision.web.routing import ROUTE, RouteForm
from decision.web.whereabouts import REPORT, RESUME, SUSPEND, ResumeForm, SuspendForm, WhereaboutsForm
from decision.web.withdrawing import GO_ON, WITHDRAW, GoOnForm, WithdrawForm

router = APIRouter(prefix="/v1/cases/{case_id}")


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
