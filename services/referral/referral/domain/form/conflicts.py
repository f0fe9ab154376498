"""Answers that cannot both be right. They stop the sending until one of the two is corrected."""

from collections.abc import Callable, Mapping
from datetime import date

from referral.domain.form.checks import Setting
from referral.domain.form.listing import UNKNOWN
from referral.domain.form.questions import Conflict
from referral.domain.form.values import Value

ADULT_AT = 18

Test = Callable[[Conflict, Mapping[str, Value], Setting], bool]


def age_on(born_on: date, day: date) -> int:
    """Age in whole years; the law counts from the birthday itself."""
    had_birthday = (day.month, day.day) >= (born_on.month, born_on.day)
    return day.year - born_on.year - (not had_birthday)


def is_age_conflict(conflict: Conflict, answers: Mapping[str, Value], setting: Setting) -> bool:
    youngest, oldest = _ages(answers.get(conflict.field), setting.today)
    match answers.get(conflict.other):
        case "no":
            return oldest is not None and oldest < ADULT_AT
        case "yes":
            return youngest is not None and youngest >= ADULT_AT
        case _:
            return False


def _ages(born: Value | None, today: date) -> tuple[int | None, int | None]:
    """The youngest and oldest the person can be, from a day, a month or only a year of birth, or an age."""
    if not isinstance(born, str):
        return None, None
    if born.isdigit() and len(born) <= len("120"):
        return int(born), int(born)
    try:
        first = date.fromisoformat((born + "-01-01")[: len("2001-01-01")])
    except ValueError:
        return None, None
    return age_on(_last_day(born, first), today), age_on(first, today)


def _last_day(born: str, first: date) -> date:
    match born.count("-"):
        case 0:
            return first.replace(month=12, day=31)
        case 1:
            return first.replace(day=28)  # near enough: an age differs only in the month itself
        case _:
            return first


def is_duplicate_entry(conflict: Conflict, answers: Mapping[str, Value], setting: Setting) -> bool:  # noqa: ARG001 - a Test
    value, other = answers.get(conflict.field), answers.get(conflict.other)
    return value is not None and value == other and value != UNKNOWN


CONFLICTS: Mapping[str, Test] = {
    "age-conflict": is_age_conflict,
    "duplicate-entry": is_duplicate_entry,
}
