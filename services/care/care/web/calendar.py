"""Beds against the days of the coming weeks: to look at, and to read as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from care.domain.board import BedOutlook, Run, Use
from care.domain.capacity import Capacity
from care.queries.board import SIX_WEEKS, Unit
from care.web import paths, words
from plumbing.govuk.dates import day, weekday
from plumbing.govuk.parts import Status

SATURDAY = 5
WIDE_ENOUGH_TO_PRESS = 2  # days; the placement is in the list below too
LEADS_TO_ITS_PLACEMENT = frozenset({Use.BOOKED, Use.LIVED_IN})


@dataclass(frozen=True)
class Cell:
    """Days in a row in the calendar: as wide as it is long, saying what it is."""

    days: int
    use: Use
    text: str
    short: str
    href: str = ""


@dataclass(frozen=True)
class BedLine:
    id: UUID
    code: str
    status: Status
    features: str
    cells: Sequence[Cell]
    is_closed: bool


@dataclass(frozen=True)
class Week:
    label: str
    days: int
    has_room: bool


@dataclass(frozen=True)
class DayHead:
    number: int
    text: str
    is_weekend: bool
    is_today: bool


@dataclass(frozen=True)
class Left:
    """Days in a row on which as many beds are left."""

    days: int
    number: int
    is_overbooked: bool
    text: str


@dataclass(frozen=True)
class Calendar:
    weeks: Sequence[Week]
    days: Sequence[DayHead]
    beds: Sequence[BedLine]
    left: Sequence[Left]


def calendar_of(house: Unit, today: date) -> Calendar:
    days = [today + timedelta(days=n) for n in range(SIX_WEEKS)]
    starts = [each for each in days if each == today or each.weekday() == 0]
    ends = [*starts[1:], today + timedelta(days=SIX_WEEKS)]
    return Calendar(
        weeks=[_week(start, end) for start, end in zip(starts, ends, strict=True)],
        days=[_head(each, today) for each in days],
        beds=[_bed_line(each) for each in house.beds],
        left=list(_left(house)),
    )


def _week(start: date, end: date) -> Week:
    label = f"{start.day} {start:%b}"
    days = (end - start).days
    return Week(label, days, _has_room(label, days))


def _head(on: date, today: date) -> DayHead:
    return DayHead(on.day, weekday(on), on.weekday() >= SATURDAY, on == today)


def _bed_line(bed: BedOutlook) -> BedLine:
    is_free = bed.use is Use.FREE
    features = ", ".join(words.word_for(code) for code in bed.bedspace.features)
    return BedLine(
        id=bed.bedspace.id,
        code=bed.bedspace.code,
        status=Status(words.USES[bed.use], "available" if is_free else "done"),
        features=features,
        cells=[_cell(run) for run in bed.runs],
        is_closed=bed.bedspace.in_service_to is not None,
    )


def _cell(run: Run) -> Cell:
    name = words.USES[run.use]
    leads = run.use in LEADS_TO_ITS_PLACEMENT and run.days >= WIDE_ENOUGH_TO_PRESS
    return Cell(
        days=run.days,
        use=run.use,
        text=f"{name} {_span(run.first, run.last)}",
        short=name if _has_room(name, run.days) else "",
        href=paths.placement(run.placement_id) if leads and run.placement_id else "",
    )


def _left(house: Unit) -> list[Left]:
    """What is left of the beds that can be used; fewer than none says that a house is over-booked."""
    found = []
    for (number, overbooked), group in groupby(house.capacities, key=_left_on):
        days = list(group)
        span = _span(days[0].day, days[-1].day)
        said = "over-booked" if overbooked else f"{max(number, 0)} not booked"
        found.append(Left(len(days), number, overbooked, f"{said.capitalize()} {span}"))
    return found


def _left_on(capacity: Capacity) -> tuple[int, bool]:
    return capacity.available - capacity.booked, capacity.is_overbooked


def _span(first: date, last: date) -> str:
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def _has_room(text: str, days: int) -> bool:
    """A day is about two letters wide."""
    return days * 2 >= len(text) + 2
