"""Assurance panels for programs, step by step as on the pages."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, ConfigDict, Field

from contracts.ids import CaseId, UserId
from decision import assuring
from decision.assuring import PapersSent, Sitting
from decision.domain.assurance import Arrangement, LeadsWord, PanelsWord
from decision.domain.decisions import REASONS_LIMIT
from decision.domain.panels import LeadAnswer, Member, PanelAnswer, Seat
from decision.storage import UnitOfWork
from decision.web.api import IfMatch, seen_version, stale_is_refused, tagged
from decision.web.api_bodies import CaseBody
from decision.web.edge import CaseWork, Caseworker, Leader
from plumbing.clock import utcnow
from plumbing.identifiers import new_id

router = APIRouter(prefix="/v1/cases/{case_id}/panel")

MOST_MEMBERS = 20
STRICT = ConfigDict(extra="forbid")
Reasons = Annotated[str, Field(max_length=REASONS_LIMIT)]
Record = Callable[[UnitOfWork, int], Awaitable[None]]


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


class _Program:
    """One request of a program about the panel of one case."""

    def __init__(self, case_id: UUID, work: CaseWork, response: Response, if_match: IfMatch = None) -> None:
        self.case_id = CaseId(case_id)
        self.work = work
        self.response = response
        self.if_match = if_match

    async def does(self, record: Record) -> CaseBody:
        with stale_is_refused():
            async with self.work() as uow:
                await record(uow, seen_version(self.if_match))
                return tagged(await uow.cases.get(self.case_id), self.response)


Program = Annotated[_Program, Depends()]


@router.post("/arrange")
async def arrange(program: Program, body: NewArrangement, user: Caseworker) -> CaseBody:
    """For a decision that has a panel already, the same panel on another day."""
    said = Arrangement(panel_id=new_id(), panel_on=body.panel_on, **_now(user.id))
    return await program.does(lambda uow, seen: assuring.arrange_panel(uow, program.case_id, said, seen=seen))


@router.post("/papers")
async def send_papers(program: Program, body: NewPapers, user: Caseworker) -> CaseBody:
    sent = PapersSent(on=body.sent_on, **_now(user.id))
    return await program.does(lambda uow, seen: assuring.send_papers(uow, program.case_id, sent, seen=seen))


@router.post("/sitting")
async def record_sitting(program: Program, body: NewSitting, user: Caseworker) -> CaseBody:
    members = tuple(Member(each.seat, each.has_conflict) for each in body.members)
    sat = Sitting(members=members, **_now(user.id))
    return await program.does(lambda uow, seen: assuring.record_sitting(uow, program.case_id, sat, seen=seen))


@router.post("/answer")
async def record_answer(program: Program, body: NewPanelAnswer, user: Caseworker) -> CaseBody:
    word = PanelsWord(answer=body.answer, reasons=body.reasons, **_now(user.id))
    return await program.does(lambda uow, seen: assuring.hear_panel(uow, program.case_id, word, seen=seen))


@router.post("/lead")
async def record_lead(program: Program, body: NewLeadAnswer, user: Leader) -> CaseBody:
    word = LeadsWord(answer=body.answer, reasons=body.reasons, **_now(user.id))
    return await program.does(lambda uow, seen: assuring.hear_lead(uow, program.case_id, word, seen=seen))


def _now(user: UserId) -> dict[str, Any]:
    return {"by": user, "at": utcnow()}
