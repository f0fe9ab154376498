"""The worked examples of the domain notes, lived through by a case."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.decision.builders import TIMES, a_case, a_positive_case, a_ruling, clock_of, names, noon

from clocks import RuleNotInForce
from contracts.decision import ClockBreached, ClockEnded, ClockStarted, ClockWarned
from decision.domain import reasonable_grounds
from decision.domain.clocks import ClockState

RECOVERY = ("CLK-REC45", "CLK-REC30")


@pytest.mark.parametrize(
    ("received_on", "due_on"),
    [
        pytest.param("2026-04-01", "2026-04-10", id="over Easter"),
        pytest.param("2026-12-22", "2026-12-31", id="Christmas, Boxing Day moved to Monday"),
        pytest.param("2026-12-24", "2027-01-05", id="Christmas Eve to the new year"),
        pytest.param("2025-12-31", "2026-01-08", id="New Year's Eve"),
        pytest.param("2026-03-16", "2026-03-23", id="St Patrick's Day does not count for the authority"),
        pytest.param("2026-07-10", "2026-07-17", id="12 July does not either"),
        pytest.param("2026-07-30", "2026-08-06", id="nor the Scottish summer holiday"),
        pytest.param("2026-08-29", "2026-09-07", id="received on a Saturday before a bank holiday"),
    ],
)
@pytest.mark.parametrize("nation", ["england", "wales", "scotland", "northern-ireland"])
def test_reasonable_grounds_are_due_on_the_fifth_working_day_wherever_the_person_is(
    received_on: str, due_on: str, nation: str
) -> None:
    case = a_case(received_at=noon(received_on), nation=nation)
    assert case.reasonable_grounds_clock.due_on == date.fromisoformat(due_on)


@pytest.mark.parametrize(
    ("decided_on", "recovery", "until_at_least", "not_before"),
    [
        pytest.param("2026-04-10", "CLK-REC30", "2026-05-09", "2026-05-10", id="spring"),
        pytest.param("2026-01-30", "CLK-REC30", "2026-02-28", "2026-03-01", id="short February"),
        pytest.param("2026-12-29", "CLK-REC30", "2027-01-27", "2027-01-28", id="into the new year"),
        pytest.param("2024-01-31", "CLK-REC30", "2024-02-29", "2024-03-01", id="leap year"),
        pytest.param("2022-12-12", "CLK-REC45", "2023-01-25", "2023-01-26", id="last day of 45 days"),
        pytest.param("2022-12-13", "CLK-REC30", "2023-01-11", "2023-01-12", id="first day of 30 days"),
    ],
)
def test_the_day_of_a_positive_decision_chooses_the_recovery_period(
    decided_on: str, recovery: str, until_at_least: str, not_before: str
) -> None:
    case = a_case(received_at=noon(decided_on) - timedelta(days=3))
    reasonable_grounds.decide(case, a_ruling(at=noon(decided_on)), times=TIMES)
    assert [clock.rule for clock in case.clocks if clock.rule in RECOVERY] == [recovery]
    assert clock_of(case, recovery).due_on == date.fromisoformat(until_at_least)
    assert clock_of(case, "CLK-CG-MIN").due_on == date.fromisoformat(not_before)


def test_a_clock_says_which_rule_policy_and_calendar_it_was_counted_with() -> None:
    case = a_positive_case()
    clock = clock_of(case, "CLK-REC30")
    assert (clock.policy_version, clock.confidence.value) == ("PV-NABA", "A")
    assert clock.calendar_version == TIMES.calendars["england"].version


def test_a_rule_without_a_version_in_force_starts_no_clock() -> None:
    case = a_case()
    with pytest.raises(RuleNotInForce):
        TIMES.book.select("CLK-REC45", on=date(2026, 4, 1))
    started = TIMES.start(("CLK-REC45",), case.subject, on=date(2026, 4, 1))
    assert started == []


@pytest.mark.parametrize(
    ("today", "heard"),
    [
        pytest.param("2026-04-08", [], id="two working days before"),
        pytest.param("2026-04-09", ["ClockWarned"], id="one working day before"),
        pytest.param("2026-04-10", ["ClockWarned"], id="on the day"),
        pytest.param("2026-04-11", ["ClockBreached"], id="the day after, though a Saturday"),
        pytest.param("2026-06-01", ["ClockBreached"], id="long after, with no sweep in between"),
    ],
)
def test_time_warns_before_the_due_day_and_breaches_after_it(today: str, heard: list[str]) -> None:
    at = noon(today)
    assert names(a_case().pass_time(today=at.date(), at=at)) == heard


def test_each_is_said_once_however_often_time_is_looked_at() -> None:
    case = a_case()
    heard: list[str] = []
    for days in range(30):
        at = noon("2026-04-01") + timedelta(days=days)
        heard += names(case.pass_time(today=at.date(), at=at))
    assert heard == ["ClockWarned", "ClockBreached"]
    assert case.reasonable_grounds_clock.state is ClockState.BREACHED


def test_a_breach_decides_nothing_and_a_late_decision_still_ends_the_clock() -> None:
    case = a_case()
    case.pass_time(today=date(2026, 4, 20), at=noon("2026-04-20"))
    reasonable_grounds.decide(case, a_ruling(at=noon("2026-04-21")), times=TIMES)
    clock = case.reasonable_grounds_clock
    assert (clock.state, clock.ended_on, clock.cause) == (
        ClockState.ENDED,
        date(2026, 4, 21),
        "rg_decided",
    )
    assert clock.breached_at == noon("2026-04-20")


def test_time_does_nothing_to_a_clock_that_has_ended() -> None:
    case = a_positive_case(at=noon("2026-04-08"))
    ended = case.reasonable_grounds_clock
    assert ended.pass_time(today=date(2026, 5, 1), at=noon("2026-05-01")) == []
    assert case.reasonable_grounds_clock.end(on=date(2026, 5, 1), cause="again") == []


def test_a_recovery_period_runs_on_past_its_minimum_until_the_next_decision() -> None:
    case = a_positive_case()
    case.pass_time(today=date(2027, 1, 4), at=noon("2027-01-04"))
    assert clock_of(case, "CLK-REC30").state is ClockState.RUNNING


def test_a_floor_ends_on_its_own_day_however_late_somebody_looks() -> None:
    case = a_positive_case(at=noon("2026-04-10"))
    case.pass_time(today=date(2026, 6, 1), at=noon("2026-06-01"))
    floor = clock_of(case, "CLK-CG-MIN")
    assert (floor.state, floor.ended_on, floor.cause) == (
        ClockState.ENDED,
        date(2026, 5, 10),
        "date_reached",
    )


def test_every_clock_event_carries_what_its_due_date_was_worked_out_from() -> None:
    case = a_case()
    clock = case.reasonable_grounds_clock
    warned = clock.pass_time(today=date(2026, 4, 9), at=noon("2026-04-09"))[0]
    breached = clock.pass_time(today=date(2026, 4, 11), at=noon("2026-04-11"))[0]
    ended = clock.end(on=date(2026, 4, 13), cause="rg_decided")[0]
    started = clock.start()[0]
    for event, kind in zip(
        (started, warned, breached, ended),
        (ClockStarted, ClockWarned, ClockBreached, ClockEnded),
        strict=True,
    ):
        assert isinstance(event, kind)
        assert (event.clock_id, event.rule, event.due_on) == (clock.id, "CLK-RG", date(2026, 4, 10))
        assert (event.policy_version, event.calendar_version) == (
            clock.policy_version,
            clock.calendar_version,
        )


@given(st.dates(date(2018, 2, 1), date(2026, 6, 30)))
def test_a_recovery_period_always_lasts_at_least_thirty_days(decided_on: date) -> None:
    case = a_case(received_at=noon(decided_on))
    reasonable_grounds.decide(case, a_ruling(at=noon(decided_on)), times=TIMES)
    due_on = clock_of(case, *RECOVERY).due_on
    assert due_on is not None
    assert due_on >= decided_on + timedelta(days=29)
