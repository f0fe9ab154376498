"""How long it takes to count ten thousand open clocks again after a calendar was published."""

import time
from dataclasses import replace
from datetime import date, timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select
from tests.bench.many_cases import DAYS_AGO, fill

from clocks import BankHolidays, calendars_as_shipped, london_day
from decision.domain.clocks import ClockState
from decision.publishing import calendars
from decision.storage.tables import clock
from decision.worker import in_batches
from nrm.runtime.databases import DatabaseUrls
from plumbing.clock import utcnow

CASES, CLOCKS = 30_000, 10_000
BOUND_SECONDS = 60
OPEN = clock.c.state != ClockState.ENDED


def with_a_holiday() -> BankHolidays:
    """On a working day right after the cases came, so that what is counted in working days moves."""
    known = calendars_as_shipped()["england"]
    day: date = london_day(utcnow()) - timedelta(days=DAYS_AGO - 1)
    while not known.is_working_day(day):
        day += timedelta(days=1)
    return replace(known, version="measured", names={**known.names, day: "One-off holiday"})


async def test_open_clocks_are_counted_again(
    app: FastAPI, decision_urls: DatabaseUrls, capsys: pytest.CaptureFixture[str]
) -> None:
    await fill(app, decision_urls.owner, CASES)
    async with app.state.open_work() as uow:
        counted = await uow.session.scalar(select(func.count()).select_from(clock).where(OPEN))
        before = await uow.session.scalar(
            select(func.sum(func.extract("julian", clock.c.due_on))).where(OPEN)
        )
        await calendars.publish_calendar(uow, with_a_holiday(), by=None, at=utcnow())
    assert counted >= CLOCKS
    began, worked = time.perf_counter(), time.process_time()
    await in_batches(app.state.open_work, calendars.recount_some)
    seconds, working = time.perf_counter() - began, time.process_time() - worked
    async with app.state.open_work() as uow:
        after = await uow.session.scalar(select(func.sum(func.extract("julian", clock.c.due_on))).where(OPEN))
    assert after > before
    flag = " over" * (seconds * CLOCKS / counted > BOUND_SECONDS)
    with capsys.disabled():
        print(f"\n{counted:,} open clocks: {seconds:.1f} s, {working:.1f} s at work{flag}")  # noqa: T201 its purpose
