"""Days and times as people read them, in London time."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def day(value: date | datetime) -> str:
    """14 March 2031"""
    value = london(value) if isinstance(value, datetime) else value
    return f"{value.day} {value:%B %Y}"


def weekday(value: date | datetime) -> str:
    """Friday 14 March 2031"""
    value = london(value) if isinstance(value, datetime) else value
    return f"{value:%A} {day(value)}"


def moment(value: datetime) -> str:
    """14 March 2031 at 10:42am"""
    return f"{day(value)} at {clock_time(value)}"


def clock_time(value: datetime) -> str:
    """10:42am, 9am, midday"""
    local = london(value)
    named = {(0, 0): "midnight", (12, 0): "midday"}.get((local.hour, local.minute))
    if named:
        return named
    minutes = f":{local:%M}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"


def relative(value: date, today: date) -> str:
    """How far away a due day is: "in 3 days", "today", "2 days overdue"."""
    left = (value - today).days
    if left < 0:
        return f"{_days(-left)} overdue"
    return {0: "today", 1: "tomorrow"}.get(left, f"in {_days(left)}")


def london(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise NaiveTimeShown(value)
    return value.astimezone(LONDON)


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


class NaiveTimeShown(Exception):
    """A time without a zone cannot be put on a page: nobody knows which day it is."""
