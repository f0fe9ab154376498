"""Legal days are London days: from an instant to its day, and from a day to the instant it ends."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from clocks.refusals import NaiveDatetime, UnreadableDate

LONDON = ZoneInfo("Europe/London")
ONE_DAY = timedelta(days=1)


def london_day(instant: datetime) -> date:
    if instant.utcoffset() is None:
        raise NaiveDatetime(f"{instant.isoformat()} has no offset, so its London day is not known")
    return instant.astimezone(LONDON).date()


def day_of(start: date | datetime) -> date:
    """A datetime is read as an instant, a plain date is a London day already."""
    return london_day(start) if isinstance(start, datetime) else start


def first_instant_of(day: date) -> datetime:
    return datetime.combine(day, time.min, LONDON).astimezone(UTC)


def first_instant_after(day: date) -> datetime:
    return first_instant_of(day + ONE_DAY)


def days_from(first: date, step: timedelta = ONE_DAY) -> Iterator[date]:
    day = first
    while True:
        yield day
        day += step


def read_start(text: str) -> date | datetime:
    """A day (2026-04-01) or an instant with its offset (2026-04-01T09:00+01:00)."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return read_instant(text)


def read_instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as fault:
        raise UnreadableDate(f"{text!r} is neither a day nor an instant in ISO 8601") from fault
    london_day(instant)
    return instant


def birthday(born_on: date, age: int) -> date:
    """Born on 29 February: 1 March in a common year (our setting, see decision-clocks §6 rule 10)."""
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        return date(born_on.year + age, 3, 1)


def in_words(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"
