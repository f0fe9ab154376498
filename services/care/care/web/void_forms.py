"""Taking a bed out of use, changing when, and taking that back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.commands import voids
from care.commands.voids import NewVoid, VoidDays
from care.domain.beds import VoidId
from care.domain.refusals import Code, Refused
from care.queries.beds import void_with_bed
from care.queries.board import bed_in_its_house
from care.storage import UnitOfWork
from care.web import paths, words
from care.web.edge import AnyDesk, Desk
from care.web.sending import refused_at, send
from contracts.ids import BedspaceId
from plumbing.form_words import Words
from plumbing.forms import PAGE, Filled, Form, date_boxes
from plumbing.govuk.parts import Option
from plumbing.identifiers import new_id
from plumbing.pages import form_page, see_other

router = APIRouter()

KINDS = (
    Option("no", "No, it is planned"),
    Option("yes", "Yes", hint="Whoever is in the bed or expected has to be placed elsewhere"),
)


class VoidForm(Form):
    starts_on: Annotated[date, Words("Enter the first day out of use", name="First day out of use")]
    ends_on: Annotated[date, Words("Enter the last day out of use", name="Last day out of use")]
    reason: Annotated[str, Words("Select why it cannot be used")]
    is_emergency: Annotated[Literal["yes", "no"], Words("Select whether this is an emergency")] = "no"


@dataclass(frozen=True, kw_only=True)
class VoidView:
    title: str
    button: str
    bed: str
    back: str
    filled: Filled[VoidForm]
    reasons: Sequence[Option]
    kinds: Sequence[Option] = ()
    cancel: str = ""


FIELD_OF = {
    Code.VOID_END_BEFORE_START: "ends_on",
    Code.VOID_AFTER_BED_END: "ends_on",
    Code.UNKNOWN_REASON: "reason",
    Code.FORBIDDEN: PAGE,
    Code.VOID_CANCELLED: PAGE,
}


@router.get("/beds/{bedspace_id}/void")
async def ask_void(request: Request, desk: AnyDesk, bedspace_id: BedspaceId) -> Response:
    filled: Filled[VoidForm] = Filled.showing(**date_boxes("starts_on", desk.today), is_emergency="no")
    return await _void_page(request, desk, bedspace_id, filled)


@router.post("/beds/{bedspace_id}/void")
async def take_out_of_use(request: Request, desk: AnyDesk, bedspace_id: BedspaceId) -> Response:
    async def record(uow: UnitOfWork, form: VoidForm) -> str:
        days = form.model_dump() | {"is_emergency": form.is_emergency == "yes"}
        wanted = NewVoid(void_id=VoidId(new_id()), bedspace_id=bedspace_id, **days)
        await voids.make_void(uow, wanted, actor=desk.actor, rules=desk.rules, at=desk.at)
        premises, _ = await bed_in_its_house(uow, bedspace_id)
        return paths.unit(premises.id)

    again = partial(_void_page, request, desk, bedspace_id)
    return await send(request, desk, VoidForm, record, again, field="starts_on", field_of=FIELD_OF)


async def _void_page(
    request: Request, desk: Desk, bedspace_id: BedspaceId, filled: Filled[VoidForm]
) -> Response:
    async with desk.work() as uow:
        premises, bed = await bed_in_its_house(uow, bedspace_id)
    decides = desk.actor.is_prime or desk.actor.is_manager
    view = VoidView(
        title="Take a bed out of use",
        button="Take it out of use",
        bed=bed.code,
        back=paths.unit(premises.id),
        filled=filled,
        reasons=words.options(desk.rules.lists.void_reasons),
        kinds=KINDS if decides else (),
    )
    return form_page(request, "void.html", view)


@router.get("/voids/{void_id}")
async def ask_change(request: Request, desk: AnyDesk, void_id: VoidId) -> Response:
    async with desk.work() as uow:
        void, _ = await void_with_bed(uow, void_id)
    days = date_boxes("starts_on", void.starts_on) | date_boxes("ends_on", void.ends_on)
    filled: Filled[VoidForm] = Filled.showing(**days, reason=void.reason)
    return await _change_page(request, desk, void_id, filled)


@router.post("/voids/{void_id}")
async def change(request: Request, desk: AnyDesk, void_id: VoidId) -> Response:
    async def record(uow: UnitOfWork, form: VoidForm) -> str:
        days = VoidDays(**form.model_dump(exclude={"is_emergency"}))
        await voids.change_void(uow, void_id, days, actor=desk.actor, rules=desk.rules, at=desk.at)
        _, bed = await void_with_bed(uow, void_id)
        return paths.unit(bed.premises_id)

    again = partial(_change_page, request, desk, void_id)
    return await send(request, desk, VoidForm, record, again, field="starts_on", field_of=FIELD_OF)


@router.post("/voids/{void_id}/cancel")
async def cancel(request: Request, desk: AnyDesk, void_id: VoidId) -> Response:
    try:
        async with desk.work() as uow:
            await voids.cancel_void(uow, void_id, actor=desk.actor, at=desk.at)
            _, bed = await void_with_bed(uow, void_id)
    except Refused as refused:
        return await _change_page(request, desk, void_id, refused_at(Filled(), refused))
    return see_other(paths.unit(bed.premises_id))


async def _change_page(request: Request, desk: Desk, void_id: VoidId, filled: Filled[VoidForm]) -> Response:
    async with desk.work() as uow:
        _, bed = await void_with_bed(uow, void_id)
    view = VoidView(
        title="When the bed is out of use",
        button="Change this",
        bed=bed.code,
        back=paths.unit(bed.premises_id),
        filled=filled,
        reasons=words.options(desk.rules.lists.void_reasons),
        cancel=paths.void(void_id, "cancel"),
    )
    return form_page(request, "void.html", view)
