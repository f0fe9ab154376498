"""The bank holidays of each nation, against special days and an independent list."""

import random
from bisect import bisect_right
from datetime import date, datetime, timedelta

import holidays
import pytest

from clocks import (
    NATIONS,
    BankHolidays,
    CalendarHorizon,
    Calendars,
    FirstDay,
    Length,
    Nation,
    PeriodBackwards,
    Unit,
    UnknownNation,
    calendars_as_shipped,
    count,
    count_hours,
    nation_in_words,
    nation_named,
    read_calendar,
)

SHIPPED = calendars_as_shipped()
SUBDIVISION: dict[Nation, str] = {
    "england": "ENG",
    "wales": "WLS",
    "scotland": "SCT",
    "northern-ireland": "NIR",
}
EVERYWHERE = set(NATIONS)
NOT_SCOTLAND = EVERYWHERE - {"scotland"}

# Days on which the independent list is known to be wrong, with what is right. None at the locked version.
KNOWN_DIFFERENCES: dict[tuple[Nation, date], bool] = {}


@pytest.mark.parametrize(
    ("day", "closed_in"),
    [
        pytest.param("2009-12-28", EVERYWHERE, id="Boxing Day on a Saturday"),
        pytest.param("2011-04-29", EVERYWHERE, id="royal wedding"),
        pytest.param("2012-05-28", set(), id="spring holiday moved in 2012"),
        pytest.param("2012-06-05", EVERYWHERE, id="Diamond Jubilee"),
        pytest.param("2020-05-04", set(), id="early May holiday moved in 2020"),
        pytest.param("2020-05-08", EVERYWHERE, id="VE Day"),
        pytest.param("2021-12-27", EVERYWHERE, id="Christmas on a Saturday"),
        pytest.param("2021-12-28", EVERYWHERE, id="Boxing Day on a Sunday"),
        pytest.param("2022-01-03", EVERYWHERE, id="New Year on a Saturday"),
        pytest.param("2022-01-04", {"scotland"}, id="2 January on a Sunday"),
        pytest.param("2022-05-30", set(), id="spring holiday moved in 2022"),
        pytest.param("2022-06-02", EVERYWHERE, id="spring holiday, 2022"),
        pytest.param("2022-06-03", EVERYWHERE, id="Platinum Jubilee"),
        pytest.param("2022-09-19", EVERYWHERE, id="state funeral"),
        pytest.param("2022-12-27", EVERYWHERE, id="Christmas on a Sunday"),
        pytest.param("2023-01-02", EVERYWHERE, id="New Year on a Sunday, and Scotland's 2 January"),
        pytest.param("2023-01-03", {"scotland"}, id="Scotland's New Year moved behind 2 January"),
        pytest.param("2023-05-01", EVERYWHERE, id="early May, coronation year"),
        pytest.param("2023-05-08", EVERYWHERE, id="coronation"),
        pytest.param("2026-01-02", {"scotland"}, id="2 January"),
        pytest.param("2026-03-17", {"northern-ireland"}, id="St Patrick"),
        pytest.param("2024-03-18", {"northern-ireland"}, id="St Patrick on a Sunday"),
        pytest.param("2026-04-03", EVERYWHERE, id="Good Friday"),
        pytest.param("2026-04-06", NOT_SCOTLAND, id="Easter Monday"),
        pytest.param("2026-06-15", {"scotland"}, id="Scotland's one-off holiday"),
        pytest.param("2026-07-13", {"northern-ireland"}, id="12 July on a Sunday"),
        pytest.param("2025-07-14", {"northern-ireland"}, id="12 July on a Saturday"),
        pytest.param("2026-08-03", {"scotland"}, id="Scotland's summer holiday"),
        pytest.param("2026-08-31", NOT_SCOTLAND, id="late summer holiday"),
        pytest.param("2026-11-30", {"scotland"}, id="St Andrew"),
        pytest.param("2024-12-02", {"scotland"}, id="St Andrew on a Saturday"),
        pytest.param("2026-12-28", EVERYWHERE, id="Boxing Day 2026"),
        pytest.param("2026-12-24", set(), id="Christmas Eve"),
    ],
)
def test_each_nation_keeps_its_own_holidays(day: str, closed_in: set[Nation]) -> None:
    closed = {nation for nation in NATIONS if not SHIPPED[nation].is_working_day(date.fromisoformat(day))}
    assert closed == closed_in


@pytest.mark.parametrize("nation", NATIONS)
def test_every_day_agrees_with_an_independent_list(nation: Nation) -> None:
    calendar, oracle = SHIPPED[nation], independent_list(nation)
    differences = {
        (nation, day): calendar.is_working_day(day)
        for day in days_known(calendar)
        if calendar.is_working_day(day) != oracle.is_working_day(day)
    }
    known = {key: right for key, right in KNOWN_DIFFERENCES.items() if key[0] == nation}
    assert differences == known


@pytest.mark.parametrize("nation", NATIONS)
def test_random_working_day_counts_agree_with_an_independent_list(nation: Nation) -> None:
    calendar, oracle = SHIPPED[nation], independent_list(nation)
    open_days = [day for day in days_known(calendar) if oracle.is_working_day(day)]
    chance = random.Random(f"oracle {nation}")
    starts = list(days_known(calendar))[:-100]
    for _ in range(25_000):
        start, n = chance.choice(starts), chance.randint(1, 60)
        expected = open_days[bisect_right(open_days, start) + n - 1]
        assert count(Length(n=n, unit=Unit.WORKING_DAY), start, calendar).due_on == expected, (start, n)


@pytest.mark.parametrize("nation", NATIONS)
def test_random_ages_agree_with_an_independent_list(nation: Nation) -> None:
    calendar, oracle = SHIPPED[nation], independent_list(nation)
    chance = random.Random(f"ages {nation}")
    days = list(days_known(calendar))
    for _ in range(50):
        first, last = sorted(chance.choices(days, k=2))
        expected = oracle.get_working_days_count(first + timedelta(days=1), last) if first < last else 0
        assert calendar.working_days_between(first, last) == expected, (first, last)


@pytest.mark.parametrize("nation", NATIONS)
def test_a_holiday_is_listed_on_the_weekday_people_have_off(nation: Nation) -> None:
    assert [day for day in SHIPPED[nation].names if day.weekday() > 4] == []


def test_wales_has_the_same_list_as_england() -> None:
    assert SHIPPED["wales"].names == SHIPPED["england"].names


def test_a_closed_day_says_why() -> None:
    england = SHIPPED["england"]
    assert england.why_closed(date(2026, 4, 3)) == "Good Friday"
    assert england.why_closed(date(2026, 4, 4)) == "weekend"
    assert england.why_closed(date(2026, 4, 7)) is None


@pytest.mark.parametrize("day", ["2008-12-31", "2029-01-01", "2035-06-01", "1990-01-01"])
def test_a_day_past_the_horizon_is_refused_never_guessed(day: str) -> None:
    with pytest.raises(CalendarHorizon) as refused:
        SHIPPED["england"].is_working_day(date.fromisoformat(day))
    assert refused.value.code == "calendar_horizon"


@pytest.mark.parametrize("unit", [Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.MONTH])
def test_a_count_that_ends_past_the_horizon_is_refused_in_every_unit(unit: Unit) -> None:
    with pytest.raises(CalendarHorizon):
        count(Length(n=3, unit=unit), date(2028, 12, 29), SHIPPED["england"])


@pytest.mark.parametrize("start", ["2008-12-31", "2029-01-01"])
def test_a_start_past_the_horizon_is_refused_even_when_nothing_is_counted(start: str) -> None:
    with pytest.raises(CalendarHorizon):
        count(Length(n=0, unit=Unit.CALENDAR_DAY), date.fromisoformat(start), SHIPPED["england"])


def test_hours_past_the_horizon_are_refused() -> None:
    for start in ("2008-12-31T12:00Z", "2028-12-31T12:00Z"):
        with pytest.raises(CalendarHorizon):
            count_hours(48, datetime.fromisoformat(start), SHIPPED["england"])


def test_the_last_known_day_can_still_be_due() -> None:
    length = Length(n=1, unit=Unit.WORKING_DAY, first_day=FirstDay.COUNTS)
    assert count(length, date(2028, 12, 29), SHIPPED["england"]).due_on == date(2028, 12, 29)


@pytest.mark.parametrize("nation", ["", "England", "britain", "isle-of-man", "ENG"])
def test_an_unknown_nation_is_refused(nation: str) -> None:
    with pytest.raises(UnknownNation) as refused:
        SHIPPED[nation]
    assert refused.value.code == "unknown_nation"


def test_a_nation_without_a_published_calendar_is_refused() -> None:
    with pytest.raises(UnknownNation, match="no calendar has been published"):
        Calendars.of([SHIPPED["england"]])["scotland"]


def test_a_nation_has_a_name_for_people() -> None:
    assert nation_in_words(nation_named("northern-ireland")) == "Northern Ireland"


def test_a_calendar_can_come_from_database_rows() -> None:
    shipped = SHIPPED["scotland"]
    rows = [(day, name) for day, name in shipped.names.items()]
    again = BankHolidays.of_rows(
        rows,
        nation="scotland",
        version=shipped.version,
        known_from=shipped.known_from,
        known_until=shipped.known_until,
    )
    assert again == shipped


def test_a_calendar_can_be_published_as_json() -> None:
    text = """{"nation": "wales", "version": "wales-2027-03", "known_from": "2027-01-01",
               "known_until": "2027-12-31", "holidays": {"2027-03-01": "St David’s Day"}}"""
    calendar = read_calendar(text)
    assert calendar.why_closed(date(2027, 3, 1)) == "St David’s Day"


def test_an_age_counts_the_last_day_and_not_the_first() -> None:
    england = SHIPPED["england"]
    assert england.working_days_between(date(2026, 4, 1), date(2026, 4, 10)) == 5
    assert england.working_days_between(date(2026, 4, 1), date(2026, 4, 1)) == 0


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(PeriodBackwards):
        SHIPPED["england"].working_days_between(date(2026, 4, 2), date(2026, 4, 1))


def independent_list(nation: Nation) -> holidays.HolidayBase:
    return holidays.country_holidays("GB", subdiv=SUBDIVISION[nation], years=range(2009, 2030))


def days_known(calendar: BankHolidays) -> list[date]:
    length = (calendar.known_until - calendar.known_from).days
    return [calendar.known_from + timedelta(days=n) for n in range(length + 1)]
