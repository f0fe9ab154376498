"""Prepaid cards that fail, for programs: since when, and whom it leaves without money (MO-13)."""

from datetime import date
from decimal import Decimal
from http import HTTPStatus
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

from care.commands.money import outages
from care.domain.money.outage import Channel
from care.domain.refusals import must_have_come
from care.queries import money
from care.queries.money import OutOfMoney
from care.storage import UnitOfWork
from care.web.api_money import DaysFact, PaymentLineItem
from care.web.creating import created
from care.web.edge import AnyDesk, ManagersDesk, PrimesDesk
from contracts.ids import SupportCaseId
from plumbing.idempotency import OnceOnly

router = APIRouter(prefix="/v1/outages")


class NewOutage(DaysFact):
    """Without a last day the cards still fail."""


class OutageItem(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    channel: Channel
    first_on: date
    last_on: date | None


class OutageList(BaseModel):
    items: list[OutageItem]


class PersonWithout(BaseModel):
    """Everybody entitled meanwhile, also who is owed nothing: their card does not work either."""

    support_case_id: SupportCaseId
    owed: Decimal
    lines: list[PaymentLineItem]


class PeopleWithout(BaseModel):
    items: list[PersonWithout]


@router.get("")
async def list_outages(desk: AnyDesk) -> OutageList:
    """The latest first."""
    async with desk.work() as uow:
        return OutageList(items=[OutageItem.model_validate(each) for each in await money.outages(uow)])


@router.post("", status_code=HTTPStatus.CREATED, response_model=OutageItem)
async def record_outage(desk: PrimesDesk, body: NewOutage, once: OnceOnly) -> Response:
    async def create(uow: UnitOfWork) -> tuple[str, OutageItem]:
        must_have_come(body.first_on, desk.today)
        made = await outages.record_outage(
            uow, Channel.PREPAID_CARD, body.first_on, body.last_on, actor=desk.actor, at=desk.at
        )
        found = OutageItem.model_validate(await money.outage(uow, made))
        return f"/v1/outages/{made}/people", found

    return await created(desk, once, create)


@router.get("/{outage_id}/people")
async def people_without_money(desk: ManagersDesk, outage_id: UUID) -> PeopleWithout:
    """Those owed most first. `POST /v1/payment-lines/{id}/cash` pays one of their lines in cash."""
    async with desk.work() as uow:
        failing = await money.outage(uow, outage_id)
        found = await money.out_of_money(uow, failing, desk.actor.provider_id)
    return PeopleWithout(items=[_item(each) for each in found])


def _item(found: OutOfMoney) -> PersonWithout:
    lines = [PaymentLineItem.model_validate(each) for each in found.waiting]
    case_id = SupportCaseId(found.support_case_id)
    return PersonWithout(support_case_id=case_id, owed=found.owed, lines=lines)
