"""When something happened, as people type it: a date in three boxes and a time of day in London."""

from datetime import UTC, date, datetime, time
from typing import Annotated

from pydantic import StringConstraints

from clocks.days import LONDON
from plumbing.form_words import Words

TimeOfDay = Annotated[
    str,
    StringConstraints(pattern=r"^([01]?\d|2[0-3])[:.][0-5]\d$"),
    Words("Enter the time", name="Time", wrong="Enter the time as hours and minutes, for example 14:05"),
]


TimeOfDayIfKnown = Annotated[
    str,
    StringConstraints(pattern=r"^$|^([01]?\d|2[0-3])[:.][0-5]\d$"),
    Words("Enter the time", name="Time", wrong="Enter the time as hours and minutes, for example 14:05"),
]


def time_of_day(typed: str) -> time:
    hour, minute = typed.replace(".", ":").split(":")
    return time(int(hour), int(minute))


def hour_of(typed: str) -> time | None:
    return time_of_day(typed) if typed else None


def instant_of(day: date, typed: str) -> datetime:
    return datetime.combine(day, time_of_day(typed), LONDON).astimezone(UTC)
