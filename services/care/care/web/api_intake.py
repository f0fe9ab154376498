"""The first days for programs of the prime: agreement, attempts to reach somebody, and telling others."""

from datetime import date
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from annotated_types import MaxLen
from fastapi import APIRouter
from pydantic import AwareDatetime, BaseModel, ConfigDict
from starlette.responses import Response

from care.commands import contact, trying
from care.commands.telling_outside import tell_outside
from care.commands.trying import Tried
from care.domain.attempts import Result, Way
from care.queries.people import person
from care.storage import UnitOfWork
from care.web.api_people import Strict, SupportCaseItem, item
from care.web.creating import created
from care.web.edge import PrimesDesk
from care.web.refusals import problems
from contracts.ids import ReferralId, SupportCaseId
from plumbing.idempotency import OnceOnly
from plumbing.identifiers import new_id

router = APIRouter(prefix="/v1")
ATTEMPTS = "/support-cases/{support_case_id}/attempts"
TOLD = "/referrals/{referral_id}/told"


class NewAttempt(Strict):
    """`note` is sealed."""

    way: Way
    result: Result
    note: Annotated[str, MaxLen(5000)] = ""


class AttemptItem(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    way: Way
    result: Result
    tried_at: AwareDatetime


class AttemptList(BaseModel):
    items: list[AttemptItem]


class ToldFact(Strict):
    """`code` is of who was told."""

    code: Annotated[str, MaxLen(60)]
    told_on: date


class ToldItem(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    code: str
    told_on: date


class ToldList(BaseModel):
    items: list[ToldItem]


@router.post("/support-cases/{support_case_id}/agreement")
async def record_agreement(desk: PrimesDesk, support_case_id: SupportCaseId) -> SupportCaseItem:
    """The person wants support after all."""
    async with problems(), desk.work() as uow:
        await contact.record_agreement(uow, support_case_id, actor=desk.actor, at=desk.at)
        await uow.session.flush()
        return item(await person(uow, support_case_id))


@router.get(ATTEMPTS)
async def attempts(desk: PrimesDesk, support_case_id: SupportCaseId) -> AttemptList:
    """In the order in which they were made."""
    async with desk.work() as uow:
        return await _attempts(uow, support_case_id)


@router.post(ATTEMPTS, status_code=HTTPStatus.CREATED, response_model=AttemptList)
async def log_attempt(
    desk: PrimesDesk, support_case_id: SupportCaseId, body: NewAttempt, once: OnceOnly
) -> Response:
    """The 48 hours go on until the person has been reached."""

    async def create(uow: UnitOfWork) -> tuple[str, AttemptList]:
        await trying.log_attempt(uow, support_case_id, Tried(id=new_id(), **body.model_dump()), desk.by)
        await uow.session.flush()
        return f"/v1/support-cases/{support_case_id}/attempts", await _attempts(uow, support_case_id)

    return await created(desk, once, create)


@router.get(TOLD)
async def told(desk: PrimesDesk, referral_id: ReferralId) -> ToldList:
    """Who supports somebody outside the care contract, and was told."""
    async with desk.work() as uow:
        return await _told(uow, referral_id)


@router.post(TOLD)
async def tell(desk: PrimesDesk, referral_id: ReferralId, body: ToldFact) -> ToldList:
    async with problems(), desk.work() as uow:
        await tell_outside(uow, referral_id, body.code, body.told_on, desk.by)
        return await _told(uow, referral_id)


async def _attempts(uow: UnitOfWork, support_case_id: SupportCaseId) -> AttemptList:
    made = await uow.attempts.of_case(support_case_id)
    return AttemptList(items=[AttemptItem.model_validate(each) for each in made])


async def _told(uow: UnitOfWork, referral_id: ReferralId) -> ToldList:
    found = await uow.outside_told.of(referral_id)
    return ToldList(items=[ToldItem.model_validate(each) for each in found])
