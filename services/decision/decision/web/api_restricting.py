"""Restricting a case, and lifting it, for programs of leaders: the same answers as on the pages."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from decision.web.api import IfMatch
from decision.web.api_bodies import CaseBody
from decision.web.api_circumstances import ByProgram
from decision.web.edge import CaseWork, Leader
from decision.web.restricting import LIFT, RESTRICT, LiftForm, RestrictForm

router = APIRouter(prefix="/v1/cases/{case_id}/restriction")


async def _by_leader(
    case_id: UUID, user: Leader, work: CaseWork, response: Response, if_match: IfMatch = None
) -> ByProgram:
    return ByProgram(case_id, user, work, response, if_match)


LeadersProgram = Annotated[ByProgram, Depends(_by_leader)]


@router.post("")
async def restrict(program: LeadersProgram, body: RestrictForm) -> CaseBody:
    """Open to `people` and to whoever asks for it. Sent again, it takes the place of what stood."""
    return await program.does(RESTRICT, body)


@router.post("/lift")
async def lift(program: LeadersProgram, body: LiftForm) -> CaseBody:
    """Open to everybody who works here again."""
    return await program.does(LIFT, body)
