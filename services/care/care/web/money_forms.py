"""Facts that change somebody's money: asylum support they are paid, and the last day they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Annotated, Any, Literal, Self

from annotated_types import Ge, Gt, Le
from fastapi import APIRouter, Request
from pydantic import Field, model_validator
from starlette.responses import Response

from care.commands.money import working_out
from care.domain.money.facts import AsylumKind, AsylumSupport
from care.domain.money.travel import Travel
from care.domain.refusals import Code
from care.storage import UnitOfWork
from care.web import money_words, paths
from care.web.edge import ProvidersDesk
from care.web.money import own_case
from care.web.sending import send
from contracts.ids import SupportCaseId
from plumbing.form_words import Words
from plumbing.forms import NOT_AFTER_TODAY, Filled, Form, fault
from plumbing.govuk.parts import Option
from plumbing.pages import form_page

router = APIRouter(prefix=f"{paths.PEOPLE}/{{support_case_id}}/money")
MOST = Decimal(500)


class AsylumForm(Form):
    kind: Annotated[AsylumKind, Words("Select which asylum support the person is on")]
    weekly: Annotated[
        Decimal,
        Ge(Decimal(0)),
        Le(MOST),
        Field(decimal_places=2),
        Words("Enter what it pays a week", name="What it pays a week", example="49.18"),
    ]
    first_on: Annotated[date, NOT_AFTER_TODAY, Words("Enter the first day it was paid for", name="First day")]
    last_on: Annotated[date | None, Words("Enter the last day it was paid for", name="Last day")] = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last_on is not None and self.last_on < self.first_on:
            raise fault("last_on", "date-order", "Last day must be on or after the first day")
        return self


class TravelForm(Form):
    on: Annotated[date, NOT_AFTER_TODAY, Words("Enter the day they travelled", name="Day")]
    cost: Annotated[
        Decimal,
        Gt(Decimal(0)),
        Le(MOST),
        Field(decimal_places=2),
        Words("Enter what it cost", name="What it cost", example="6.40"),
    ]
    could_be_walked: Annotated[
        Literal["yes", "no"], Words("Select whether the way could be walked, reasonably and safely")
    ]

    @property
    def travel(self) -> Travel:
        return Travel(on=self.on, cost=self.cost, could_be_walked=self.could_be_walked == "yes")


class LastDayForm(Form):
    last_on: Annotated[date, Words("Enter the last day the person is paid for", name="Last day that is paid")]


@dataclass(frozen=True)
class MoneyForm:
    reference: str
    back: str
    filled: Filled[Any]
    kinds: Sequence[Option] = money_words.ASYLUM_OPTIONS
    yes_no: Sequence[Option] = (Option("yes", "Yes"), Option("no", "No"))


@router.get("/asylum-support")
async def ask_asylum(request: Request, desk: ProvidersDesk, support_case_id: SupportCaseId) -> Response:
    return await _form(request, "asylum_support.html", desk, support_case_id, Filled())


@router.post("/asylum-support")
async def record_asylum(request: Request, desk: ProvidersDesk, support_case_id: SupportCaseId) -> Response:
    async def record(uow: UnitOfWork, form: AsylumForm) -> str:
        await own_case(uow, desk, support_case_id)
        spell = AsylumSupport(**dict(form))
        await working_out.record_asylum_support(uow, support_case_id, spell, actor=desk.actor, at=desk.at)
        return paths.person(support_case_id, "money")

    again = partial(_form, request, "asylum_support.html", desk, support_case_id)
    return await send(request, desk, AsylumForm, record, again, field="first_on")


@router.get("/end")
async def ask_end(request: Request, desk: ProvidersDesk, support_case_id: SupportCaseId) -> Response:
    return await _form(request, "money_ends.html", desk, support_case_id, Filled())


@router.post("/end")
async def end(request: Request, desk: ProvidersDesk, support_case_id: SupportCaseId) -> Response:
    async def record(uow: UnitOfWork, form: LastDayForm) -> str:
        await own_case(uow, desk, support_case_id)
        await working_out.end_money(uow, support_case_id, form.last_on, actor=desk.actor, at=desk.at)
        return paths.person(support_case_id, "money")

    again = partial(_form, request, "money_ends.html", desk, support_case_id)
    return await send(request, desk, LastDayForm, record, again, field="last_on")


@router.get("/travel")
async def ask_travel(request: Request, desk: ProvidersDesk, support_case_id: SupportCaseId) -> Response:
    return await _form(request, "travel.html", desk, support_case_id, Filled())


@router.post("/travel")
async def record_travel(request: Request, desk: ProvidersDesk, support_case_id: SupportCaseId) -> Response:
    async def record(uow: UnitOfWork, form: TravelForm) -> str:
        await own_case(uow, desk, support_case_id)
        await working_out.record_travel(uow, support_case_id, form.travel, actor=desk.actor, at=desk.at)
        return paths.person(support_case_id, "money")

    again = partial(_form, request, "travel.html", desk, support_case_id)
    walking = {Code.WALKING_EXPECTED: "could_be_walked"}
    return await send(request, desk, TravelForm, record, again, field="on", field_of=walking)


async def _form(
    request: Request, template: str, desk: ProvidersDesk, support_case_id: SupportCaseId, filled: Filled[Any]
) -> Response:
    async with desk.work() as uow:
        case = await own_case(uow, desk, support_case_id)
    view = MoneyForm(case.reference, paths.person(support_case_id, "money"), filled)
    return form_page(request, template, view)
