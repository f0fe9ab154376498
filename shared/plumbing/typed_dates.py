"""Dates as people type them: three boxes, month names and leading zeros welcome, nothing invented."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from plumbing.languages import N_, gettext

PARTS = ("day", "month", "year")
PART_NAMES = {"day": N_("day"), "month": N_("month"), "year": N_("year")}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FULL_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
WELSH_MONTHS = (
    *("ionawr", "chwefror", "mawrth", "ebrill", "mai", "mehefin"),
    *("gorffennaf", "awst", "medi", "hydref", "tachwedd", "rhagfyr"),
)


@dataclass(frozen=True)
class DateFault:
    """What is wrong with a typed date, and in which boxes."""

    code: str
    parts: tuple[str, ...]


BLANK = DateFault("required", PARTS)
NOT_REAL = DateFault("date-invalid", PARTS)


def read_date(typed: Mapping[str, str]) -> date | DateFault:
    """`typed` has what stands in the boxes "day", "month" and "year"."""
    given = {part: typed.get(part, "").strip() for part in PARTS}
    missing = tuple(part for part in PARTS if not given[part])
    if missing:
        return BLANK if missing == PARTS else DateFault("date-incomplete", missing)
    day, month, year = _number(given["day"]), read_month(given["month"]), read_year(given["year"])
    if day is None or month is None or year is None:
        return DateFault("date-invalid", _unread({"day": day, "month": month, "year": year}))
    try:
        return date(year, month, day)
    except ValueError:
        return NOT_REAL


def _unread(numbers: Mapping[str, int | None]) -> tuple[str, ...]:
    return tuple(part for part, number in numbers.items() if number is None)


def read_month(text: str) -> int | None:
    """3, 03, Mar or March."""
    word = text.strip().lower().rstrip(".")
    for names in (MONTHS, FULL_MONTHS, WELSH_MONTHS):
        if word in names:
            return names.index(word) + 1
    if word == "sept":
        return 9
    number = _number(word)
    return number if number and 1 <= number <= 12 else None


def read_year(text: str) -> int | None:
    """Four digits: 95 could be two centuries."""
    return _number(text) if len(text.strip()) == 4 else None


def describe(name: str, fault: DateFault) -> str:
    """What to do about it, in words: "Date of birth must include a month and year"."""
    if fault.code == "date-incomplete":
        return gettext("%(name)s must include a %(parts)s") % {"name": name, "parts": _joined(fault.parts)}
    if fault.parts == ("year",):
        return gettext("Year of %(name)s must have 4 numbers, like 1995") % {"name": _lower_first(name)}
    return gettext("%(name)s must be a real date, like 27 3 1995") % {"name": name}


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None


def _joined(words: Iterable[str]) -> str:
    *first, last = [gettext(PART_NAMES[word]) for word in words]
    return ", ".join(first) + gettext(" and ") + last if first else last


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
