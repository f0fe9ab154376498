"""The board: houses by region, each house's beds, and the coming six weeks. Never where a house stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from care.domain.board import BedOutlook, Run, Use
from care.queries.board import SIX_WEEKS, Unit, board, by_region, unit
from care.queries.stays import Stay, StayList, stays_in
from care.web import columns, paths, words
from care.web.edge import AnyDesk
from care.web.requests import StayLine, stay_line
from contracts.ids import PremisesId
from plumbing.govuk.dates import day
from plumbing.govuk.parts import Column, Link, Row, Status
from plumbing.pages import page

router = APIRouter()


@dataclass(frozen=True)
class Square:
    """A bed at a glance."""

    letter: str
    use: Use
    text: str


@dataclass(frozen=True, kw_only=True)
class Card:
    """A house on the board."""

    code: str
    href: str
    kind: str
    features: str
    provider: str
    status: Status
    is_full: bool
    next_free: str
    beds: Sequence[Square]


@dataclass(frozen=True)
class Region:
    name: str
    code: str
    houses: Sequence[Card]
    free: int
    beds: int


@dataclass(frozen=True)
class BoardView:
    regions: Sequence[Region]
    links: Sequence[Link]
    free: int
    beds: int
    houses: int
    today: date
    is_prime: bool


@dataclass(frozen=True)
class Cell:
    """Days in a row in the calendar: as wide as it is long, saying what it is."""

    days: int
    use: Use
    text: str
    short: str


@dataclass(frozen=True)
class BedLine:
    code: str
    status: Status
    features: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Week:
    label: str
    days: int
    has_room: bool


@dataclass(frozen=True)
class Calendar:
    weeks: Sequence[Week]
    beds: Sequence[BedLine]


@dataclass(frozen=True)
class UnitView:
    code: str
    region: str
    status: Status
    rows: Sequence[Row]
    calendar: Calendar
    stays: Sequence[StayLine]
    stay_columns: Sequence[Column] = columns.STAYS
    bed_columns: Sequence[Column] = columns.BEDS


@dataclass(frozen=True)
class HouseCalendar:
    code: str
    href: str
    kind: str
    calendar: Calendar


@dataclass(frozen=True)
class RegionCalendars:
    name: str
    houses: Sequence[HouseCalendar]


@dataclass(frozen=True)
class CalendarView:
    regions: Sequence[RegionCalendars]
    links: Sequence[Link]
    first: date
    last: date


@router.get(paths.BOARD)
async def show_board(
    request: Request, desk: AnyDesk, region: Annotated[str, Query(max_length=40)] = ""
) -> Response:
    async with desk.work() as uow:
        units = await board(uow, today=desk.today)
    shown = [each for each in units if region in ("", each.region)]
    view = BoardView(
        regions=[_region(code, houses, desk.is_prime) for code, houses in by_region(shown).items()],
        links=_region_links(units, paths.BOARD, region),
        free=sum(each.free for each in shown),
        beds=sum(len(each.in_service) for each in shown),
        houses=len(shown),
        today=desk.today,
        is_prime=desk.is_prime,
    )
    return page(request, "board.html", view)


def _region_links(units: Sequence[Unit], path: str, chosen: str) -> list[Link]:
    regions = by_region(units)
    one_by_one = [
        Link(
            f"{words.region(code)}, {sum(each.free for each in houses)} free",
            f"{path}?region={code}",
            current=code == chosen,
        )
        for code, houses in regions.items()
    ]
    return [Link("All regions", path, current=not chosen), *one_by_one] if len(regions) > 1 else []


def _region(code: str, houses: Sequence[Unit], is_prime: bool) -> Region:
    return Region(
        name=words.region(code),
        code=code,
        houses=[_card(each, is_prime) for each in houses],
        free=sum(each.free for each in houses),
        beds=sum(len(each.in_service) for each in houses),
    )


def _card(house: Unit, is_prime: bool) -> Card:
    features = ", ".join(words.word_for(code).lower() for code in house.features)
    return Card(
        code=house.code,
        href=paths.unit(house.id),
        kind=words.KINDS[house.gender_policy],
        features=features.capitalize(),
        provider=house.provider_name if is_prime else "",
        status=status_of(house),
        is_full=not house.free,
        next_free=f"Next free {day(house.next_free_on)}" if not house.free and house.next_free_on else "",
        beds=[_square(bed) for bed in house.beds],
    )


def _square(bed: BedOutlook) -> Square:
    return Square(bed.bedspace.code.rpartition("-")[2], bed.use, words.USES[bed.use])


def status_of(house: Unit) -> Status:
    return Status(f"{house.free} free", "available") if house.free else Status("Full", "done")


@router.get(f"{paths.BOARD}/calendar")
async def show_calendar(
    request: Request, desk: AnyDesk, region: Annotated[str, Query(max_length=40)] = ""
) -> Response:
    """Six weeks of every bed, one region at a time where there are several."""
    async with desk.work() as uow:
        units = await board(uow, today=desk.today)
    chosen = region or next((each.region for each in units), "")
    shown = by_region(each for each in units if each.region == chosen)
    path = f"{paths.BOARD}/calendar"
    links = [link for link in _region_links(units, path, chosen) if link.href != path]
    view = CalendarView(
        regions=[_region_calendars(code, houses, desk.today) for code, houses in shown.items()],
        links=links,
        first=desk.today,
        last=desk.today + timedelta(days=SIX_WEEKS - 1),
    )
    return page(request, "calendar.html", view)


def _region_calendars(code: str, houses: Sequence[Unit], today: date) -> RegionCalendars:
    return RegionCalendars(words.region(code), [_house_calendar(each, today) for each in houses])


def _house_calendar(house: Unit, today: date) -> HouseCalendar:
    kind = words.KINDS[house.gender_policy]
    return HouseCalendar(house.code, paths.unit(house.id), kind, calendar_of(house, today))


@router.get("/units/{premises_id}")
async def show_unit(request: Request, desk: AnyDesk, premises_id: PremisesId) -> Response:
    async with desk.work() as uow:
        house = await unit(uow, premises_id, today=desk.today)
        stays = await stays_in(uow, premises_id, (StayList.STAYING, StayList.COMING))
    return page(request, "unit.html", _unit_view(house, stays, desk))


def _unit_view(house: Unit, stays: Sequence[Stay], desk: AnyDesk) -> UnitView:
    rows = [
        Row("Who may live here", words.KINDS[house.gender_policy]),
        Row("Provider", house.provider_name),
        Row("Area code", house.area),
        Row("Features", [words.word_for(code) for code in house.features] or "None recorded"),
        Row("Preparing a bed takes", f"{house.turnaround_days} working days after somebody leaves"),
    ]
    return UnitView(
        code=house.code,
        region=words.region(house.region),
        status=status_of(house),
        rows=rows,
        calendar=calendar_of(house, desk.today),
        stays=[stay_line(each, desk.at) for each in stays],
    )


def calendar_of(house: Unit, today: date) -> Calendar:
    last = today + timedelta(days=SIX_WEEKS)
    starts = [today] + [
        today + timedelta(days=n) for n in range(1, SIX_WEEKS) if (today + timedelta(days=n)).weekday() == 0
    ]
    ends = [*starts[1:], last]
    weeks = [_week(start, end) for start, end in zip(starts, ends, strict=True)]
    return Calendar(weeks, [_bed_line(each) for each in house.beds])


def _week(start: date, end: date) -> Week:
    label = f"{start.day} {start:%b}"
    days = (end - start).days
    return Week(label, days, _has_room(label, days))


def _bed_line(bed: BedOutlook) -> BedLine:
    is_free = bed.use is Use.FREE
    features = ", ".join(words.word_for(code) for code in bed.bedspace.features)
    return BedLine(
        code=bed.bedspace.code,
        status=Status(words.USES[bed.use], "available" if is_free else "done"),
        features=features,
        cells=[_cell(run) for run in bed.runs],
    )


def _cell(run: Run) -> Cell:
    name = words.USES[run.use]
    span = day(run.first) if run.days == 1 else f"{day(run.first)} to {day(run.last)}"
    return Cell(run.days, run.use, f"{name} {span}", name if _has_room(name, run.days) else "")


def _has_room(text: str, days: int) -> bool:
    """A day is about two letters wide."""
    return days * 2 >= len(text) + 2
