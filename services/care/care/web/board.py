"""The board: houses by region, each house's beds, and the coming six weeks. Never where a house stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from care.domain.board import BedOutlook, Use
from care.queries.board import SIX_WEEKS, Unit, board, by_region
from care.queries.history import open_tasks
from care.queries.stays import movements
from care.web import paths, words
from care.web.calendar import Calendar, calendar_of
from care.web.edge import AnyDesk
from care.web.movements import MoveLine, arrival_line, departure_line
from care.web.tasks import TaskLine, kinds_of, task_line
from clocks.days import ONE_DAY
from plumbing.govuk.dates import day
from plumbing.govuk.parts import Link, Status
from plumbing.pages import page

router = APIRouter()

WEEK = timedelta(days=6)


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
    overbooked: str
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
    out_of_use: int
    houses: int
    today: date
    tasks: Sequence[TaskLine]
    arrivals: Sequence[MoveLine]
    departures: Sequence[MoveLine]


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
        arrivals, departures = await movements(uow, desk.today + WEEK)
        tasks = await open_tasks(uow, kinds_of(desk))
    shown = [each for each in units if region in ("", each.region)]
    view = BoardView(
        regions=[_region(code, houses, desk.is_prime) for code, houses in by_region(shown).items()],
        links=_region_links(units, paths.BOARD, region),
        free=sum(each.free for each in shown),
        beds=sum(len(each.in_service) for each in shown),
        out_of_use=sum(bed.use is Use.OUT_OF_USE for each in shown for bed in each.beds),
        houses=len(shown),
        today=desk.today,
        tasks=[task_line(each, desk.at) for each in tasks],
        arrivals=[arrival_line(each, desk.today) for each in arrivals if region in ("", each.region)],
        departures=[departure_line(each, desk.today) for each in departures if region in ("", each.region)],
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
        overbooked=overbooked_from(house),
        next_free=f"Next free {day(house.next_free_on)}" if not house.free and house.next_free_on else "",
        beds=[_square(bed) for bed in house.beds],
    )


def _square(bed: BedOutlook) -> Square:
    return Square(bed.bedspace.code.rpartition("-")[2], bed.use, words.USES[bed.use])


def status_of(house: Unit) -> Status:
    if house.closed_on is not None:
        return Status(f"Closed from {day(house.closed_on + ONE_DAY)}", "done")
    return Status(f"{house.free} free", "available") if house.free else Status("Full", "done")


def overbooked_from(house: Unit) -> str:
    """CA-2: more people than usable beds, or more who need something than beds that have it."""
    days = house.overbooked
    if not days:
        return ""
    features = sorted({words.word_for(code).lower() for each in days for code in each.overbooked_features})
    needed = f" for {', '.join(features)}" if features else ""
    return f"Over-booked from {day(days[0].day)}{needed}"


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
