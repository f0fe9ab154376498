"""Requests from outside, for programs: named facts only, answered by a colleague (VI-1, VI-2)."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from annotated_types import MaxLen
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from care.commands import disclosing
from care.commands.disclosing import Asked
from care.domain.disclosure import MOST_FACTS, Asker, DisclosureState
from care.domain.refusals import Code
from care.queries.risks import one_request, requests_of
from care.storage import UnitOfWork
from care.web.api_people import Strict
from care.web.creating import created
from care.web.disclosures import WhyForm
from care.web.edge import AnyDesk
from care.web.refusals import problems
from care.web.safety.record import case_of
from contracts.ids import SupportCaseId
from plumbing.idempotency import OnceOnly

router = APIRouter(prefix="/v1")
OF_PERSON = "/support-cases/{support_case_id}/disclosure-requests"
ONE = "/disclosure-requests/{request_id}"
Fact = Annotated[str, Field(min_length=1, max_length=1000, pattern=r"^[^\n]*$")]


class NewRequest(Strict):
    asker: Asker
    who: Annotated[str, MaxLen(300)]
    asked_on: date
    purpose: Annotated[str, MaxLen(1000)]
    basis: Annotated[str, MaxLen(1000)]
    facts: Annotated[tuple[Fact, ...], Field(min_length=1, max_length=MOST_FACTS)]
    has_privileged: bool = False


class Answers(Strict):
    """In the order of the facts that were asked for; an empty one is left out of what is told."""

    answers: Annotated[list[Annotated[str, MaxLen(2000)]], Field(max_length=MOST_FACTS)]


class RequestItem(BaseModel):
    """`refused_for` is the rule that refused it at once. The answer can be read until `expires_at`."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    support_case_id: UUID
    asker: Asker
    asked_on: date
    recorded_at: datetime
    state: DisclosureState
    refused_for: Code | None
    decided_at: datetime | None
    expires_at: datetime | None


class RequestList(BaseModel):
    items: list[RequestItem]


@router.get(OF_PERSON)
async def of_person(desk: AnyDesk, support_case_id: SupportCaseId) -> RequestList:
    async with desk.work() as uow:
        await case_of(uow, desk, support_case_id)
        found = await requests_of(uow, support_case_id)
        return RequestList(items=[RequestItem.model_validate(each) for each in found])


@router.post(OF_PERSON, status_code=201, response_model=RequestItem)
async def record_request(
    desk: AnyDesk, support_case_id: SupportCaseId, body: NewRequest, once: OnceOnly
) -> Response:
    async def create(uow: UnitOfWork) -> tuple[str, RequestItem]:
        asked = Asked(**body.model_dump())
        made = await disclosing.record_request(uow, support_case_id, asked, by=desk.by)
        return f"/v1/disclosure-requests/{made.id}", RequestItem.model_validate(made)

    return await created(desk, once, create)


@router.get(ONE)
async def disclosure_request(desk: AnyDesk, request_id: UUID) -> RequestItem:
    async with desk.work() as uow:
        found = await _item(uow, request_id)
        await case_of(uow, desk, SupportCaseId(found.support_case_id))
        return found


@router.post(f"{ONE}/release")
async def release(desk: AnyDesk, request_id: UUID, body: Answers) -> RequestItem:
    """By somebody else than whoever wrote the request down."""
    async with problems(), desk.work() as uow:
        await disclosing.release(uow, request_id, body.answers, by=desk.by)
        return await _item(uow, request_id)


@router.post(f"{ONE}/refuse")
async def refuse(desk: AnyDesk, request_id: UUID, body: WhyForm) -> RequestItem:
    async with problems(), desk.work() as uow:
        await disclosing.refuse(uow, request_id, body.why, by=desk.by)
        return await _item(uow, request_id)


async def _item(uow: UnitOfWork, request_id: UUID) -> RequestItem:
    return RequestItem.model_validate(await one_request(uow, request_id))
