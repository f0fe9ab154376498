"""Changing a stay that is agreed or lived: longer, shorter, too long, prepared for longer, or never begun."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.commands import changing, not_coming
from care.commands.changing import Overstay
from care.domain.refusals import Code, Refused
from care.storage import UnitOfWork
from care.web import paths
from care.web.edge import AnyDesk, Desk
from care.web.life.acts import YES_NO
from care.web.sending import refused_at, send
from care.web.stay_forms import FIELD_OF
from care.web.stay_page import Asking, ask_about, shown
from contracts.ids import PlacementId
from plumbing.form_words import Words
from plumbing.forms import Filled, Form, MaxLen, date_boxes, fill
from plumbing.pages import form_page, see_other

router = APIRouter(prefix="/placements/{placement_id}")


class ExtensionForm(Form):
    departure_on: Annotated[date, Words("Enter the new last day of the stay", name="Last day of the stay")]


class OverstayForm(Form):
    departure_on: Annotated[
        date, Words("Enter when they are now expected to leave", name="Expected departure")
    ]
    is_authorised: Annotated[Literal["yes", "no"], Words("Select whether somebody has authorised it")]
    reason: Annotated[str, MaxLen(500), Words("Enter why they are still here", name="Why")] = ""

    def as_overstay(self) -> Overstay:
        return Overstay(
            departure_on=self.departure_on, is_authorised=self.is_authorised == "yes", reason=self.reason
        )


class TurnaroundForm(Form):
    turnaround_days: Annotated[
        int, Words("Enter how long the bed takes to prepare", name="Working days", example="2")
    ]


@dataclass(frozen=True)
class OneDayView:
    """A form that asks for one day, and says what the day means."""

    title: str
    button: str
    caption: str
    back: str
    filled: Filled[Any]
    field: str
    label: str
    hint: str | None = None
    text: Sequence[str] = ()


OVERSTAY = Asking(
    template="overstay.html",
    title="They are still here after they were to leave",
    button="Record this",
    options=YES_NO,
)
TURNAROUND = Asking(template="turnaround.html", title="Preparing the bed", button="Save")
NO_SHOW = Asking(template="not_come.html", title="They did not come", button="Record that they did not come")


@router.get("/extend")
async def ask_extension(request: Request, desk: AnyDesk, placement_id: PlacementId) -> Response:
    found = await shown(desk, placement_id)
    return await _extension_page(
        request, desk, placement_id, Filled.showing(**date_boxes("departure_on", found.departure_on))
    )


@router.post("/extend")
async def extend(request: Request, desk: AnyDesk, placement_id: PlacementId) -> Response:
    async def record(uow: UnitOfWork, form: ExtensionForm) -> str:
        until = form.departure_on
        await changing.extend(uow, placement_id, until, actor=desk.actor, rules=desk.rules, at=desk.at)
        return paths.placement(placement_id)

    again = partial(_extension_page, request, desk, placement_id)
    return await send(request, desk, ExtensionForm, record, again, field="departure_on", field_of=FIELD_OF)


async def _extension_page(
    request: Request, desk: Desk, placement_id: PlacementId, filled: Filled[Any]
) -> Response:
    view = OneDayView(
        title="Make the stay longer or shorter",
        button="Change the stay",
        caption=f"Bed {(await shown(desk, placement_id)).bed_code}",
        back=paths.placement(placement_id),
        filled=filled,
        field="departure_on",
        label="What is the new last day of the stay?",
        text=("The day it ended before is kept with the new one.",),
    )
    return form_page(request, "one_day.html", view)


@router.get("/overstay")
async def ask_overstay(request: Request, desk: AnyDesk, placement_id: PlacementId) -> Response:
    return await ask_about(request, desk, placement_id, OVERSTAY, Filled())


@router.post("/overstay")
async def overstay(request: Request, desk: AnyDesk, placement_id: PlacementId) -> Response:
    filled = await fill(OverstayForm, request)
    if filled.form is None:
        return await ask_about(request, desk, placement_id, OVERSTAY, filled)
    what = filled.form.as_overstay()
    try:
        async with desk.work() as uow:
            refused = await changing.overstay(
                uow, placement_id, what, actor=desk.actor, rules=desk.rules, at=desk.at
            )
    except Refused as raised:
        refused = raised
    if refused is not None:
        field = "reason" if refused.code is Code.REASON_REQUIRED else "departure_on"
        return await ask_about(request, desk, placement_id, OVERSTAY, refused_at(filled, refused, field))
    return see_other(paths.placement(placement_id))


@router.get("/turnaround")
async def ask_turnaround(request: Request, desk: AnyDesk, placement_id: PlacementId) -> Response:
    found = await shown(desk, placement_id)
    filled: Filled[TurnaroundForm] = Filled.showing(turnaround_days=str(found.turnaround_days))
    return await ask_about(request, desk, placement_id, TURNAROUND, filled)


@router.post("/turnaround")
async def set_turnaround(request: Request, desk: AnyDesk, placement_id: PlacementId) -> Response:
    async def record(uow: UnitOfWork, form: TurnaroundForm) -> str:
        days = form.turnaround_days
        await changing.set_turnaround(uow, placement_id, days, actor=desk.actor, rules=desk.rules, at=desk.at)
        return paths.placement(placement_id)

    again = partial(ask_about, request, desk, placement_id, TURNAROUND)
    return await send(request, desk, TurnaroundForm, record, again, field="turnaround_days")


@router.get("/no-show")
async def ask_no_show(request: Request, desk: AnyDesk, placement_id: PlacementId) -> Response:
    return await ask_about(request, desk, placement_id, NO_SHOW, Filled())


@router.post("/no-show")
async def no_show(request: Request, desk: AnyDesk, placement_id: PlacementId) -> Response:
    try:
        async with desk.work() as uow:
            await not_coming.no_show(uow, placement_id, actor=desk.actor, rules=desk.rules, at=desk.at)
    except Refused as refused:
        return await ask_about(request, desk, placement_id, NO_SHOW, refused_at(Filled(), refused))
    return see_other(paths.placement(placement_id))
