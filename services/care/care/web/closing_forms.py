"""Closing a bed or a house from a day on, and opening it again."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from care.commands import closing
from care.queries.board import bed_in_its_house, unit
from care.storage import UnitOfWork
from care.web import paths
from care.web.edge import AnyDesk, Desk
from care.web.sending import send
from care.web.stay_changes import OneDayView
from contracts.ids import BedspaceId, PremisesId
from plumbing.form_words import Words
from plumbing.forms import Filled, Form, date_boxes
from plumbing.pages import form_page

router = APIRouter()


class DayForm(Form):
    on: Annotated[date, Words("Enter the day", name="The day")]


@dataclass(frozen=True)
class Asked:
    """What is closed or opened: a bed or a house, by its code, and the house to go back to."""

    kind: str
    code: str
    back: str


@dataclass(frozen=True)
class Wording:
    """What is asked, and what the day means."""

    title: str
    button: str
    label: str
    text: tuple[str, ...]


CLOSING = Wording(
    "Close {kind} {code}",
    "Close it",
    "What is the last day of use?",
    (
        "The last day of use can be at most 7 days back and 3 months ahead.",
        "Nobody may have a bed, and none may be out of use or being prepared, after that day.",
    ),
)
REOPENING = Wording(
    "Open {kind} {code} again",
    "Open it again",
    "What is the first day of use?",
    (
        "It can be at most 14 days back or ahead, and not before the day it closed.",
        "The days on which it was closed stay on record.",
    ),
)


@dataclass(frozen=True)
class Act:
    """Closing or opening again, of a bed or of a house."""

    wording: Wording
    asked: Callable[[UnitOfWork, UUID, date], Awaitable[Asked]]
    record: Callable[..., Awaitable[object]]


async def _bed(uow: UnitOfWork, bedspace_id: UUID, _today: date) -> Asked:
    premises, bed = await bed_in_its_house(uow, BedspaceId(bedspace_id))
    return Asked("bed", bed.code, paths.unit(premises.id))


async def _house(uow: UnitOfWork, premises_id: UUID, today: date) -> Asked:
    house = await unit(uow, PremisesId(premises_id), today=today)
    return Asked("house", house.code, paths.unit(house.id))


async def _day_page(request: Request, desk: Desk, act: Act, what: UUID, filled: Filled[Any]) -> Response:
    async with desk.work() as uow:
        asked = await act.asked(uow, what, desk.today)
    wording = act.wording
    view = OneDayView(
        title=wording.title.format(kind=asked.kind, code=asked.code),
        button=wording.button,
        caption="Board",
        back=asked.back,
        filled=filled,
        field="on",
        label=wording.label,
        text=wording.text,
    )
    return form_page(request, "one_day.html", view)


def _offer(path: str, act: Act) -> None:
    """The parameter is called what every other page of a bed or a house calls it."""
    name = "bedspace_id" if "{bedspace_id}" in path else "premises_id"

    async def ask(request: Request, desk: AnyDesk, what: Annotated[UUID, Path(alias=name)]) -> Response:
        return await _day_page(request, desk, act, what, Filled.showing(**date_boxes("on", desk.today)))

    async def close_or_open(
        request: Request, desk: AnyDesk, what: Annotated[UUID, Path(alias=name)]
    ) -> Response:
        async def record(uow: UnitOfWork, form: DayForm) -> str:
            await act.record(uow, what, form.on, actor=desk.actor, rules=desk.rules, at=desk.at)
            return (await act.asked(uow, what, desk.today)).back

        again = partial(_day_page, request, desk, act, what)
        return await send(request, desk, DayForm, record, again, field="on")

    router.get(path)(ask)
    router.post(path)(close_or_open)


_offer("/beds/{bedspace_id}/close", Act(CLOSING, _bed, closing.close_bed))
_offer("/beds/{bedspace_id}/reopen", Act(REOPENING, _bed, closing.reopen_bed))
_offer("/units/{premises_id}/close", Act(CLOSING, _house, closing.close_premises))
_offer("/units/{premises_id}/reopen", Act(REOPENING, _house, closing.reopen_premises))
