"""Lines of payment: days in a row with one weekly amount, split by days, rounded once each (MO-11)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby, islice

from care.domain.beds import Window
from care.domain.money.rates import Rates
from care.domain.money.weekly import Household, Weekly, weekly
from clocks.days import days_from

PENNY = Decimal("0.01")
DAYS_OF_A_WEEK = 7


@dataclass(frozen=True)
class Line:
    """Pounds for days of one weekly amount, both ends included."""

    first_on: date
    last_on: date
    weekly: Weekly
    amount: Decimal

    @property
    def days(self) -> int:
        return (self.last_on - self.first_on).days + 1


def amount_for(weekly_amount: Decimal, days: int) -> Decimal:
    """Half-pence are rounded up."""
    return (weekly_amount * days / DAYS_OF_A_WEEK).quantize(PENNY, ROUND_HALF_UP)


def lines(window: Window, household: Household, rates: Rates) -> tuple[Line, ...]:
    by_day = ((day, weekly(day, household, rates)) for day in days_of(window))
    return tuple(_lines(by_day))


def days_of(window: Window) -> Iterator[date]:
    return islice(days_from(window.first), (window.last - window.first).days + 1)


def _lines(by_day: Iterable[tuple[date, Weekly]]) -> Iterator[Line]:
    for of_week, group in groupby(by_day, key=lambda pair: pair[1]):
        days = [day for day, _ in group]
        yield Line(days[0], days[-1], of_week, amount_for(of_week.contract_pays, len(days)))
