"""Serving a decision, for programs: the same answers under the same rules. No address is ever given out."""

from datetime import date
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from contracts.ids import CaseId
from decision.domain.letters import How, Proof
from decision.domain.notices import Gets, Recipient
from decision.web.api_bodies import CaseBody
from decision.web.api_programs import Program
from decision.web.edge import CaseWork, Staff
from decision.web.serving import UNSAFE, ReceiptForm, SendForm, UnsafeForm, receipt_of, send_to
from plumbing.clock import utcnow

router = APIRouter(prefix="/v1/cases/{case_id}/letters")


class LetterBody(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    decision_id: UUID
    recipient: Recipient
    gets: Gets
    how: How
    sent_on: date
    received_on: date | None
    proof: Proof | None


class LetterList(BaseModel):
    items: list[LetterBody]


@router.get("")
async def list_letters(case_id: UUID, user: Staff, work: CaseWork) -> LetterList:
    """Latest first."""
    async with work() as uow:
        case = await uow.cases.get(CaseId(case_id))
        found = await uow.letters.of_case(case.id)
        uow.audit.add(action="case_viewed", actor=str(user.id), subject=str(case_id), at=utcnow())
    return LetterList(items=[LetterBody.model_validate(each) for each in found])


@router.post("/unsafe-addresses")
async def report_unsafe(program: Program, body: UnsafeForm) -> CaseBody:
    return await program.does(UNSAFE, body)


@router.post("/{decision_id}/to/{recipient}")
async def send(program: Program, decision_id: UUID, recipient: Recipient, body: SendForm) -> CaseBody:
    return await program.does(send_to(decision_id, recipient), body)


@router.post("/{letter_id}/receipt")
async def receive(program: Program, letter_id: UUID, body: ReceiptForm) -> CaseBody:
    return await program.does(receipt_of(letter_id), body)
