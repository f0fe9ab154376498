"""Which months are offered, and the one that an address names."""

from collections.abc import Sequence
from datetime import date
from http import HTTPStatus

from care.domain.months import Month, NotAMonth
from plumbing.problems import Problem

MONTHS_OFFERED = 13


def month_named(text: str, today: date) -> Month:
    """A month that has begun."""
    try:
        month = Month.read(text)
    except NotAMonth:
        raise Problem(HTTPStatus.NOT_FOUND, "A month is written like 2026-10.") from None
    if month > Month.of(today):
        raise Problem(HTTPStatus.NOT_FOUND, "That month has not begun, so there is nothing to count.")
    return month


def months_before(today: date, how_many: int) -> Sequence[Month]:
    """The months that are over, the latest first."""
    months = [Month.of(today).before]
    while len(months) < how_many:
        months.append(months[-1].before)
    return months
