"""Leaders publish calendars of bank holidays, and see first which dates would move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response
from yaml import YAMLError

from clocks import BankHolidays, nation_in_words, read_calendar
from decision.publishing.calendars import (
    CalendarForgetsDays,
    CalendarPublishedBefore,
    Preview,
    preview_calendar,
    publish_calendar,
)
from decision.storage.recounts import PublishedCalendar
from decision.web import paths
from decision.web.edge import CaseWork, Leader
from decision.web.recount_words import MOVES, MoveLine, move_lines, recount_in_words
from decision.web.team import parts_of_team
from plumbing.clock import utcnow
from plumbing.form_words import Words
from plumbing.forms import AS_TYPED, Filled, Form, MaxLen, fill
from plumbing.govuk.dates import day
from plumbing.govuk.parts import Column, Link
from plumbing.pages import page, see_other

router = APIRouter(prefix=paths.CALENDARS)

MOST_CHARACTERS = 50_000
UNREADABLE = "The calendar must name a nation, a version, the days it covers and its holidays"
REFUSED: Mapping[type[Exception], str] = {
    CalendarPublishedBefore: "This version has been published before. A correction needs a new version",
    CalendarForgetsDays: "The calendar must cover every day that the one in force covers",
}


class CalendarForm(Form):
    calendar: Annotated[
        str,
        AS_TYPED,
        MaxLen(MOST_CHARACTERS),
        Words("Paste the calendar as a file in YAML or JSON", name="The calendar"),
    ]


@dataclass(frozen=True)
class VersionLine:
    nation: str
    version: str
    covers: str
    published: PublishedCalendar
    state: str


COLUMNS = [Column(title) for title in ("Nation", "Version", "Covers", "Open clocks")]


@dataclass(frozen=True)
class CalendarsPage:
    filled: Filled[CalendarForm]
    versions: Sequence[VersionLine]
    parts: Sequence[Link]
    columns: Sequence[Column] = tuple(COLUMNS)
    most: int = MOST_CHARACTERS


@dataclass(frozen=True)
class PreviewPage:
    title: str
    preview: Preview
    moves: Sequence[MoveLine]
    text: str
    columns: Sequence[Column] = MOVES


@router.get("")
async def calendars(request: Request, _: Leader, work: CaseWork) -> Response:
    return await _calendars_page(request, work, Filled[CalendarForm]())


@router.post("/preview")
async def preview(request: Request, _: Leader, work: CaseWork) -> Response:
    filled = await fill(CalendarForm, request)
    holidays = read_holidays(filled.form.calendar) if filled.form else None
    if filled.form is None or holidays is None:
        return await _calendars_page(request, work, _faulty(filled), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        async with work() as uow:
            found = await preview_calendar(uow, holidays)
    except (CalendarPublishedBefore, CalendarForgetsDays) as refusal:
        told = filled.refused("calendar", REFUSED[type(refusal)], code="refused")
        return await _calendars_page(request, work, told, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return page(request, "calendars/preview.html", _preview_page(found, filled.form.calendar))


@router.post("")
async def publish(request: Request, user: Leader, work: CaseWork) -> Response:
    filled = await fill(CalendarForm, request)
    holidays = read_holidays(filled.form.calendar) if filled.form else None
    if holidays is None:
        return await _calendars_page(request, work, _faulty(filled), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    async with work() as uow:
        await publish_calendar(uow, holidays, by=user.id, at=utcnow())
    return see_other(paths.CALENDARS)


async def _calendars_page(
    request: Request, work: CaseWork, filled: Filled[CalendarForm], *, status: int = HTTPStatus.OK
) -> Response:
    async with work() as uow:
        versions = [_line(each) for each in await uow.recounts.published()]
    return page(
        request,
        "calendars/versions.html",
        CalendarsPage(filled, versions, parts_of_team(paths.CALENDARS)),
        status=status,
    )


def read_holidays(text: str) -> BankHolidays | None:
    try:
        return read_calendar(text)
    except (ValueError, YAMLError):
        return None


def _faulty(filled: Filled[CalendarForm]) -> Filled[CalendarForm]:
    if filled.errors:
        return filled
    return filled.refused("calendar", UNREADABLE, code="unreadable")


def _line(published: PublishedCalendar) -> VersionLine:
    return VersionLine(
        nation=nation_in_words(published.nation),  # type: ignore[arg-type]  # the database allows no other
        version=published.version,
        covers=f"{day(published.known_from)} to {day(published.known_until)}",
        published=published,
        state=_state(published),
    )


def _state(published: PublishedCalendar) -> str:
    if not published.is_recounted:
        return "Shipped with the product"
    return recount_in_words(published.moved, published.finished_at)


def _preview_page(found: Preview, text: str) -> PreviewPage:
    nation = nation_in_words(found.holidays.nation)
    return PreviewPage(
        f"What calendar {found.holidays.version} for {nation} moves", found, move_lines(found.moves), text
    )
