"""When somebody was born, as precisely as anybody said, and how well two such statements agree."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Literal

Precision = Literal["day", "month", "year", "age"]
ESTIMATE_IS_OFF_BY = 2
ONE_SLIP = 1


class Agreement(Enum):
    SAME_DAY = "same day"
    SWAPPED = "day and month swapped"
    SAME_MONTH = "same month"
    SAME_YEAR = "same year"
    POSSIBLE = "possible by an estimated age"
    SLIP = "one slip of the pen"
    UNKNOWN = "not known of both"
    NEAR = "same year, another day"
    DIFFERENT = "different"


@dataclass(frozen=True)
class Born:
    """Some day from `earliest` to `latest`."""

    earliest: date
    latest: date
    precision: Precision

    @property
    def years(self) -> range:
        return range(self.earliest.year, self.latest.year + 1)


def born_on(day: date) -> Born:
    return Born(day, day, "day")


def born_about(text: str) -> Born | None:
    """From "2001" or "2001-05"."""
    year, _, month = text.partition("-")
    try:
        if month:
            last = monthrange(int(year), int(month))[1]
            return Born(date(int(year), int(month), 1), date(int(year), int(month), last), "month")
        return Born(date(int(year), 1, 1), date(int(year), 12, 31), "year")
    except ValueError:
        return None


def born_by_age(age: int, today: date) -> Born:
    """Somebody said to be about 24 may well be 22 or 26."""
    oldest, youngest = age + ESTIMATE_IS_OFF_BY + 1, max(0, age - ESTIMATE_IS_OFF_BY)
    return Born(date(today.year - oldest, 1, 1), date(today.year - youngest, 12, 31), "age")


def agreement(one: Born | None, other: Born | None) -> Agreement:
    if one is None or other is None:
        return Agreement.UNKNOWN
    if one.precision == other.precision == "day":
        return _agreement_of_days(one.earliest, other.earliest)
    if one.earliest <= other.latest and other.earliest <= one.latest:
        return _rough_agreement({one.precision, other.precision})
    apart = max(one.earliest - other.latest, other.earliest - one.latest)
    return Agreement.SLIP if apart <= timedelta(days=366) else Agreement.DIFFERENT


def _rough_agreement(precisions: set[Precision]) -> Agreement:
    if "age" in precisions:
        return Agreement.POSSIBLE
    return Agreement.SAME_YEAR if "year" in precisions else Agreement.SAME_MONTH


def _agreement_of_days(one: date, other: date) -> Agreement:
    if one == other:
        return Agreement.SAME_DAY
    if swapped(one) == other:
        return Agreement.SWAPPED
    if _is_slip(one, other):
        return Agreement.SLIP
    return Agreement.NEAR if one.year == other.year else Agreement.DIFFERENT


def swapped(day: date) -> date | None:
    try:
        return date(day.year, day.day, day.month)
    except ValueError:
        return None


def _is_slip(one: date, other: date) -> bool:
    """One figure wrong, or a day or a year out."""
    written = zip(one.isoformat(), other.isoformat(), strict=True)
    figures = sum(here != there for here, there in written)
    is_year_out = (one.month, one.day) == (other.month, other.day) and abs(one.year - other.year) == ONE_SLIP
    return figures == ONE_SLIP or is_year_out or abs((one - other).days) == ONE_SLIP
