"""Bank holidays of one nation, as published in one version, and the days they are known for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, get_args

from clocks.days import ONE_DAY, days_from
from clocks.refusals import CalendarHorizon, PeriodBackwards, UnknownNation

Nation = Literal["england", "wales", "scotland", "northern-ireland"]
NATIONS: tuple[Nation, ...] = get_args(Nation)
SATURDAY = 5


@dataclass(frozen=True, kw_only=True)
class BankHolidays:
    """One published calendar. Never edited: a correction is a new version."""

    nation: Nation
    version: str
    known_from: date
    known_until: date
    names: Mapping[date, str] = field(hash=False)

    @classmethod
    def of_rows(
        cls,
        rows: Iterable[tuple[date, str]],
        *,
        nation: str,
        version: str,
        known_from: date,
        known_until: date,
    ) -> "BankHolidays":
        return cls(
            nation=nation_named(nation),
            version=version,
            known_from=known_from,
            known_until=known_until,
            names=dict(rows),
        )

    def check(self, day: date) -> None:
        if not self.known_from <= day <= self.known_until:
            raise CalendarHorizon(
                f"{day} is not covered by calendar {self.version} ({self.known_from} to {self.known_until})"
            )

    def why_closed(self, day: date) -> str | None:
        """The weekend or the holiday's name; nothing on a working day."""
        self.check(day)
        return "weekend" if day.weekday() >= SATURDAY else self.names.get(day)

    def is_working_day(self, day: date) -> bool:
        return self.why_closed(day) is None

    def working_day_on_or_after(self, day: date) -> date:
        return next(filter(self.is_working_day, days_from(day)))

    def working_day_before(self, day: date) -> date:
        return next(filter(self.is_working_day, days_from(day - ONE_DAY, -ONE_DAY)))

    def working_days_between(self, after: date, until: date) -> int:
        """In (after, until]: how old something is that began on `after`."""
        return sum(map(self.is_working_day, self.days_between(after, until)))

    def days_between(self, after: date, until: date) -> Iterator[date]:
        if until < after:
            raise PeriodBackwards(f"the period ends on {until}, before it begins on {after}")
        self.check(after)
        self.check(until)
        return (after + timedelta(days=n) for n in range(1, (until - after).days + 1))


@dataclass(frozen=True)
class Calendars:
    """The calendar in force for each nation."""

    by_nation: Mapping[Nation, BankHolidays] = field(hash=False)

    @classmethod
    def of(cls, calendars: Iterable[BankHolidays]) -> "Calendars":
        return cls({calendar.nation: calendar for calendar in calendars})

    def __getitem__(self, nation: str) -> BankHolidays:
        try:
            return self.by_nation[nation_named(nation)]
        except KeyError as missing:
            raise UnknownNation(f"no calendar has been published for {nation}") from missing


def nation_in_words(nation: Nation) -> str:
    return nation.replace("-", " ").title()


def nation_named(text: str) -> Nation:
    for nation in NATIONS:
        if nation == text:
            return nation
    raise UnknownNation(f"{text!r} is not one of {', '.join(NATIONS)}")
