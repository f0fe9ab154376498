"""Closing a bed or a house from a day on, and opening it again."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.commands import closing
from care.domain.refusals import Refused
from care.queries.board import bed_in_its_house, unit
from care.storage import UnitOfWork
from care.web import paths, words
from care.web.edge import AnyDesk, Desk
from care.web.stay_changes import OneDayView
from care.web.stay_forms import date_boxes
from contracts.ids import BedspaceId, PremisesId
from plumbing.form_words import Words
from plumbing.forms import Filled, Form, fill
from plumbing.govuk.dates import day
from plumbing.pages import page, see_other

router = APIRouter()

Act = Callable[[UnitOfWork, date], Awaitable[None]]


class DayForm(Form):
    on: Annotated[date, Words("Enter the day", name="The day")]


@dataclass(frozen=True)
class Asked:
    """What is closed or opened: a bed or a house, by its code, and the house to go back to."""

    kind: str
    code: str
    back: str


TO_CLOSE = (
    "The last day of use can be at most 7 days back and 3 months ahead.",
    "Nobody may have a bed, and none may be out of use or being prepared, after that day.",
)
TO_OPEN = (
    "It can be at most 14 days back or ahead, and not before the day it closed.",
    "The days on which it was closed stay on record.",
)


@router.get("/beds/{bedspace_id}/close")
async def ask_close_bed(request: Request, desk: AnyDesk, bedspace_id: BedspaceId) -> Response:
    return _close_page(request, await _bed(desk, bedspace_id), _today(desk))


@router.post("/beds/{bedspace_id}/close")
async def close_bed(request: Request, desk: AnyDesk, bedspace_id: BedspaceId) -> Response:
    async def act(uow: UnitOfWork, on: date) -> None:
        await closing.close_bed(uow, bedspace_id, on, actor=desk.actor, rules=desk.rules, at=desk.at)

    return await _done(request, desk, await _bed(desk, bedspace_id), act, _close_page)


@router.get("/beds/{bedspace_id}/reopen")
async def ask_reopen_bed(request: Request, desk: AnyDesk, bedspace_id: BedspaceId) -> Response:
    return _reopen_page(request, await _bed(desk, bedspace_id), _today(desk))


@router.post("/beds/{bedspace_id}/reopen")
async def reopen_bed(request: Request, desk: AnyDesk, bedspace_id: BedspaceId) -> Response:
    async def act(uow: UnitOfWork, on: date) -> None:
        await closing.reopen_bed(uow, bedspace_id, on, actor=desk.actor, rules=desk.rules, at=desk.at)

    return await _done(request, desk, await _bed(desk, bedspace_id), act, _reopen_page)


@router.get("/units/{premises_id}/close")
async def ask_close_house(request: Request, desk: AnyDesk, premises_id: PremisesId) -> Response:
    return _close_page(request, await _house(desk, premises_id), _today(desk))


@router.post("/units/{premises_id}/close")
async def close_house(request: Request, desk: AnyDesk, premises_id: PremisesId) -> Response:
    async def act(uow: UnitOfWork, on: date) -> None:
        await closing.close_premises(uow, premises_id, on, actor=desk.actor, rules=desk.rules, at=desk.at)

    return await _done(request, desk, await _house(desk, premises_id), act, _close_page)


@router.get("/units/{premises_id}/reopen")
async def ask_reopen_house(request: Request, desk: AnyDesk, premises_id: PremisesId) -> Response:
    return _reopen_page(request, await _house(desk, premises_id), _today(desk))


@router.post("/units/{premises_id}/reopen")
async def reopen_house(request: Request, desk: AnyDesk, premises_id: PremisesId) -> Response:
    async def act(uow: UnitOfWork, on: date) -> None:
        await closing.reopen_premises(uow, premises_id, on, actor=desk.actor, rules=desk.rules, at=desk.at)

    return await _done(request, desk, await _house(desk, premises_id), act, _reopen_page)


async def _done(
    request: Request,
    desk: Desk,
    asked: Asked,
    act: Act,
    show: Callable[[Request, Asked, Filled[Any]], Response],
) -> Response:
    filled = await fill(DayForm, request)
    if filled.form is None:
        return show(request, asked, filled)
    try:
        async with desk.work() as uow:
            await act(uow, filled.form.on)
    except Refused as refused:
        return show(request, asked, filled.refused("on", _why(refused), refused.code))
    return see_other(asked.back)


def _why(refused: Refused) -> str:
    said = words.REFUSALS[refused.code]
    return f"{said}. The first possible is {day(refused.first_possible)}" if refused.first_possible else said


def _close_page(request: Request, asked: Asked, filled: Filled[Any]) -> Response:
    view = OneDayView(
        title=f"Close {asked.kind} {asked.code}",
        button="Close it",
        caption="Board",
        back=asked.back,
        filled=filled,
        field="on",
        label="What is the last day of use?",
        text=TO_CLOSE,
    )
    return page(request, "one_day.html", view, status=422 if filled.errors else 200)


def _reopen_page(request: Request, asked: Asked, filled: Filled[Any]) -> Response:
    view = OneDayView(
        title=f"Open {asked.kind} {asked.code} again",
        button="Open it again",
        caption="Board",
        back=asked.back,
        filled=filled,
        field="on",
        label="What is the first day of use?",
        text=TO_OPEN,
    )
    return page(request, "one_day.html", view, status=422 if filled.errors else 200)


def _today(desk: Desk) -> Filled[Any]:
    return Filled.showing(**date_boxes("on", desk.today))


async def _bed(desk: Desk, bedspace_id: BedspaceId) -> Asked:
    async with desk.work() as uow:
        premises, bed = await bed_in_its_house(uow, bedspace_id)
    return Asked("bed", bed.code, paths.unit(premises.id))


async def _house(desk: Desk, premises_id: PremisesId) -> Asked:
    async with desk.work() as uow:
        house = await unit(uow, premises_id, today=desk.today)
    return Asked("house", house.code, paths.unit(premises_id))
