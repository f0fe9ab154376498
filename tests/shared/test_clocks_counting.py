"""How days, working days, months and hours are counted, rolled and held."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from clocks import (
    NATIONS,
    BankHolidays,
    Direction,
    FirstDay,
    Hold,
    HoldNotCountable,
    Length,
    LengthNotPossible,
    PeriodBackwards,
    Roll,
    Skipped,
    StillOnHold,
    Unit,
    calendars_as_shipped,
    count,
    count_hours,
)

ENGLAND = calendars_as_shipped()["england"]

STARTS = st.dates(date(2018, 1, 1), date(2027, 12, 31))
CALENDARS = st.sampled_from([calendars_as_shipped()[nation] for nation in NATIONS])
DAY_UNITS = st.sampled_from([Unit.CALENDAR_DAY, Unit.WORKING_DAY])
LENGTHS = st.builds(
    Length,
    n=st.integers(1, 45),
    unit=DAY_UNITS,
    first_day=st.sampled_from(FirstDay),
    roll=st.sampled_from(Roll),
)
HOLDS = st.builds(
    lambda held_on, days: Hold(held_on, held_on + timedelta(days=days)), STARTS, st.integers(0, 60)
)


def on(text: str) -> date:
    return date.fromisoformat(text)


def days(n: int, unit: Unit = Unit.CALENDAR_DAY, first_day: FirstDay = FirstDay.IS_DAY_ZERO) -> Length:
    return Length(n=n, unit=unit, first_day=first_day)


def due(length: Length, start: str, *holds: Hold) -> str:
    return count(length, on(start), ENGLAND, holds).due_on.isoformat()


@pytest.mark.parametrize(
    ("length", "start", "due_on"),
    [
        pytest.param(days(30), "2026-04-10", "2026-05-10", id="within 30 days of: the day is day 0"),
        pytest.param(
            days(30, first_day=FirstDay.COUNTS), "2026-04-10", "2026-05-09", id="30 days beginning with"
        ),
        pytest.param(days(1, first_day=FirstDay.COUNTS), "2026-04-10", "2026-04-10", id="one day, itself"),
        pytest.param(days(0), "2026-04-11", "2026-04-11", id="no day at all stays where it is"),
        pytest.param(days(5, Unit.WORKING_DAY), "2026-04-01", "2026-04-10", id="over Easter"),
        pytest.param(
            days(5, Unit.WORKING_DAY),
            "2026-08-28",
            "2026-09-07",
            id="received on Friday, Monday is a holiday",
        ),
        pytest.param(
            days(5, Unit.WORKING_DAY),
            "2026-08-29",
            "2026-09-07",
            id="on Saturday the same: day 0 stays Saturday",
        ),
        pytest.param(days(5, Unit.WORKING_DAY), "2026-06-06", "2026-06-12", id="on Saturday Monday is day 1"),
        pytest.param(days(5, Unit.WORKING_DAY), "2026-06-07", "2026-06-12", id="on Sunday Monday is day 1"),
        pytest.param(days(5, Unit.WORKING_DAY), "2026-04-03", "2026-04-13", id="on a bank holiday"),
        pytest.param(
            days(5, Unit.WORKING_DAY, FirstDay.COUNTS),
            "2026-06-08",
            "2026-06-12",
            id="a working day is day 1",
        ),
        pytest.param(
            days(5, Unit.WORKING_DAY, FirstDay.COUNTS),
            "2026-06-06",
            "2026-06-12",
            id="a Saturday cannot be day 1",
        ),
        pytest.param(
            Length(n=3, unit=Unit.MONTH), "2022-01-31", "2022-04-30", id="months clamp to the month end"
        ),
        pytest.param(Length(n=1, unit=Unit.MONTH), "2024-02-12", "2024-03-12", id="same day number"),
        pytest.param(
            Length(n=1, unit=Unit.MONTH, first_day=FirstDay.COUNTS),
            "2024-02-12",
            "2024-03-11",
            id="a month with it",
        ),
    ],
)
def test_days_and_months_are_counted_from_the_first_day(length: Length, start: str, due_on: str) -> None:
    assert due(length, start) == due_on


@pytest.mark.parametrize(
    ("roll", "due_on"),
    [
        pytest.param(Roll.NONE, "2027-01-23", id="nothing rolls: Saturday stays"),
        pytest.param(Roll.NEXT_WORKING_DAY, "2027-01-25", id="moved on to Monday"),
    ],
)
def test_an_end_on_a_weekend_stays_unless_the_rule_rolls_it(roll: Roll, due_on: str) -> None:
    assert due(replace(days(30), roll=roll), "2026-12-24") == due_on


def test_rolling_passes_bank_holidays_and_says_so() -> None:
    counted = count(replace(days(1), roll=Roll.NEXT_WORKING_DAY), on("2026-04-02"), ENGLAND)
    assert counted.due_on == on("2026-04-07")
    assert [each.reason for each in counted.skipped] == ["Good Friday", "weekend", "weekend", "Easter Monday"]


@pytest.mark.parametrize(
    ("n", "start", "due_on"),
    [
        pytest.param(3, "2020-01-07", "2020-01-02", id="over New Year's weekend"),
        pytest.param(1, "2026-04-07", "2026-04-02", id="over Easter"),
        pytest.param(0, "2026-04-07", "2026-04-07", id="none"),
    ],
)
def test_a_limit_before_a_date_is_counted_back(n: int, start: str, due_on: str) -> None:
    assert due(Length(n=n, unit=Unit.WORKING_DAY, direction=Direction.BEFORE), start) == due_on


def test_a_month_can_be_counted_back() -> None:
    assert due(Length(n=1, unit=Unit.MONTH, direction=Direction.BEFORE), "2026-03-31") == "2026-02-28"


def test_what_was_not_counted_is_named() -> None:
    counted = count(days(5, Unit.WORKING_DAY), on("2026-04-01"), ENGLAND)
    assert counted.skipped == (
        Skipped(on("2026-04-03"), "Good Friday"),
        Skipped(on("2026-04-04"), "weekend"),
        Skipped(on("2026-04-05"), "weekend"),
        Skipped(on("2026-04-06"), "Easter Monday"),
    )


@pytest.mark.parametrize(
    ("length", "holds", "due_on"),
    [
        pytest.param(
            days(5, Unit.WORKING_DAY),
            [Hold(on("2026-06-03"), on("2026-06-08"))],
            "2026-06-11",
            id="the day of holding is not counted, the resume day is",
        ),
        pytest.param(
            days(5, Unit.WORKING_DAY),
            [Hold(on("2026-06-03"), on("2026-06-06"))],
            "2026-06-11",
            id="resumed on a Saturday, Monday is the first day after",
        ),
        pytest.param(
            days(5, Unit.WORKING_DAY),
            [Hold(on("2026-06-03"), on("2026-06-03"))],
            "2026-06-08",
            id="held and resumed on one day changes nothing",
        ),
        pytest.param(
            days(5, Unit.WORKING_DAY),
            [Hold(on("2026-06-06"), on("2026-06-08"))],
            "2026-06-08",
            id="a hold over a weekend changes nothing",
        ),
        pytest.param(
            days(5, Unit.WORKING_DAY),
            [Hold(on("2026-05-01"), on("2026-06-01"))],
            "2026-06-08",
            id="a hold over before the first day changes nothing",
        ),
        pytest.param(
            days(5, Unit.WORKING_DAY),
            [Hold(on("2026-06-09"), on("2026-06-20"))],
            "2026-06-08",
            id="a hold after the last day changes nothing",
        ),
        pytest.param(
            days(5, Unit.WORKING_DAY),
            [Hold(on("2026-06-02"), on("2026-06-04")), Hold(on("2026-06-08"), on("2026-06-09"))],
            "2026-06-11",
            id="two holds",
        ),
        pytest.param(
            days(5, Unit.WORKING_DAY),
            [Hold(on("2026-06-02"), on("2026-06-05")), Hold(on("2026-06-03"), on("2026-06-04"))],
            "2026-06-11",
            id="a hold inside another counts once",
        ),
        pytest.param(
            days(30),
            [Hold(on("2026-06-10"), on("2026-06-20"))],
            "2026-07-11",
            id="calendar days are held too",
        ),
        pytest.param(
            Length(n=1, unit=Unit.MONTH),
            [Hold(on("2026-06-10"), on("2026-06-20"))],
            "2026-07-11",
            id="months are held by the day",
        ),
        pytest.param(
            days(3, first_day=FirstDay.COUNTS),
            [Hold(on("2026-06-01"), on("2026-06-02"))],
            "2026-06-04",
            id="held on what would have been day 1",
        ),
    ],
)
def test_a_held_clock_counts_from_the_resume_day(length: Length, holds: list[Hold], due_on: str) -> None:
    assert due(length, "2026-06-01", *holds) == due_on


def test_a_clock_on_hold_has_no_due_date_yet() -> None:
    with pytest.raises(StillOnHold) as refused:
        due(days(5, Unit.WORKING_DAY), "2026-06-01", Hold(on("2026-06-03")))
    assert refused.value.code == "still_on_hold"


def test_a_hold_that_began_after_the_last_day_is_no_obstacle() -> None:
    assert due(days(5, Unit.WORKING_DAY), "2026-06-01", Hold(on("2026-06-09"))) == "2026-06-08"


def test_a_hold_cannot_end_before_it_begins() -> None:
    with pytest.raises(PeriodBackwards):
        Hold(on("2026-06-03"), on("2026-06-02"))


def test_a_count_back_cannot_be_held() -> None:
    with pytest.raises(HoldNotCountable):
        due(
            Length(n=3, unit=Unit.WORKING_DAY, direction=Direction.BEFORE),
            "2026-06-08",
            Hold(on("2026-06-03")),
        )


@pytest.mark.parametrize(
    ("n", "first_day"),
    [(-1, FirstDay.IS_DAY_ZERO), (0, FirstDay.COUNTS), (36_526, FirstDay.IS_DAY_ZERO)],
)
def test_a_length_that_cannot_be_counted_is_refused(n: int, first_day: FirstDay) -> None:
    with pytest.raises(LengthNotPossible):
        days(n, first_day=first_day)


@pytest.mark.parametrize(
    ("start_at", "holds", "end_at"),
    [
        pytest.param("2026-06-05T22:30+01:00", [], "2026-06-07T21:30+00:00", id="day and night, weekend too"),
        pytest.param(
            "2026-03-28T12:00+00:00", [], "2026-03-30T12:00+00:00", id="48 real hours, clocks go on"
        ),
        pytest.param(
            "2026-10-24T12:00+01:00", [], "2026-10-26T11:00+00:00", id="48 real hours, clocks go back"
        ),
        pytest.param(
            "2026-06-05T12:00+01:00",
            [Hold(on("2026-06-06"), on("2026-06-08"))],
            "2026-06-09T11:00+00:00",
            id="two London days on hold",
        ),
        pytest.param(
            "2026-06-05T12:00+01:00",
            [Hold(on("2026-06-05"), on("2026-06-06"))],
            "2026-06-07T23:00+00:00",
            id="held on the first day: the hours run from London midnight",
        ),
        pytest.param(
            "2026-06-05T12:00+01:00",
            [Hold(on("2026-06-06"), on("2026-06-08")), Hold(on("2026-06-07"), on("2026-06-08"))],
            "2026-06-09T11:00+00:00",
            id="a hold inside another counts once",
        ),
        pytest.param(
            "2026-06-05T12:00+01:00",
            [Hold(on("2026-06-01"), on("2026-06-03"))],
            "2026-06-07T11:00+00:00",
            id="a hold that was over",
        ),
        pytest.param(
            "2026-06-05T12:00+01:00",
            [Hold(on("2026-06-08"))],
            "2026-06-07T11:00+00:00",
            id="a hold afterwards",
        ),
    ],
)
def test_hours_are_real_hours(start_at: str, holds: list[Hold], end_at: str) -> None:
    counted = count_hours(48, datetime.fromisoformat(start_at), ENGLAND, holds)
    assert counted == datetime.fromisoformat(end_at)
    assert counted.tzinfo is UTC


def test_hours_on_hold_have_no_end_yet() -> None:
    with pytest.raises(StillOnHold):
        count_hours(48, datetime(2026, 6, 5, 12, tzinfo=UTC), ENGLAND, [Hold(on("2026-06-06"))])


@given(st.builds(replace, LENGTHS, unit=st.just(Unit.WORKING_DAY)), STARTS, CALENDARS, STARTS)
def test_adding_a_holiday_never_makes_a_working_day_due_date_earlier(
    length: Length, start: date, calendar: BankHolidays, holiday: date
) -> None:
    more = replace(calendar, names={**calendar.names, holiday: "a new holiday"})
    assert count(length, start, more).due_on >= count(length, start, calendar).due_on


@given(LENGTHS, STARTS, CALENDARS, st.integers(1, 60))
def test_a_holiday_inside_the_count_makes_a_working_day_due_date_later(
    length: Length, start: date, calendar: BankHolidays, offset: int
) -> None:
    length = replace(length, unit=Unit.WORKING_DAY)
    holiday = start + timedelta(days=offset)
    before = count(length, start, calendar).due_on
    assume(holiday <= before and calendar.is_working_day(holiday))
    more = replace(calendar, names={**calendar.names, holiday: "a new holiday"})
    assert count(length, start, more).due_on > before


@given(LENGTHS, STARTS, CALENDARS, st.lists(HOLDS, max_size=3))
def test_a_hold_never_makes_a_due_date_earlier(
    length: Length, start: date, calendar: BankHolidays, holds: list[Hold]
) -> None:
    assert count(length, start, calendar, holds).due_on >= count(length, start, calendar).due_on


@given(LENGTHS, STARTS, CALENDARS, st.lists(HOLDS, max_size=3))
def test_a_due_date_can_be_worked_out_again_from_what_was_skipped(
    length: Length, start: date, calendar: BankHolidays, holds: list[Hold]
) -> None:
    counted = count(replace(length, roll=Roll.NONE), start, calendar, holds)
    skipped = {each.day for each in counted.skipped}
    first = start if length.first_day is FirstDay.COUNTS else start + timedelta(days=1)
    passed = [first + timedelta(days=n) for n in range((counted.due_on - first).days + 1)]
    assert len([day for day in passed if day not in skipped]) == length.n
    assert skipped <= set(passed)


@given(LENGTHS, STARTS, CALENDARS)
def test_a_longer_count_is_never_due_earlier(length: Length, start: date, calendar: BankHolidays) -> None:
    longer = replace(length, n=length.n + 1)
    assert count(longer, start, calendar).due_on >= count(length, start, calendar).due_on


@given(st.integers(1, 45), STARTS, CALENDARS)
def test_working_days_are_never_due_before_calendar_days(n: int, start: date, calendar: BankHolidays) -> None:
    working, plain = (
        count(days(n, unit), start, calendar).due_on for unit in (Unit.WORKING_DAY, Unit.CALENDAR_DAY)
    )
    assert working >= plain
    assert calendar.is_working_day(working)


@given(st.integers(1, 45), STARTS, CALENDARS)
def test_the_age_on_the_due_date_is_the_length(n: int, start: date, calendar: BankHolidays) -> None:
    due_on = count(days(n, Unit.WORKING_DAY), start, calendar).due_on
    assert calendar.working_days_between(start, due_on) == n


@given(st.integers(1, 365), STARTS)
def test_beginning_with_a_day_ends_one_day_before_counting_from_it(n: int, start: date) -> None:
    with_it = count(days(n, first_day=FirstDay.COUNTS), start, ENGLAND).due_on
    from_it = count(days(n), start, ENGLAND).due_on
    assert from_it - with_it == timedelta(days=1)
