"""From instants to London days and back."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clocks import (
    NaiveDatetime,
    UnreadableDate,
    birthday,
    day_of,
    first_instant_after,
    first_instant_of,
    in_words,
    london_day,
    months_after,
    read_start,
)

INSTANTS = st.integers(631_152_000, 1_893_456_000).map(lambda second: datetime.fromtimestamp(second, UTC))


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        pytest.param("2026-06-07T23:30:00+00:00", "2026-06-08", id="already Monday in London in summer"),
        pytest.param("2026-01-07T23:30:00+00:00", "2026-01-07", id="still the same day in winter"),
        pytest.param("2026-04-01T00:30:00+01:00", "2026-04-01", id="just after London midnight"),
        pytest.param("2026-04-01T00:30:00+05:30", "2026-03-31", id="the sender is ahead of London"),
        pytest.param("2026-03-29T00:59:59+00:00", "2026-03-29", id="the last second before the clocks go on"),
        pytest.param("2026-10-25T23:59:59+00:00", "2026-10-25", id="the day the clocks go back"),
        pytest.param("2026-03-31T23:00:00Z", "2026-04-01", id="London midnight itself"),
        pytest.param("2026-03-31T22:59:59Z", "2026-03-31", id="a second before London midnight"),
    ],
)
def test_a_legal_day_is_a_london_day(instant: str, day: str) -> None:
    assert london_day(datetime.fromisoformat(instant)) == date.fromisoformat(day)


def test_a_time_without_an_offset_is_refused() -> None:
    with pytest.raises(NaiveDatetime) as refused:
        london_day(datetime.fromisoformat("2026-04-01T09:00"))
    assert refused.value.code == "naive_datetime"


def test_a_plain_day_is_a_london_day_already() -> None:
    assert day_of(date(2026, 4, 1)) == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("day", "over_at"),
    [
        pytest.param("2026-04-10", "2026-04-10T23:00:00+00:00", id="in summer"),
        pytest.param("2026-12-31", "2027-01-01T00:00:00+00:00", id="in winter"),
        pytest.param("2026-03-28", "2026-03-29T00:00:00+00:00", id="the night the clocks go on"),
        pytest.param("2026-10-24", "2026-10-24T23:00:00+00:00", id="the night the clocks go back"),
        pytest.param("2026-10-25", "2026-10-26T00:00:00+00:00", id="after the long day"),
    ],
)
def test_a_day_is_over_at_london_midnight_given_in_utc(day: str, over_at: str) -> None:
    instant = first_instant_after(date.fromisoformat(day))
    assert instant == datetime.fromisoformat(over_at)
    assert instant.tzinfo is UTC


@given(INSTANTS)
def test_every_instant_lies_inside_its_london_day(instant: datetime) -> None:
    day = london_day(instant)
    assert first_instant_of(day) <= instant < first_instant_after(day)


@given(INSTANTS, st.integers(-12, 14))
def test_the_day_does_not_depend_on_the_offset_an_instant_is_written_in(
    instant: datetime, hours: int
) -> None:
    assert london_day(instant.astimezone(timezone(timedelta(hours=hours)))) == london_day(instant)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("2026-04-01", date(2026, 4, 1)),
        ("2026-04-01T09:00+01:00", datetime(2026, 4, 1, 8, tzinfo=UTC)),
        ("2026-04-01T09:00:00Z", datetime(2026, 4, 1, 9, tzinfo=UTC)),
        ("2026-04-01 09:00+00:00", datetime(2026, 4, 1, 9, tzinfo=UTC)),
    ],
)
def test_a_start_is_a_day_or_an_instant(text: str, start: date | datetime) -> None:
    assert read_start(text) == start


@pytest.mark.parametrize("text", ["2026-04-01T09:00", "2026-04-01T00:00:00", "2026-04-01 09:00"])
def test_a_start_with_a_time_but_no_offset_is_refused(text: str) -> None:
    with pytest.raises(NaiveDatetime):
        read_start(text)


@pytest.mark.parametrize("text", ["", "yesterday", "2026-02-30", "1/4/2026", "2026-04-01T25:00Z"])
def test_a_start_nobody_can_read_is_refused(text: str) -> None:
    with pytest.raises(UnreadableDate):
        read_start(text)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        pytest.param("2022-01-31", 3, "2022-04-30", id="a shorter month"),
        pytest.param("2024-01-31", 1, "2024-02-29", id="a leap year"),
        pytest.param("2023-01-31", 1, "2023-02-28", id="a common year"),
        pytest.param("2026-11-15", 3, "2027-02-15", id="over the end of the year"),
        pytest.param("2026-12-31", 12, "2027-12-31", id="a year"),
        pytest.param("2026-01-31", -2, "2025-11-30", id="back"),
        pytest.param("2026-12-01", 0, "2026-12-01", id="none"),
    ],
)
def test_a_month_ends_on_the_same_day_number_or_the_last_of_a_shorter_month(
    day: str, months: int, later: str
) -> None:
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(later)


@pytest.mark.parametrize(
    ("born_on", "eighteen_on"),
    [
        pytest.param("2008-08-20", "2026-08-20", id="any day"),
        pytest.param("2008-02-29", "2026-03-01", id="born on 29 February, common year"),
        pytest.param("2008-02-28", "2026-02-28", id="born the day before"),
    ],
)
def test_a_person_is_18_from_the_start_of_the_birthday(born_on: str, eighteen_on: str) -> None:
    assert birthday(date.fromisoformat(born_on), 18) == date.fromisoformat(eighteen_on)


def test_a_day_is_written_with_its_weekday() -> None:
    assert in_words(date(2026, 4, 1)) == "Wednesday 1 April 2026"
