"""MO-3: a pregnancy that is recorded is paid, from the rates, for the days of it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from fastapi import FastAPI
from tests.care.portal import TODAY, day_boxes, read, send, worker
from tests.care.test_life_pages import supported_by_hestia
from tests.care.town import Town

from care.domain.money.facts import MoneyFacts
from care.domain.money.pregnancy import Pregnancy
from care.domain.money.rates import rates_as_shipped
from care.domain.refusals import Refused

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
    assert [spell.last_on for spell in facts.pregnant] == [TODAY + timedelta(days=110)]
