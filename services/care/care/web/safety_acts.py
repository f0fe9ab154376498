"""What is recorded of somebody in a place of safety: referred, longer there, in support now, the end."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from care.commands import safety_stays
from care.commands.lives import By
from care.domain.safety_stay import End
from care.queries.safety_stays import one_in_safety
from care.storage import UnitOfWork
from care.web import paths
from care.web.edge import AnyDesk, Desk
from care.web.places_of_safety import ONE, behind_the_setting
from care.web.safety_words import ENDS
from care.web.sending import send
from contracts.ids import PlacementId
from plumbing.form_words import Words
from plumbing.forms import NOT_BEFORE_TODAY, Filled, Form, MaxLen, date_boxes
from plumbing.govuk.parts import Option
from plumbing.identifiers import new_id
from plumbing.pages import page

router = APIRouter(prefix=paths.PLACES_OF_SAFETY, dependencies=[Depends(behind_the_setting)])


class UntilForm(Form):
    until: Annotated[date, NOT_BEFORE_TODAY, Words("Enter the last day", name="Last day")]


class ReferForm(Form):
    reference: Annotated[str, MaxLen(40), Words("Enter the reference of the referral", name="Reference")]


class EndForm(Form):
    how: Annotated[End, Words("Select what happens")]


@dataclass(frozen=True, kw_only=True)
class UntilView:
    title: str
    text: Sequence[str]
    button: str
    back: str
    filled: Filled[UntilForm]
    caption: str = ""
    field: str = "until"
    label: str = "Until which day?"
    hint: str = ""


@dataclass(frozen=True)
class AskView:
    filled: Filled[ReferForm] | Filled[EndForm]
    back: str
    ends: Sequence[Option] = ()


Keep = Callable[[UnitOfWork, UUID, date, By], Awaitable[None]]


async def _go_on(uow: UnitOfWork, stay_id: UUID, until: date, by: By) -> None:
    await safety_stays.go_on_in_support(uow, stay_id, PlacementId(new_id()), until, by)


@router.get(f"{ONE}/longer")
async def ask_longer(request: Request, desk: AnyDesk, stay_id: UUID) -> Response:
    return await _longer_page(request, desk, stay_id, _suggested(desk, days=1))


@router.post(f"{ONE}/longer")
async def keep_longer(request: Request, desk: AnyDesk, stay_id: UUID) -> Response:
    again = partial(_longer_page, request, desk, stay_id)
    return await _send_until(request, desk, stay_id, safety_stays.keep_longer, again)


@router.get(f"{ONE}/go-on")
async def ask_go_on(request: Request, desk: AnyDesk, stay_id: UUID) -> Response:
    usual = desk.rules.number("usual_stay_days") - 1
    return await _go_on_page(request, desk, stay_id, _suggested(desk, days=usual))


@router.post(f"{ONE}/go-on")
async def go_on(request: Request, desk: AnyDesk, stay_id: UUID) -> Response:
    return await _send_until(request, desk, stay_id, _go_on, partial(_go_on_page, request, desk, stay_id))


@router.get(f"{ONE}/refer")
async def ask_reference(request: Request, desk: AnyDesk, stay_id: UUID) -> Response:
    return await _ask(request, desk, stay_id, "safety_refer.html", Filled())


@router.post(f"{ONE}/refer")
async def say_referred(request: Request, desk: AnyDesk, stay_id: UUID) -> Response:
    async def record(uow: UnitOfWork, form: ReferForm) -> str:
        await safety_stays.say_referred(uow, stay_id, form.reference, desk.by)
        return paths.place_of_safety(stay_id)

    again = partial(_ask, request, desk, stay_id, "safety_refer.html")
    return await send(request, desk, ReferForm, record, again, field="reference")


@router.get(f"{ONE}/end")
async def ask_end(request: Request, desk: AnyDesk, stay_id: UUID) -> Response:
    return await _ask(request, desk, stay_id, "safety_end.html", Filled())


@router.post(f"{ONE}/end")
async def end(request: Request, desk: AnyDesk, stay_id: UUID) -> Response:
    async def record(uow: UnitOfWork, form: EndForm) -> str:
        await safety_stays.end_stay(uow, stay_id, form.how, desk.by)
        return paths.place_of_safety(stay_id)

    again = partial(_ask, request, desk, stay_id, "safety_end.html")
    return await send(request, desk, EndForm, record, again, field="how")


async def _send_until(
    request: Request,
    desk: Desk,
    stay_id: UUID,
    keep: Keep,
    again: Callable[[Filled[UntilForm]], Awaitable[Response]],
) -> Response:
    async def record(uow: UnitOfWork, form: UntilForm) -> str:
        await keep(uow, stay_id, form.until, desk.by)
        return paths.place_of_safety(stay_id)

    return await send(request, desk, UntilForm, record, again, field="until")


def _suggested(desk: Desk, *, days: int) -> Filled[UntilForm]:
    return Filled.showing(**date_boxes("until", desk.today + timedelta(days=days)))


async def _longer_page(request: Request, desk: Desk, stay_id: UUID, filled: Filled[UntilForm]) -> Response:
    text = "Nobody has to leave because the days to decide are over."
    return await _until_page(request, desk, stay_id, ("Keep the bed longer", text), filled)


async def _go_on_page(request: Request, desk: Desk, stay_id: UUID, filled: Filled[UntilForm]) -> Response:
    text = (
        "From today they live here as somebody in support. It takes a positive decision or an assessed"
        " emergency, and agreement to support."
    )
    return await _until_page(request, desk, stay_id, ("They stay in this bed, in support", text), filled)


async def _until_page(
    request: Request, desk: Desk, stay_id: UUID, said: tuple[str, str], filled: Filled[UntilForm]
) -> Response:
    await _must_exist(desk, stay_id)
    title, text = said
    back = paths.place_of_safety(stay_id)
    view = UntilView(title=title, text=[text], button="Record this", back=back, filled=filled)
    return page(request, "one_day.html", view, status=422 if filled.errors else 200)


async def _ask(
    request: Request, desk: Desk, stay_id: UUID, template: str, filled: Filled[ReferForm] | Filled[EndForm]
) -> Response:
    has_come = await _must_exist(desk, stay_id)
    chosen = (End.LEFT, End.MOVED_ON) if has_come else (End.NOT_COME,)
    ends = [Option(each.value, ENDS[each]) for each in chosen]
    view = AskView(filled, paths.place_of_safety(stay_id), ends)
    return page(request, template, view, status=422 if filled.errors else 200)


async def _must_exist(desk: Desk, stay_id: UUID) -> bool:
    """Whether they have come, if there is such a stay for whoever asks."""
    async with desk.work() as uow:
        return (await one_in_safety(uow, stay_id, desk.actor)).stay.arrived_on is not None
