"""Restricting a case, and lifting it, for programs of leaders: the same answers as on the pages."""

from fastapi import APIRouter

from decision.web.api_bodies import CaseBody
from decision.web.api_programs import LeadersProgram
from decision.web.restricting import LIFT, RESTRICT, LiftForm, RestrictForm

router = APIRouter(prefix="/v1/cases/{case_id}/restriction")


@router.post("")
async def restrict(program: LeadersProgram, body: RestrictForm) -> CaseBody:
    """Open to `people` and to whoever asks for it. Sent again, it takes the place of what stood."""
    return await program.does(RESTRICT, body)


@router.post("/lift")
async def lift(program: LeadersProgram, body: LiftForm) -> CaseBody:
    """Open to everybody who works here again."""
    return await program.does(LIFT, body)
