"""A new calendar counts every open clock again, says what moved, and leaves closed clocks alone."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from tests.decision.builders import CASEWORKER, TIMES, a_case, a_ruling, noon, received

from clocks import BankHolidays, Calendars, calendars_as_shipped
from contracts.ids import CaseId
from decision import commands
from decision.domain import reasonable_grounds
from decision.domain.case import Case
from decision.domain.timekeeping import Timekeeping
from decision.publishing import calendars
from decision.publishing.calendars import CalendarForgetsDays, CalendarPublishedBefore
from decision.storage import UnitOfWork
from decision.storage.tables import case_history
from plumbing.database import Work

DecisionWork = Work[UnitOfWork]
ENGLAND = calendars_as_shipped()["england"]
AT = noon("2026-04-02")


def with_holiday(*days: str, version: str = "2026-04-emergency") -> BankHolidays:
    added = {date.fromisoformat(day): "Day of mourning" for day in days}
    return replace(ENGLAND, version=version, names={**ENGLAND.names, **added})


def counting_with(holidays: BankHolidays) -> Timekeeping:
    calendars = Calendars.of([*TIMES.calendars.by_nation.values(), holidays])
    return Timekeeping(book=TIMES.book, calendars=calendars, new_id=TIMES.new_id)


async def opened(work: DecisionWork) -> CaseId:
    case_id = CaseId(uuid4())
    about = received(reference=f"NRM-{uuid4().hex[:8]}")
    async with work() as uow:
        await commands.open_case(uow, case_id, about, at=about.received_at)
    return case_id


async def published(work: DecisionWork, holidays: BankHolidays) -> None:
    async with work() as uow:
        await calendars.publish_calendar(uow, holidays, by=CASEWORKER, at=AT)


async def recounted(work: DecisionWork, at_once: int = 200) -> int:
    batches, counted = 0, 1
    while counted:
        async with work() as uow:
            counted = await calendars.recount_some(uow, at=AT, at_once=at_once)
        batches += bool(counted)
    return batches


async def moves_told(work: DecisionWork) -> list[dict[str, object]]:
    query = select(case_history.c.fact).where(case_history.c.name == "nrm.decision.clock_recomputed.v1")
    async with work() as uow:
        return list(await uow.session.scalars(query))


async def test_publishing_moves_open_clocks_and_says_old_date_new_date_and_cause(work: DecisionWork) -> None:
    case_id = await opened(work)
    await published(work, with_holiday("2026-04-08"))
    await recounted(work)
    async with work() as uow:
        case = await uow.cases.get(case_id)
    assert (case.due_on, case.reasonable_grounds_clock.due_on) == (date(2026, 4, 13), date(2026, 4, 13))
    (told,) = await moves_told(work)
    assert (told["previous_due_on"], told["due_on"]) == ("2026-04-10", "2026-04-13")
    assert (told["cause"], told["calendar_version"]) == ("calendar_published", "2026-04-emergency")


async def test_a_preview_says_what_would_move_and_moves_nothing(work: DecisionWork) -> None:
    case_id = await opened(work)
    async with work() as uow:
        preview = await calendars.preview_calendar(uow, with_holiday("2026-04-08"))
    assert (preview.moved, preview.looked_at) == (1, 2)
    assert [(each.case_id, each.was, each.now) for each in preview.moves] == [
        (case_id, date(2026, 4, 10), date(2026, 4, 13))
    ]
    async with work() as uow:
        assert (await uow.cases.get(case_id)).due_on == date(2026, 4, 10)


async def test_a_holiday_outside_the_count_moves_nothing_and_is_counted_once(work: DecisionWork) -> None:
    await opened(work)
    await published(work, with_holiday("2026-05-05"))
    assert await recounted(work) == 2
    assert await recounted(work) == 0
    assert await moves_told(work) == []


async def test_a_recount_goes_on_where_it_was_interrupted(work: DecisionWork) -> None:
    for _ in range(5):
        await opened(work)
    await published(work, with_holiday("2026-04-08"))
    async with work() as uow:
        await calendars.recount_some(uow, at=AT, at_once=2)
    assert len(await moves_told(work)) == 2
    await recounted(work, at_once=2)
    assert len(await moves_told(work)) == 5
    async with work() as uow:
        newest = (await uow.recounts.published())[0]
    assert (newest.moved, newest.finished_at) == (5, AT)


async def test_a_version_is_published_once(work: DecisionWork) -> None:
    await published(work, with_holiday("2026-04-08"))
    with pytest.raises(CalendarPublishedBefore):
        await published(work, with_holiday("2026-04-09"))


async def test_a_calendar_that_covers_fewer_days_is_refused(work: DecisionWork) -> None:
    shorter = replace(with_holiday("2026-04-08"), known_until=date(2026, 12, 31))
    with pytest.raises(CalendarForgetsDays):
        await published(work, shorter)


def test_a_clock_that_has_ended_never_moves() -> None:
    case = a_case()
    reasonable_grounds.decide(case, a_ruling(at=noon("2026-04-07")), times=TIMES)
    due_on = case.reasonable_grounds_clock.due_on
    case.recompute_clocks(times=counting_with(with_holiday("2026-04-08")), today=AT.date(), cause="x")
    assert case.reasonable_grounds_clock.due_on == due_on


@given(st.dates(date(2026, 3, 30), date(2026, 4, 30)))
def test_one_more_bank_holiday_never_makes_a_date_earlier(holiday: date) -> None:
    case: Case = a_case()
    before = case.reasonable_grounds_clock.due_on
    times = counting_with(with_holiday(holiday.isoformat()))
    case.recompute_clocks(times=times, today=AT.date(), cause="calendar_published")
    after = case.reasonable_grounds_clock.due_on
    assert before is not None
    assert after is not None
    assert after >= before
