"""A calendar month in London, as figures are returned."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from clocks.days import ONE_DAY, first_instant_of

WRITTEN = re.compile(r"(\d{4})-(\d{2})")


class NotAMonth(ValueError):
    """Not written as year and month, like 2026-10."""


@dataclass(frozen=True, order=True)
class Month:
    first: date

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.replace(day=1))

    @classmethod
    def read(cls, text: str) -> "Month":
        """Raises NotAMonth."""
        written = WRITTEN.fullmatch(text)
        if written is None or not 1 <= int(written[2]) <= 12 or int(written[1]) < 2009:
            raise NotAMonth(text)
        return cls(date(int(written[1]), int(written[2]), 1))

    @property
    def next(self) -> "Month":
        return Month.of(self.first + timedelta(days=32))

    @property
    def before(self) -> "Month":
        return Month.of(self.first - ONE_DAY)

    @property
    def last(self) -> date:
        return self.next.first - ONE_DAY

    @property
    def first_at(self) -> datetime:
        return first_instant_of(self.first)

    @property
    def next_at(self) -> datetime:
        return first_instant_of(self.next.first)

    def __str__(self) -> str:
        return f"{self.first:%Y-%m}"
