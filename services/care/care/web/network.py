"""The network for the prime: what nobody met, what houses decline, room by region, moves asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.domain.network import RegionRoom, Unmet, per_day, per_feature, per_region
from care.domain.tasks import TaskKind
from care.queries.history import OpenTask, open_tasks
from care.queries.network import (
    DAYS_OF_NEED,
    HouseDeclines,
    MoveAsked,
    declines,
    declines_since,
    open_moves,
    rooms,
    unmet,
    week_until,
)
from care.web import paths, words
from care.web.edge import PrimesDesk
from care.web.network_words import FAULTS
from care.web.network_words import MOVES as MOVE_STATES
from clocks.days import days_from
from plumbing.govuk.dates import day
from plumbing.govuk.parts import Column, Status
from plumbing.pages import page

router = APIRouter()
# Where a region stands on a map of squares: column and row from the north-west.
SQUARES = {
    "north-east": (2, 0),
    "north-west": (1, 1),
    "yorkshire-and-the-humber": (2, 1),
    "wales": (0, 2),
    "west-midlands": (1, 2),
    "east-midlands": (2, 2),
    "east-of-england": (3, 2),
    "south-west": (1, 3),
    "south-east": (2, 3),
    "london": (3, 3),
}


@dataclass(frozen=True)
class Counted:
    name: str
    count: int


@dataclass(frozen=True)
class RegionLine:
    name: str
    href: str
    room: RegionRoom
    status: Status
    column: int
    row: int


@dataclass(frozen=True)
class DeclineLine:
    house: str
    href: str
    provider: str
    reason: str
    count: int


@dataclass(frozen=True)
class PersonLine:
    reference: str
    href: str
    words: str
    on: str


@dataclass(frozen=True)
class MoveLine:
    reference: str
    href: str
    provider: str
    reason: str
    regions: str
    asked: str
    status: Status


@dataclass(frozen=True, kw_only=True)
class NeedsView:
    """Needs of the last days; `most_on_a_day` gives the bars their length."""

    unmet_now: int
    days: Sequence[Counted]
    most_on_a_day: int
    by_region: Sequence[Counted]
    by_feature: Sequence[Counted]


@dataclass(frozen=True, kw_only=True)
class NetworkView:
    needs: NeedsView
    regions: Sequence[RegionLine]
    declines: Sequence[DeclineLine]
    raised: Sequence[PersonLine]
    moves: Sequence[MoveLine]
    declines_before_raising: int
    room_columns: Sequence[Column] = (
        Column("Region"),
        Column("Beds", numeric=True),
        Column("Free", numeric=True),
        Column("Out of use", numeric=True),
        Column("People waiting", numeric=True),
        Column("Status"),
    )
    day_columns: Sequence[Column] = (Column("Day"), Column("Without a bed at its end", numeric=True))
    region_columns: Sequence[Column] = (Column("Region"), Column("Nights without a bed", numeric=True))
    feature_columns: Sequence[Column] = (Column("Needed"), Column("Nights without a bed", numeric=True))
    decline_columns: Sequence[Column] = (Column("House"), Column("Reason"), Column("Times", numeric=True))
    move_columns: Sequence[Column] = (Column("Person"), Column("Why"), Column("Where to"), Column("Status"))


@router.get(paths.NETWORK)
async def show_network(request: Request, desk: PrimesDesk) -> Response:
    week = week_until(desk.today)
    async with desk.work() as uow:
        needs = await unmet(uow, week, now=desk.at)
        declined = await declines(uow, since=declines_since(desk.today))
        found = await rooms(uow, [each.code for each in desk.rules.lists.regions], today=desk.today)
        raised = await open_tasks(uow, [TaskKind.NETWORK_MANAGER])
        moves = await open_moves(uow)
    view = NetworkView(
        needs=_needs(needs, list(islice(days_from(week.first), DAYS_OF_NEED))),
        regions=[_region(each) for each in found],
        declines=[_decline(each) for each in declined],
        raised=[_raised(each) for each in raised],
        moves=[_move(each) for each in moves],
        declines_before_raising=desk.rules.number("declines_before_raising"),
    )
    return page(request, "network.html", view)


def _needs(needs: Sequence[Unmet], days: Sequence[date]) -> NeedsView:
    counted = per_day(needs, days)
    return NeedsView(
        unmet_now=counted[days[-1]],
        days=[Counted(day(each), counted[each]) for each in reversed(days)],
        most_on_a_day=max(counted.values()),
        by_region=[Counted(words.region(code), count) for code, count in per_region(needs)],
        by_feature=[Counted(words.word_for(code), count) for code, count in per_feature(needs)],
    )


def _region(each: RegionRoom) -> RegionLine:
    column, row = SQUARES[each.region]
    href = f"{paths.BOARD}?region={each.region}"
    return RegionLine(words.region(each.region), href, each, _status(each), column, row)


def _status(each: RegionRoom) -> Status:
    if each.is_short:
        return Status("More wait than are free", "overdue")
    return Status("Has room", "available") if each.free else Status("Full", "done")


def _decline(each: HouseDeclines) -> DeclineLine:
    reason = words.word_for(each.reason)
    return DeclineLine(each.code, paths.unit(each.premises_id), each.provider_name, reason, each.count)


def _raised(each: OpenTask) -> PersonLine:
    href = paths.person(each.support_case_id, "place")
    said = f"Last declined by the house of bed {each.bed_code}"
    return PersonLine(each.reference or "", href, said, day(each.raised_at))


def _move(each: MoveAsked) -> MoveLine:
    return MoveLine(
        reference=each.reference,
        href=paths.person(each.support_case_id, "moves"),
        provider=each.provider_name,
        reason=FAULTS[each.reason],
        regions=", ".join(words.region(code) for code in each.regions),
        asked=day(each.asked_at),
        status=MOVE_STATES[each.state],
    )
