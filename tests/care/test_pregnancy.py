"""MO-3: a pregnancy that is recorded is paid, from the rates, for the days of it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import select
from tests.care.portal import TODAY, day_boxes, read, send, worker
from tests.care.test_life_pages import supported_by_hestia
from tests.care.town import Town

from care.domain.beds import Window
from care.domain.money.facts import AsylumKind, AsylumSupport, MoneyFacts
from care.domain.money.grant import grants
from care.domain.money.ledger import LineKind
from care.domain.money.payment import LineState, PaymentLine
from care.domain.money.pregnancy import Pregnancy
from care.domain.money.rates import rates_as_shipped
from care.domain.refusals import Refused
from care.storage.money_tables import payment_line

DUE = date(2021, 3, 1)
FIRST = DUE - timedelta(days=280)


@pytest.mark.parametrize(
    ("day", "ended_on", "addition"),
    [
        pytest.param(date(2020, 7, 1), None, "3.00", id="the first day of the rate"),
        pytest.param(DUE, None, "3.00", id="the day it is due"),
        pytest.param(DUE + timedelta(days=1), None, "0.00", id="the day after"),
        pytest.param(date(2020, 12, 1), date(2020, 11, 30), "0.00", id="it ended before"),
    ],
)
def test_mo_3_the_addition_is_paid_on_the_days_of_a_pregnancy(
    day: date, ended_on: date | None, addition: str
) -> None:
    known = Pregnancy.expecting(DUE, ended_on, days=280, today=date(2021, 6, 1))
    usual = MoneyFacts(registered_on=FIRST, rg_on=FIRST)
    expecting = MoneyFacts(registered_on=FIRST, rg_on=FIRST, pregnant=(known,))
    rates = rates_as_shipped()
    difference = expecting.entitled(rates)(day).total - usual.entitled(rates)(day).total
    assert difference == Decimal(addition)


MARCH = Window(FIRST, DUE)
ON_ASYLUM = AsylumSupport(
    first_on=FIRST, last_on=date(2020, 9, 30), kind=AsylumKind.SECTION_95, weekly=Decimal(1)
)


@pytest.mark.parametrize(
    ("changes", "believed", "granted_on", "today", "due_on"),
    [
        pytest.param({}, MARCH, [], date(2020, 6, 30), [], id="before there is a rate"),
        pytest.param({}, MARCH, [], date(2020, 8, 1), [date(2020, 7, 1)], id="from the day of the rate"),
        pytest.param({"rg_on": date(2020, 8, 3)}, MARCH, [], DUE, [date(2020, 8, 3)], id="once she is paid"),
        pytest.param({"asylum": [ON_ASYLUM]}, MARCH, [], date(2020, 9, 30), [], id="on asylum support"),
        pytest.param({"asylum": [ON_ASYLUM]}, MARCH, [], DUE, [date(2020, 10, 1)], id="off it again"),
        pytest.param({}, MARCH, [date(2020, 7, 1)], DUE, [], id="only once"),
        pytest.param(
            {},
            Window(date(2020, 5, 1), date(2021, 2, 5)),
            [date(2020, 5, 20)],
            DUE,
            [],
            id="its date corrected",
        ),
        pytest.param({}, MARCH, [date(2018, 1, 1)], DUE, [date(2020, 7, 1)], id="another pregnancy"),
        pytest.param({"rg_on": date(2021, 3, 2)}, MARCH, [], date(2021, 6, 1), [], id="born before support"),
    ],
)
def test_mo_3_the_maternity_grant_is_due_once_in_a_pregnancy(
    changes: dict[str, Any], believed: Window, granted_on: list[date], today: date, due_on: list[date]
) -> None:
    usual: dict[str, Any] = {"registered_on": FIRST, "rg_on": FIRST}
    known = Pregnancy.expecting(DUE, None, days=280, today=date(2021, 6, 1))
    facts = MoneyFacts(**(usual | changes), pregnant=(known,))
    found = list(grants(facts, [believed], granted_on, rates_as_shipped(), today=today))
    assert [each.on for each in found] == due_on
    assert {(each.rate.id, each.rate.amount) for each in found} <= {("R016", Decimal("300.00"))}


def test_a_child_cannot_be_due_later_than_a_pregnancy_lasts() -> None:
    assert Pregnancy.expecting(DUE, None, days=280, today=FIRST).first_on == FIRST
    with pytest.raises(Refused, match="too_far_ahead"):
        Pregnancy.expecting(DUE, None, days=280, today=FIRST - timedelta(days=1))


async def test_mo_3_a_worker_records_a_pregnancy_and_corrects_its_date(app: FastAPI, town: Town) -> None:
    person = await supported_by_hestia(town)
    here = f"/people/{person}/do/pregnancy"
    async with worker(app) as client:
        assert "When is the child due?" in await read(client, here)
        await send(client, here, 422, **day_boxes("due_on", 300))
        for days in (100, 110):
            await send(client, here, **day_boxes("due_on", days))
    async with town.work() as uow:
        facts = await uow.money.facts(await uow.cases.get(person))
        [granted] = await uow.session.scalars(
            select(PaymentLine).where(payment_line.c.kind == LineKind.MATERNITY_GRANT)
        )
    assert [spell.last_on for spell in facts.pregnant] == [TODAY + timedelta(days=110)]
    assert (granted.amount, granted.flags) == (Decimal("300.00"), ["rate_unverified"]), "and once alone"
    assert granted.state is LineState.TO_APPROVE
