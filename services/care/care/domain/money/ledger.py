"""What was paid or promised, day by day, against what is due: the difference becomes new lines (MO-15).

Lines are never changed. A day is settled at the sum of the weekly amounts of its lines, so that a second
recalculation of the same facts finds nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import groupby

from care.domain.beds import Window
from care.domain.money.lines import amount_for, days_of
from care.domain.money.weekly import NOTHING, Weekly


class LineKind(StrEnum):
    DUE = "due"
    UNDERPAYMENT = "underpayment"  # paid with the next run
    OVERPAYMENT = "overpayment"  # shown, and never taken back by us
    TRAVEL = "travel"  # what it cost to go to an appointment; settles no day
    MATERNITY_GRANT = "maternity_grant"  # once in a pregnancy; settles no day

    @property
    def is_paid(self) -> bool:
        return self is not LineKind.OVERPAYMENT

    def signed(self, amount: Decimal) -> Decimal:
        return -amount if self is LineKind.OVERPAYMENT else amount


FOR_NO_DAYS = frozenset({LineKind.TRAVEL, LineKind.MATERNITY_GRANT})


@dataclass(frozen=True, kw_only=True)
class Settled:
    """Days of one weekly amount that already have a line: all that the ledger needs to know of it."""

    first_on: date
    last_on: date
    weekly: Decimal
    kind: LineKind = LineKind.DUE


@dataclass(frozen=True, kw_only=True)
class NewLine:
    """Pounds for days of one weekly difference; `why` is the whole weekly amount it comes from."""

    kind: LineKind
    first_on: date
    last_on: date
    weekly: Decimal
    amount: Decimal
    why: Weekly

    @property
    def settled(self) -> Settled:
        return Settled(first_on=self.first_on, last_on=self.last_on, weekly=self.weekly, kind=self.kind)


@dataclass(frozen=True)
class _Day:
    day: date
    kind: LineKind
    difference: Decimal
    why: Weekly

    @property
    def alike(self) -> tuple[LineKind, Decimal, Weekly]:
        return self.kind, self.difference, self.why


Entitled = Callable[[date], Weekly]


def settle(window: Window, entitled: Entitled, known: Iterable[Settled]) -> tuple[NewLine, ...]:
    """New lines: up to the last day that has one they correct, from then on they are due."""
    settled = _by_day(known)
    settled_until = max(settled, default=date.min)
    days = [_judge(day, entitled(day), settled[day], is_due=day > settled_until) for day in days_of(window)]
    return tuple(_new_lines(days))


def _by_day(known: Iterable[Settled]) -> defaultdict[date, Decimal]:
    settled: defaultdict[date, Decimal] = defaultdict(lambda: NOTHING)
    for line in known:
        for day in days_of(Window(line.first_on, line.last_on)):
            settled[day] += line.kind.signed(line.weekly)
    return settled


def _judge(day: date, why: Weekly, settled: Decimal, *, is_due: bool) -> _Day:
    difference = why.contract_pays - settled
    if difference < 0:
        return _Day(day, LineKind.OVERPAYMENT, -difference, why)
    return _Day(day, LineKind.DUE if is_due else LineKind.UNDERPAYMENT, difference, why)


def _new_lines(days: Iterable[_Day]) -> Iterator[NewLine]:
    for (kind, difference, why), group in groupby(days, key=lambda day: day.alike):
        if difference:
            together = [each.day for each in group]
            yield NewLine(
                kind=kind,
                first_on=together[0],
                last_on=together[-1],
                weekly=difference,
                amount=amount_for(difference, len(together)),
                why=why,
            )
