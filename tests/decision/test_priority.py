from datetime import date, timedelta

import pytest
from sqlalchemy import select
from tests.decision.builders import ANOTHER, TIMES, a_case, noon, received
from tests.decision.builders import a_ruling as ruling

from contracts.ids import CaseId
from decision import commands, queueing
from decision.domain import reasonable_grounds
from decision.domain.case import Case
from decision.domain.decisions import Outcome
from decision.domain.overlays import Whereabouts
from decision.domain.priority import Place, Pressing, place_of, priorities
from decision.domain.rules import rule_book
from decision.domain.timekeeping import EARLIEST_CONCLUSIVE_GROUNDS
from decision.storage import UnitOfWork
from decision.storage.tables import case_file
from plumbing.database import Work
from plumbing.identifiers import new_id

RECEIVED = date(2026, 4, 1)
DUE = date(2026, 4, 10)


def place(case: Case, on: date = RECEIVED) -> Place:
    return place_of(case, today=on, by=priorities())


def a_child(turns_18_on: date) -> Case:
    case = a_case(age_band="child")
    case.turns_18_on = turns_18_on
    return case


def a_detained_case() -> Case:
    case = a_case()
    case.whereabouts = Whereabouts.DETAINED
    return case


def a_case_heard_on(day: date) -> Case:
    case = a_case()
    case.hearing_on = day
    return case


@pytest.mark.parametrize(
    ("case", "on", "reason"),
    [
        pytest.param(a_case(), RECEIVED, Pressing.USUAL, id="new"),
        pytest.param(a_case(), DUE, Pressing.USUAL, id="due today"),
        pytest.param(a_case(), date(2026, 4, 11), Pressing.OVERDUE, id="the day after it was due"),
        pytest.param(a_detained_case(), date(2026, 4, 11), Pressing.DETAINED, id="detained and overdue"),
        pytest.param(a_case_heard_on(date(2026, 4, 9)), date(2026, 4, 9), Pressing.HEARING, id="heard today"),
        pytest.param(a_case_heard_on(date(2026, 4, 9)), DUE, Pressing.USUAL, id="heard yesterday"),
        pytest.param(a_child(date(2026, 6, 30)), RECEIVED, Pressing.NEAR_18, id="18 in 90 days"),
        pytest.param(a_child(date(2026, 7, 1)), RECEIVED, Pressing.USUAL, id="18 in 91 days"),
    ],
)
def test_a_case_stands_where_its_most_pressing_reason_puts_it(case: Case, on: date, reason: Pressing) -> None:
    assert place(case, on).reason is reason


def test_the_order_is_detained_then_hearing_then_near_18_then_overdue_then_waiting_long() -> None:
    assert [priorities().rank(each) for each in Pressing] == [1, 2, 3, 4, 5, 6]
    assert all(reason in priorities().titles for reason in Pressing)


def test_near_18_is_as_long_before_the_birthday_as_preparing_for_it_takes() -> None:
    length = rule_book().select("CLK-18-PREP", on=date(2026, 4, 1)).length
    assert length is not None
    assert priorities().near_18_days == length.n


def test_a_case_nobody_owes_anything_to_is_not_overdue() -> None:
    case = a_case()
    reasonable_grounds.decide(case, ruling(), times=TIMES)
    later = place(case, date(2026, 9, 1))
    assert later.reason is Pressing.USUAL
    assert place(case, RECEIVED + timedelta(days=180)).reason is Pressing.LONG_OPEN


def test_a_decided_case_presses_no_more_and_need_not_be_looked_at() -> None:
    case = a_detained_case()
    reasonable_grounds.decide(case, ruling(Outcome.NEGATIVE), times=TIMES)
    case.stage = case.stage.REASONABLE_GROUNDS_NEGATIVE
    assert place(case).reason is Pressing.USUAL
    assert place(case).look_on is None


def test_the_next_look_is_on_the_first_day_time_alone_changes_something() -> None:
    assert place(a_case()).look_on == date(2026, 4, 11)
    assert place(a_case_heard_on(date(2026, 4, 5))).look_on == date(2026, 4, 6)
    assert place(a_case(), date(2026, 4, 11)).look_on == RECEIVED + timedelta(days=180)


def test_a_case_ends_with_the_first_of_its_periods() -> None:
    case = a_case()
    reasonable_grounds.decide(case, ruling(), times=TIMES)
    recovery = min(clock.due_on for clock in case.clocks if clock.rule.startswith("CLK-REC") and clock.due_on)
    assert place(case).ends_on == recovery
    assert place(case).queue_on == case.due(EARLIEST_CONCLUSIVE_GROUNDS)


async def stored(work: Work[UnitOfWork], case_id: CaseId) -> tuple[Pressing, date, int]:
    async with work() as uow:
        query = select(case_file.c.priority_reason, case_file.c.queue_on, case_file.c.version)
        row = (await uow.session.execute(query.where(case_file.c.id == case_id))).one()
    return row.priority_reason, row.queue_on, row.version


async def test_an_act_puts_the_case_in_its_place(work: Work[UnitOfWork]) -> None:
    case_id = CaseId(new_id())
    async with work() as uow:
        await commands.open_case(uow, case_id, received(), at=noon("2026-04-01"))
    assert await stored(work, case_id) == (Pressing.USUAL, DUE, 1)
    async with work() as uow:
        await commands.take_case(uow, case_id, seen=1, by=ANOTHER, at=noon("2026-04-11"))
    assert await stored(work, case_id) == (Pressing.OVERDUE, DUE, 2)


async def test_time_alone_moves_a_case_up_without_ageing_what_somebody_reads(work: Work[UnitOfWork]) -> None:
    case_id = CaseId(new_id())
    async with work() as uow:
        await commands.open_case(uow, case_id, received(), at=noon("2026-04-01"))
    for day, looked_at in (("2026-04-10", 0), ("2026-04-11", 1), ("2026-04-11", 0)):
        async with work() as uow:
            assert await queueing.reorder_queues(uow, at=noon(day)) == looked_at
    assert await stored(work, case_id) == (Pressing.OVERDUE, DUE, 1)
