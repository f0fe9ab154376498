"""At which hours a bed can receive somebody (AC-9). Hours are wall-clock times in London."""

from dataclasses import dataclass
from datetime import date, datetime, time

from care.domain.beds import Bedspace, Premises
from clocks.days import LONDON, london_day

NIGHT_ADMISSION = "night-admission"


@dataclass(frozen=True)
class Hours:
    """From first to last on one day, both included."""

    first: time
    last: time


ANY_HOUR = Hours(time.min, time.max)


def hours_of_arrival(on: date, hour: time | None, *, at: datetime) -> Hours:
    """The hour that is agreed. Without one it may be any hour of the day, and today any that is left."""
    if hour is not None:
        return Hours(hour, hour)
    return Hours(at.astimezone(LONDON).time(), time.max) if on == london_day(at) else ANY_HOUR


def receives(premises: Premises, bedspace: Bedspace, hours: Hours) -> bool:
    """Night admission means staff at every hour. So does a bed without hours of its own."""
    if NIGHT_ADMISSION in (*premises.features, *bedspace.features):
        return True
    first, last = bedspace.admits_from, bedspace.admits_until
    if first is None or last is None:
        return True
    runs_past_midnight = first > last
    if runs_past_midnight:
        return hours.last >= first or hours.first <= last
    return hours.last >= first and hours.first <= last
