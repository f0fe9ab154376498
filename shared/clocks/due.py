"""A started clock: its due date, the warning before it, and the lines that say why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from clocks.bank_holidays import BankHolidays
from clocks.counting import Counted, Direction, Hold, Length, Unit, count, count_hours
from clocks.days import day_of, first_instant_after, first_instant_of
from clocks.refusals import InstantNeeded, NoLength
from clocks.rules import Grace, Rule


@dataclass(frozen=True, kw_only=True)
class Due:
    """What a rule says about one start. Everything needed to work it out again is in it."""

    rule: Rule
    start_on: date
    due_on: date
    due_at: datetime | None
    warn_on: date | None
    accepted_until: date
    counted: Counted
    holds: tuple[Hold, ...]
    holds_without_effect: tuple[Hold, ...]
    calendar: BankHolidays

    @property
    def expires_at(self) -> datetime:
        """The first instant after the last day, in UTC; for a clock in hours, the moment they are over."""
        return self.due_at or first_instant_after(self.due_on)

    @property
    def reached_at(self) -> datetime:
        """The first instant of the day: when a floor or a minimum is reached."""
        return self.due_at or first_instant_of(self.due_on)

    @property
    def has_grace(self) -> bool:
        return self.accepted_until > self.due_on

    @property
    def day_of_week(self) -> str:
        return f"{self.due_on:%A}"


def start_clock(
    rule: Rule, start: date | datetime, calendar: BankHolidays, *, holds: Sequence[Hold] = ()
) -> Due:
    """Counts a rule from the day (a London day) or instant of the fact that starts it."""
    heeded = tuple(holds) if rule.pauses else ()
    counted, due_at = _counted(rule, start, calendar, heeded)
    return Due(
        rule=rule,
        start_on=counted.start_on,
        due_on=counted.due_on,
        due_at=due_at,
        warn_on=warning_day(rule, counted.start_on, counted.due_on, calendar),
        accepted_until=_accepted_until(rule, counted.due_on, calendar),
        counted=counted,
        holds=heeded,
        holds_without_effect=() if rule.pauses else tuple(holds),
        calendar=calendar,
    )


def warning_day(rule: Rule, start_on: date, due_on: date, calendar: BankHolidays) -> date | None:
    """When to warn of a last day, whoever set it; never before the clock began, unless it is counted back."""
    if rule.warn is None:
        return None
    warn_on = count(rule.warn, due_on, calendar).due_on
    is_counted_back = rule.length is not None and rule.length.direction is Direction.BEFORE
    return warn_on if is_counted_back else max(warn_on, start_on)


def _counted(
    rule: Rule, start: date | datetime, calendar: BankHolidays, holds: Sequence[Hold]
) -> tuple[Counted, datetime | None]:
    length = _length_of(rule)
    if length.unit is not Unit.HOUR:
        return count(length, day_of(start), calendar, holds), None
    if not isinstance(start, datetime):
        raise InstantNeeded(f"{rule.id} counts hours, so it starts at an instant and not on {start}")
    start_on, due_at = day_of(start), count_hours(length.n, start, calendar, holds)
    return Counted(start_on, day_of(due_at)), due_at


def _length_of(rule: Rule) -> Length:
    if rule.length is None:
        raise NoLength(f"the sources give no length for {rule.id}: {rule.note or rule.title}")
    return rule.length


def _accepted_until(rule: Rule, due_on: date, calendar: BankHolidays) -> date:
    return due_on if rule.grace is Grace.NONE else calendar.working_day_on_or_after(due_on)
