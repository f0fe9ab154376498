"""Days and times as people read them, in London time."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date

from plumbing.languages import gettext, language, ngettext

LONDON = ZoneInfo("Europe/London")
LOCALES = {"en": "en_GB", "cy": "cy"}


def day(value: date | datetime) -> str:
    """14 March 2031"""
    value = london(value) if isinstance(value, datetime) else value
    return format_date(value, "d MMMM y", locale=LOCALES[language()])


def weekday(value: date | datetime) -> str:
    """Friday 14 March 2031"""
    value = london(value) if isinstance(value, datetime) else value
    return format_date(value, "EEEE d MMMM y", locale=LOCALES[language()])


def moment(value: datetime) -> str:
    """14 March 2031 at 10:42am"""
    return gettext("%(day)s at %(time)s") % {"day": day(value), "time": clock_time(value)}


def clock_time(value: datetime) -> str:
    """10:42am, 9am, midday"""
    local = london(value)
    named = {(0, 0): gettext("midnight"), (12, 0): gettext("midday")}.get((local.hour, local.minute))
    if named:
        return named
    minutes = f":{local:%M}" if local.minute else ""
    half = gettext("am") if local.hour < 12 else gettext("pm")
    return f"{local.hour % 12 or 12}{minutes}{half}"


def relative(value: date, today: date) -> str:
    """How far away a due day is: "in 3 days", "today", "2 days overdue"."""
    left = (value - today).days
    if left < 0:
        return ngettext("%(num)s day overdue", "%(num)s days overdue", -left) % {"num": -left}
    named = {0: gettext("today"), 1: gettext("tomorrow")}.get(left)
    return named or ngettext("in %(num)s day", "in %(num)s days", left) % {"num": left}


def london(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise NaiveTimeShown(value)
    return value.astimezone(LONDON)


class NaiveTimeShown(Exception):
    """A time without a zone cannot be put on a page: nobody knows which day it is."""
