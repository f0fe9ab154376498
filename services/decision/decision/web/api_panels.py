"""Assurance panels for programs, step by step as on the pages."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from contracts.ids import UserId
from decision import assuring
from decision.assuring import PapersSent, Sitting
from decision.domain.assurance import Arrangement, LeadsWord, PanelsWord
from decision.domain.decisions import REASONS_LIMIT
from decision.domain.panels import LeadAnswer, Member, PanelAnswer, Seat
from decision.web.api_bodies import CaseBody
from decision.web.api_programs import LeadersProgram, Program
from plumbing.clock import utcnow
from plumbing.identifiers import new_id

router = APIRouter(prefix="/v1/cases/{case_id}/panel")

MOST_MEMBERS = 20
STRICT = ConfigDict(extra="forbid")
Reasons = Annotated[str, Field(max_length=REASONS_LIMIT)]


class NewArrangement(BaseModel):
    model_config = STRICT

    panel_on: date


class NewPapers(BaseModel):
    model_config = STRICT

    sent_on: date


class NewMember(BaseModel):
    model_config = STRICT

    seat: Seat
    has_conflict: bool


class NewSitting(BaseModel):
    model_config = STRICT

    members: Annotated[list[NewMember], Field(max_length=MOST_MEMBERS)]


class NewPanelAnswer(BaseModel):
    model_config = STRICT

    answer: PanelAnswer
    reasons: Reasons = ""


class NewLeadAnswer(BaseModel):
    model_config = STRICT

    answer: LeadAnswer
    reasons: Reasons


@router.post("/arrange")
async def arrange(program: Program, body: NewArrangement) -> CaseBody:
    """For a decision that has a panel already, the same panel on another day."""
    said = Arrangement(panel_id=new_id(), panel_on=body.panel_on, **_now(program.user.id))
    return await program.records(
        lambda uow, seen: assuring.arrange_panel(uow, program.case_id, said, seen=seen)
    )


@router.post("/papers")
async def send_papers(program: Program, body: NewPapers) -> CaseBody:
    sent = PapersSent(on=body.sent_on, **_now(program.user.id))
    return await program.records(
        lambda uow, seen: assuring.send_papers(uow, program.case_id, sent, seen=seen)
    )


@router.post("/sitting")
async def record_sitting(program: Program, body: NewSitting) -> CaseBody:
    members = tuple(Member(each.seat, each.has_conflict) for each in body.members)
    sat = Sitting(members=members, **_now(program.user.id))
    return await program.records(
        lambda uow, seen: assuring.record_sitting(uow, program.case_id, sat, seen=seen)
    )


@router.post("/answer")
async def record_answer(program: Program, body: NewPanelAnswer) -> CaseBody:
    word = PanelsWord(answer=body.answer, reasons=body.reasons, **_now(program.user.id))
    return await program.records(lambda uow, seen: assuring.hear_panel(uow, program.case_id, word, seen=seen))


@router.post("/lead")
async def record_lead(program: LeadersProgram, body: NewLeadAnswer) -> CaseBody:
    word = LeadsWord(answer=body.answer, reasons=body.reasons, **_now(program.user.id))
    return await program.records(lambda uow, seen: assuring.hear_lead(uow, program.case_id, word, seen=seen))


def _now(user: UserId) -> dict[str, Any]:
    return {"by": user, "at": utcnow()}
