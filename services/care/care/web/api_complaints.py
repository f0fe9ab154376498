"""Complaints for programs, and asking somebody to leave a house. What was said is read on the pages only."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from annotated_types import MaxLen
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

from care.commands.risk import complaints
from care.domain.complaints import About, Alternative, AskedToLeave, Outcome
from care.queries.risks import complaints_of, one_complaint
from care.storage import UnitOfWork
from care.web.api_people import Strict
from care.web.creating import created
from care.web.edge import AnyDesk, ManagersDesk
from care.web.refusals import problems
from care.web.safety.complaints import AnswerForm
from care.web.safety.record import case_of
from contracts.ids import SupportCaseId
from plumbing.idempotency import OnceOnly

router = APIRouter(prefix="/v1")
OF_PERSON = "/support-cases/{support_case_id}/complaints"


class NewComplaint(Strict):
    about: About
    received_on: date
    words: Annotated[str, MaxLen(5000)]


class AskedToLeaveFact(Strict):
    """Without a day of the written warning it says why none was safe."""

    warned_on: date | None = None
    why_no_warning: Annotated[str, MaxLen(2000)] = ""
    alternative: Alternative
    is_prime_told: bool


class ComplaintItem(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    support_case_id: UUID
    about: About
    received_on: date
    recorded_at: datetime
    answered_at: datetime | None
    outcome: Outcome | None


class ComplaintList(BaseModel):
    items: list[ComplaintItem]


@router.get(OF_PERSON)
async def of_person(desk: AnyDesk, support_case_id: SupportCaseId) -> ComplaintList:
    async with desk.work() as uow:
        await case_of(uow, desk, support_case_id)
        found = await complaints_of(uow, support_case_id)
        return ComplaintList(items=[ComplaintItem.model_validate(each) for each in found])


@router.post(OF_PERSON, status_code=201, response_model=ComplaintItem)
async def record_complaint(
    desk: AnyDesk, support_case_id: SupportCaseId, body: NewComplaint, once: OnceOnly
) -> Response:
    async def create(uow: UnitOfWork) -> tuple[str, ComplaintItem]:
        said = body.about, body.received_on, body.words
        made = await complaints.record_complaint(uow, support_case_id, *said, by=desk.by)
        return f"/v1/complaints/{made}", await _item(uow, made)

    return await created(desk, once, create)


@router.get("/complaints/{complaint_id}")
async def complaint(desk: AnyDesk, complaint_id: UUID) -> ComplaintItem:
    async with desk.work() as uow:
        found = await _item(uow, complaint_id)
        await case_of(uow, desk, SupportCaseId(found.support_case_id))
        return found


@router.post("/complaints/{complaint_id}/answer")
async def answer(desk: AnyDesk, complaint_id: UUID, body: AnswerForm) -> ComplaintItem:
    """By somebody else than whoever wrote it down."""
    async with problems(), desk.work() as uow:
        await complaints.answer_complaint(uow, complaint_id, body.outcome, body.words, by=desk.by)
        return await _item(uow, complaint_id)


@router.post("/support-cases/{support_case_id}/asked-to-leave", status_code=204)
async def asked_to_leave(desk: ManagersDesk, support_case_id: SupportCaseId, body: AskedToLeaveFact) -> None:
    """Ends the stay; support goes on."""
    async with problems(), desk.work() as uow:
        await complaints.ask_to_leave(uow, support_case_id, AskedToLeave(**body.model_dump()), by=desk.by)


async def _item(uow: UnitOfWork, complaint_id: UUID) -> ComplaintItem:
    return ComplaintItem.model_validate(await one_complaint(uow, complaint_id))
