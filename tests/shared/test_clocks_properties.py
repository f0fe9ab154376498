"""What holds of every count, whatever its length, start, calendar and holds."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st
from tests.shared.counted import ENGLAND, days

from clocks import NATIONS, BankHolidays, FirstDay, Hold, Length, Roll, Unit, calendars_as_shipped, count

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
