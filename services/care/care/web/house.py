"""A house: its six weeks, who lives there, its beds and what is done with them. Never where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.queries.beds import VoidLine, voids_in
from care.queries.board import Unit, unit
from care.queries.stays import Stay, StayList, stays_in
from care.web import columns, paths, words
from care.web.admission_words import admission_words
from care.web.board import overbooked_from, status_of
from care.web.calendar import BedLine, Calendar, calendar_of
from care.web.edge import AnyDesk, Desk
from care.web.requests import StayLine, stay_line
from contracts.ids import PremisesId
from plumbing.govuk.dates import day
from plumbing.govuk.parts import Column, Link, Row, Status
from plumbing.pages import page

router = APIRouter()


@dataclass(frozen=True)
class OutOfUse:
    bed: str
    href: str
    days: str
    reason: str
    is_emergency: bool


@dataclass(frozen=True)
class BedActs:
    """A bed and what can be done with it."""

    bed: BedLine
    acts: Sequence[Link]
    receives: str = ""


@dataclass(frozen=True, kw_only=True)
class UnitView:
    id: UUID
    code: str
    region: str
    status: Status
    overbooked: str
    rows: Sequence[Row]
    calendar: Calendar
    stays: Sequence[StayLine]
    voids: Sequence[OutOfUse]
    beds: Sequence[BedActs]
    acts: Sequence[Link]
    is_flagged: bool = False
    stay_columns: Sequence[Column] = columns.STAYS
    bed_columns: Sequence[Column] = columns.BEDS
    void_columns: Sequence[Column] = columns.VOIDS


@router.get("/units/{premises_id}")
async def show_unit(request: Request, desk: AnyDesk, premises_id: PremisesId) -> Response:
    async with desk.work() as uow:
        house = await unit(uow, premises_id, today=desk.today)
        stays = await stays_in(uow, premises_id, (StayList.STAYING, StayList.COMING))
        voids = await voids_in(uow, premises_id, since=desk.today)
        is_flagged = await uow.risks.is_flagged(premises_id)
    view = replace(_unit_view(house, stays, voids, desk), is_flagged=is_flagged)
    return page(request, "unit.html", view)


def _unit_view(house: Unit, stays: Sequence[Stay], voids: Sequence[VoidLine], desk: Desk) -> UnitView:
    calendar = calendar_of(house, desk.today)
    return UnitView(
        id=house.id,
        code=house.code,
        region=words.region(house.region),
        status=status_of(house),
        overbooked=overbooked_from(house),
        rows=_rows(house),
        calendar=calendar,
        stays=[stay_line(each, desk.at) for each in stays],
        voids=[_out_of_use(each) for each in voids],
        beds=[
            BedActs(line, _bed_acts(line), admission_words(house.features, bed.bedspace))
            for line, bed in zip(calendar.beds, house.beds, strict=True)
        ],
        acts=[_house_act(house), Link("See its address, with a reason", paths.unit(house.id, "address"))],
    )


def _rows(house: Unit) -> list[Row]:
    return [
        Row("Who may live here", words.KINDS[house.gender_policy]),
        Row("Provider", house.provider_name),
        Row("Area code", house.area),
        Row("Features", [words.word_for(code) for code in house.features] or "None recorded"),
        Row("Preparing a bed takes", f"{house.turnaround_days} working days after somebody leaves"),
    ]


def _bed_acts(bed: BedLine) -> list[Link]:
    about = f" bed {bed.code}"
    if bed.is_closed:
        return [Link("Open again", paths.bed(bed.id, "reopen"), hidden=about)]
    return [
        Link("Take out of use", paths.bed(bed.id, "void"), hidden=about),
        Link("Change hours", paths.bed(bed.id, "hours"), hidden=about),
        Link("Close", paths.bed(bed.id, "close"), hidden=about),
    ]


def _house_act(house: Unit) -> Link:
    if house.closed_on is not None:
        return Link("Open this house again", paths.unit(house.id, "reopen"))
    return Link("Close this house", paths.unit(house.id, "close"))


def _out_of_use(void: VoidLine) -> OutOfUse:
    return OutOfUse(
        bed=void.bed_code,
        href=paths.void(void.id),
        days=_span(void.starts_on, void.ends_on),
        reason=words.word_for(void.reason),
        is_emergency=void.is_emergency,
    )


def _span(first: date, last: date) -> str:
    return day(first) if first == last else f"{day(first)} to {day(last)}"
