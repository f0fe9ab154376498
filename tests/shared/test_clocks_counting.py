"""How days, working days, months and hours are counted and rolled."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.shared.counted import ENGLAND, days, due, on

from clocks import (
    Direction,
    FirstDay,
    Hold,
    Length,
    LengthNotPossible,
    Roll,
    Skipped,
    StillOnHold,
    Unit,
    count,
    count_hours,
)


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
