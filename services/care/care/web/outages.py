"""A way of paying that fails, and whom it leaves without money (MO-13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import model_validator
from starlette.responses import Response

from care.commands.money import outages, paying
from care.domain.money.outage import Channel
from care.domain.money.payment import TO_PAY
from care.queries import money
from care.queries.money import Outage, OutOfMoney
from care.storage import UnitOfWork
from care.web import columns, money_words, paths
from care.web.edge import MANAGER, AnyDesk, Desk, ManagersDesk, PrimesDesk
from care.web.sending import send
from plumbing.form_words import Words
from plumbing.forms import NOT_AFTER_TODAY, Filled, Form, fault
from plumbing.govuk.parts import Column
from plumbing.pages import form_page, page, see_other

router = APIRouter(prefix=paths.OUTAGES)


class OutageForm(Form):
    first_on: Annotated[
        date, NOT_AFTER_TODAY, Words("Enter since when the cards do not work", name="First day")
    ]
    last_on: Annotated[date | None, Words("Enter until when", name="Last day")] = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last_on is not None and self.last_on < self.first_on:
            raise fault("last_on", "date-order", "Last day must be on or after the first day")
        return self


@dataclass(frozen=True)
class OutageShown:
    what: str
    since: str
    until: str
    href: str


@dataclass(frozen=True, kw_only=True)
class OutagesView:
    outages: Sequence[OutageShown]
    is_prime: bool
    filled: Filled[OutageForm]
    columns: Sequence[Column] = columns.OUTAGES


@dataclass(frozen=True)
class LineToPay:
    days: str
    pounds: str
    cash: str


@dataclass(frozen=True)
class PersonWithout:
    reference: str
    href: str
    owed: str
    lines: Sequence[LineToPay]


@dataclass(frozen=True)
class OutageView:
    title: str
    back: str
    people: Sequence[PersonWithout]
    columns: Sequence[Column] = columns.OUT_OF_MONEY


@router.get("")
async def list_outages(request: Request, desk: AnyDesk) -> Response:
    return await _outages_page(request, desk, Filled())


@router.post("")
async def record_outage(request: Request, desk: PrimesDesk) -> Response:
    async def record(uow: UnitOfWork, form: OutageForm) -> str:
        days = form.first_on, form.last_on
        await outages.record_outage(uow, Channel.PREPAID_CARD, *days, actor=desk.actor, at=desk.at)
        return paths.OUTAGES

    return await send(request, desk, OutageForm, record, partial(_outages_page, request, desk))


@router.get("/{outage_id}")
async def show_outage(request: Request, desk: ManagersDesk, outage_id: UUID) -> Response:
    """Everybody entitled meanwhile, also who is owed nothing: their card does not work either."""
    async with desk.work() as uow:
        failing = await money.outage(uow, outage_id)
        people = await money.out_of_money(uow, failing, desk.actor.provider_id)
    title = f"People without money: {_title(failing)}"
    return page(
        request,
        "outage.html",
        OutageView(title, paths.OUTAGES, [_person(outage_id, each) for each in people]),
    )


@router.post("/{outage_id}/lines/{line_id}/cash")
async def pay_in_cash(desk: ManagersDesk, outage_id: UUID, line_id: UUID) -> Response:
    async with desk.work() as uow:
        await paying.pay_in_cash(uow, line_id, actor=desk.actor, at=desk.at)
    return see_other(f"{paths.OUTAGES}/{outage_id}")


async def _outages_page(request: Request, desk: Desk, filled: Filled[OutageForm]) -> Response:
    async with desk.work() as uow:
        known = await money.outages(uow)
    view = OutagesView(outages=[_shown(each, desk) for each in known], is_prime=desk.is_prime, filled=filled)
    return form_page(request, "outages.html", view)


def _shown(failing: Outage, desk: Desk) -> OutageShown:
    may_open = desk.user.has_any(MANAGER)
    return OutageShown(
        money_words.CHANNELS[failing.channel],
        f"{failing.first_on:%-d %B %Y}",
        f"{failing.last_on:%-d %B %Y}" if failing.last_on else "Still failing",
        f"{paths.OUTAGES}/{failing.id}" if may_open else "",
    )


def _title(failing: Outage) -> str:
    what = money_words.CHANNELS[failing.channel].lower()
    return f"{what} {money_words.days(failing.first_on, failing.last_on)}"


def _person(outage_id: UUID, person: OutOfMoney) -> PersonWithout:
    return PersonWithout(
        person.reference,
        paths.person(person.support_case_id, "money"),
        money_words.pounds(person.owed),
        [
            LineToPay(
                money_words.days(line.first_on, line.last_on),
                money_words.pounds(line.amount),
                f"{paths.OUTAGES}/{outage_id}/lines/{line.id}/cash" if line.state in TO_PAY else "",
            )
            for line in person.waiting
        ],
    )
