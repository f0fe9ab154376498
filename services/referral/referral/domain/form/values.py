"""What people type, and what it means: text, ticks, choices and dates of differing precision."""

import re
from collections.abc import Mapping
from datetime import date

Value = str | bool | list[str] | dict[str, str]
StepAnswers = Mapping[str, Value]
Answers = Mapping[str, StepAnswers]

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WELSH_MONTHS = (
    "ionawr", "chwefror", "mawrth", "ebrill", "mai", "mehefin",
    "gorffennaf", "awst", "medi", "hydref", "tachwedd", "rhagfyr",
)  # fmt: skip
SHORTEST_MONTH_NAME = 3


def is_blank(value: Value | None) -> bool:
    if isinstance(value, dict):
        return not any(part.strip() for part in value.values())
    return not value


def tidy(text: str) -> str:
    """Exactly as typed, but for one kind of line ending and nothing around it (MH08)."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def month_number(text: str) -> int | None:
    word = text.strip().lower().rstrip(".")
    if word.isascii() and word.isdigit():
        return int(word)
    if len(word) < SHORTEST_MONTH_NAME:
        return None
    named = [*enumerate(MONTHS, 1), *enumerate(WELSH_MONTHS, 1)]
    return next((number for number, name in named if name.startswith(word)), None)


def whole_number(text: str) -> int | None:
    word = text.strip()
    return int(word) if re.fullmatch(r"[0-9]{1,4}", word) else None


def year_number(text: str) -> int | None:
    """Four digits: two could mean either century."""
    return int(text.strip()) if re.fullmatch(r"[0-9]{4}", text.strip()) else None


def day_from_parts(parts: Mapping[str, str]) -> date | None:
    day = whole_number(parts.get("day", ""))
    month, year = month_number(parts.get("month", "")), year_number(parts.get("year", ""))
    if day is None or month is None or year is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_from_parts(parts: Mapping[str, str]) -> str | None:
    """A year, or a year and month, as "2001" or "2001-05": never with an invented day."""
    year, typed = year_number(parts.get("year", "")), parts.get("month", "").strip()
    if year is None:
        return None
    if not typed:
        return f"{year:04}"
    month = month_number(typed)
    return f"{year:04}-{month:02}" if month and month <= len(MONTHS) else None
