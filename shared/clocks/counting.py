"""How days, working days, months and hours are counted. Pure; the conventions are in docs/decisions/0004."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from clocks.bank_holidays import BankHolidays
from clocks.days import ONE_DAY, days_from, first_instant_of, london_day
from clocks.months import months_after
from clocks.refusals import HoldNotCountable, LengthNotPossible, PeriodBackwards, StillOnHold

LONGEST = 36_525  # a hundred years of days


class Unit(StrEnum):
    CALENDAR_DAY = "calendar_day"
    WORKING_DAY = "working_day"
    MONTH = "month"
    HOUR = "hour"


class FirstDay(StrEnum):
    COUNTS = "inclusive"  # "30 days beginning with": the day itself is day 1
    IS_DAY_ZERO = "exclusive"  # "within 30 days of": the day after is day 1


class Roll(StrEnum):
    NONE = "none"
    NEXT_WORKING_DAY = "next-working-day"


class Direction(StrEnum):
    AFTER = "after"
    BEFORE = "before"  # "3 working days before the panel"


@dataclass(frozen=True, kw_only=True)
class Length:
    n: int
    unit: Unit
    first_day: FirstDay = FirstDay.IS_DAY_ZERO
    roll: Roll = Roll.NONE
    direction: Direction = Direction.AFTER

    def __post_init__(self) -> None:
        if not (self.first_day is FirstDay.COUNTS) <= self.n <= LONGEST:
            raise LengthNotPossible(f"a length of {self.n} cannot be counted")


@dataclass(frozen=True)
class Hold:
    """The day of holding is not counted; the day of resuming is the first day after."""

    held_on: date
    resumed_on: date | None = None

    def __post_init__(self) -> None:
        if self.resumed_on is not None and self.resumed_on < self.held_on:
            raise PeriodBackwards(f"resumed on {self.resumed_on}, before it was held on {self.held_on}")

    def covers(self, day: date) -> bool:
        return self.held_on <= day and (self.resumed_on is None or day < self.resumed_on)


@dataclass(frozen=True)
class Skipped:
    day: date
    reason: str


@dataclass(frozen=True)
class Counted:
    start_on: date
    due_on: date
    skipped: tuple[Skipped, ...] = ()


def count(length: Length, start_on: date, holidays: BankHolidays, holds: Sequence[Hold] = ()) -> Counted:
    """The last day of a length that starts on a London day."""
    holidays.check(start_on)
    if holds and length.direction is Direction.BEFORE:
        raise HoldNotCountable("a count that runs back from a date cannot be held")
    due_on, skipped = _last_day(length, start_on, holidays, holds)
    rolled_on, more = _rolled(length, due_on, holidays, holds)
    return Counted(start_on, rolled_on, (*skipped, *more))


def _last_day(
    length: Length, start_on: date, holidays: BankHolidays, holds: Sequence[Hold]
) -> tuple[date, list[Skipped]]:
    due_on, left, skipped = start_on, _days_in(length, start_on), list[Skipped]()
    days = _candidates(length, start_on)
    while left:
        due_on = next(days)
        reason = _why_skipped(due_on, length.unit, holidays, holds)
        if reason is None:
            left -= 1
        else:
            skipped.append(Skipped(due_on, reason))
    return due_on, skipped


def _candidates(length: Length, start_on: date) -> Iterator[date]:
    step = ONE_DAY if length.direction is Direction.AFTER else -ONE_DAY
    return days_from(start_on if length.first_day is FirstDay.COUNTS else start_on + step, step)


def _days_in(length: Length, start_on: date) -> int:
    """A month ends on the same day number, or on the last day of a shorter month."""
    if length.unit is not Unit.MONTH:
        return length.n
    months = length.n if length.direction is Direction.AFTER else -length.n
    return abs((months_after(start_on, months) - start_on).days)


def _why_skipped(day: date, unit: Unit, holidays: BankHolidays, holds: Sequence[Hold]) -> str | None:
    closed = holidays.why_closed(day)
    hold = next((hold for hold in holds if hold.covers(day)), None)
    if hold:
        _resumed_at(hold)
        return "on hold"
    return closed if unit is Unit.WORKING_DAY else None


def _rolled(
    length: Length, due_on: date, holidays: BankHolidays, holds: Sequence[Hold]
) -> tuple[date, list[Skipped]]:
    skipped = list[Skipped]()
    while length.roll is Roll.NEXT_WORKING_DAY:
        reason = _why_skipped(due_on, Unit.WORKING_DAY, holidays, holds)
        if reason is None:
            break
        skipped.append(Skipped(due_on, reason))
        due_on += ONE_DAY
    return due_on, skipped


def count_hours(
    hours: int, start_at: datetime, holidays: BankHolidays, holds: Sequence[Hold] = ()
) -> datetime:
    """Hours run day and night, also when the clocks change; a held London day stops them."""
    holidays.check(london_day(start_at))
    running_since, left = start_at.astimezone(UTC), timedelta(hours=hours)
    for hold in sorted(holds, key=lambda hold: hold.held_on):
        held_at = max(first_instant_of(hold.held_on), running_since)
        if held_at - running_since >= left:
            break
        left -= held_at - running_since
        running_since = max(_resumed_at(hold), held_at)
    holidays.check(london_day(running_since + left))
    return running_since + left


def _resumed_at(hold: Hold) -> datetime:
    if hold.resumed_on is None:
        raise StillOnHold(f"on hold since {hold.held_on}, so there is no due date yet")
    return first_instant_of(hold.resumed_on)
