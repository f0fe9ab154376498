"""Money for a provider's own system: what is due and why, line by line, and the runs."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

from annotated_types import Ge, Gt, Le
from fastapi import APIRouter
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from care.commands.money import working_out
from care.domain.money.facts import AsylumKind, AsylumSupport, Basis
from care.domain.money.ledger import LineKind
from care.domain.money.outage import Channel
from care.domain.money.payment import LineState
from care.domain.money.travel import Travel
from care.domain.refusals import must_have_come
from care.queries.money import lines_of_person
from care.web.api_people import Strict
from care.web.edge import ProvidersDesk
from care.web.money import own_case
from care.web.refusals import problems
from contracts.ids import SupportCaseId

router = APIRouter(prefix="/v1/support-cases/{support_case_id}")


class PaymentLineItem(BaseModel):
    """Pounds for days of one weekly amount. An overpayment is shown and never taken back."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    kind: LineKind
    state: LineState
    first_on: date
    last_on: date
    weekly: Decimal
    asylum_offset: Decimal
    amount: Decimal
    rate_ids: list[str]
    flags: list[str]
    channel: Channel | None
    paid_at: AwareDatetime | None


class MoneyItem(BaseModel):
    """Not entitled yet where no first day is given."""

    basis: Basis | None = None
    first_on: date | None = None
    last_on: date | None = None
    lines: Sequence[PaymentLineItem]


class DaysFact(Strict):
    """Without a last day it goes on."""

    first_on: date
    last_on: date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last_on is not None and self.last_on < self.first_on:
            raise ValueError("last_on is before first_on")
        return self


class AsylumSupportBody(DaysFact):
    """Takes the place of what was known for these days; without a last day it goes on."""

    kind: AsylumKind
    weekly: Annotated[Decimal, Ge(Decimal(0)), Le(Decimal(500)), Field(decimal_places=2)]


class LastDay(Strict):
    """Without a day money goes on after all."""

    last_on: date | None


class TravelBody(Strict):
    """Pounds for the way to an appointment and back, on a day that has come."""

    on: date
    cost: Annotated[Decimal, Gt(Decimal(0)), Le(Decimal(500)), Field(decimal_places=2)]
    could_be_walked: bool


@router.get("/money")
async def money(desk: ProvidersDesk, support_case_id: SupportCaseId) -> MoneyItem:
    async with desk.work() as uow:
        case = await own_case(uow, desk, support_case_id)
        entitled = (await uow.money.facts(case)).entitlement
        lines = [
            PaymentLineItem.model_validate(each.line) for each in await lines_of_person(uow, support_case_id)
        ]
    if entitled is None:
        return MoneyItem(lines=lines)
    return MoneyItem(basis=entitled.basis, first_on=entitled.first_on, last_on=entitled.last_on, lines=lines)


@router.post("/asylum-support")
async def record_asylum_support(
    desk: ProvidersDesk, support_case_id: SupportCaseId, body: AsylumSupportBody
) -> MoneyItem:
    async with problems(), desk.work() as uow:
        await own_case(uow, desk, support_case_id)
        spell = AsylumSupport(**dict(body))
        await working_out.record_asylum_support(uow, support_case_id, spell, actor=desk.actor, at=desk.at)
    return await money(desk, support_case_id)


@router.post("/money/end")
async def end_money(desk: ProvidersDesk, support_case_id: SupportCaseId, body: LastDay) -> MoneyItem:
    async with problems(), desk.work() as uow:
        await own_case(uow, desk, support_case_id)
        await working_out.end_money(uow, support_case_id, body.last_on, actor=desk.actor, at=desk.at)
    return await money(desk, support_case_id)


@router.post("/travel", status_code=204)
async def record_travel(desk: ProvidersDesk, support_case_id: SupportCaseId, body: TravelBody) -> None:
    """Waits for a manager, who sees the receipt."""
    async with problems(), desk.work() as uow:
        await own_case(uow, desk, support_case_id)
        must_have_come(body.on, desk.today)
        travel = Travel(**body.model_dump())
        await working_out.record_travel(uow, support_case_id, travel, actor=desk.actor, at=desk.at)
