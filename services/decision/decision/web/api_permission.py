"""Permission to stay for programs: the same answers under the same rules as on the pages."""

from fastapi import APIRouter

from decision.web.api_bodies import CaseBody
from decision.web.api_programs import Program
from decision.web.asking_again import AskAgainForm
from decision.web.permitting import CONSIDER, DECIDE, GO_ON, PAUSE, STOP, RulingForm, WhyForm
from decision.web.permitting_again import (
    ASK_AGAIN,
    DECIDE_AGAIN,
    MORE_TIME,
    TAKE_BACK,
    MoreTimeForm,
)

router = APIRouter(prefix="/v1/cases/{case_id}/permission")


@router.post("/consider")
async def consider(program: Program, body: WhyForm) -> CaseBody:
    return await program.does(CONSIDER, body)


@router.post("/stop")
async def stop(program: Program, body: WhyForm) -> CaseBody:
    return await program.does(STOP, body)


@router.post("/pause")
async def pause(program: Program, body: WhyForm) -> CaseBody:
    return await program.does(PAUSE, body)


@router.post("/go-on")
async def go_on(program: Program, body: WhyForm) -> CaseBody:
    return await program.does(GO_ON, body)


@router.post("/decide")
async def decide(program: Program, body: RulingForm) -> CaseBody:
    """Granted if it is needed for any purpose; `until` is then needed too."""
    return await program.does(DECIDE, body)


@router.post("/ask-again")
async def ask_again(program: Program, body: AskAgainForm) -> CaseBody:
    return await program.does(ASK_AGAIN, body)


@router.post("/more-time")
async def give_more_time(program: Program, body: MoreTimeForm) -> CaseBody:
    return await program.does(MORE_TIME, body)


@router.post("/decide-again")
async def decide_again(program: Program, body: RulingForm) -> CaseBody:
    """By somebody who did not refuse it."""
    return await program.does(DECIDE_AGAIN, body)


@router.post("/take-back")
async def take_back(program: Program, body: WhyForm) -> CaseBody:
    return await program.does(TAKE_BACK, body)
