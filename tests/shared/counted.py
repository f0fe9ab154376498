"""Counts in England, with days and lengths written short."""

from datetime import date

from clocks import FirstDay, Hold, Length, Unit, calendars_as_shipped, count

ENGLAND = calendars_as_shipped()["england"]


def on(text: str) -> date:
    return date.fromisoformat(text)


def days(n: int, unit: Unit = Unit.CALENDAR_DAY, first_day: FirstDay = FirstDay.IS_DAY_ZERO) -> Length:
    return Length(n=n, unit=unit, first_day=first_day)


def due(length: Length, start: str, *holds: Hold) -> str:
    return count(length, on(start), ENGLAND, holds).due_on.isoformat()
