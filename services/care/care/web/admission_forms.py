"""Between which hours a bed can receive people."""

from dataclasses import dataclass
from datetime import time
from functools import partial

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.commands import admission
from care.domain.refusals import Code, Refused
from care.queries.board import bed_in_its_house
from care.storage import UnitOfWork
from care.web import paths
from care.web.edge import AnyDesk, Desk
from care.web.safety.times import TimeOfDayIfKnown, hour_of
from care.web.sending import send
from contracts.ids import BedspaceId
from plumbing.forms import PAGE, Filled, Form
from plumbing.pages import form_page

router = APIRouter(prefix="/beds/{bedspace_id}/hours")


class HoursForm(Form):
    """Both or neither: without them the bed receives people at any hour."""

    admits_from: TimeOfDayIfKnown = ""
    admits_until: TimeOfDayIfKnown = ""

    def as_hours(self) -> tuple[time, time] | None:
        first, last = hour_of(self.admits_from), hour_of(self.admits_until)
        if (first is None) != (last is None):
            raise Refused(Code.HALF_AN_ANSWER)
        return (first, last) if first is not None and last is not None else None


@dataclass(frozen=True)
class HoursView:
    bed: str
    back: str
    filled: Filled[HoursForm]


@router.get("")
async def ask_hours(request: Request, desk: AnyDesk, bedspace_id: BedspaceId) -> Response:
    async with desk.work() as uow:
        _, bed = await bed_in_its_house(uow, bedspace_id)
    hours = {"admits_from": _typed(bed.admits_from), "admits_until": _typed(bed.admits_until)}
    return await _page(request, desk, bedspace_id, Filled.showing(**hours))


@router.post("")
async def set_hours(request: Request, desk: AnyDesk, bedspace_id: BedspaceId) -> Response:
    async def record(uow: UnitOfWork, form: HoursForm) -> str:
        await admission.set_hours(uow, bedspace_id, form.as_hours(), actor=desk.actor, at=desk.at)
        premises, _ = await bed_in_its_house(uow, bedspace_id)
        return paths.unit(premises.id)

    again = partial(_page, request, desk, bedspace_id)
    return await send(request, desk, HoursForm, record, again, field="admits_from", field_of=FIELD_OF)


FIELD_OF = {Code.FORBIDDEN: PAGE}


async def _page(request: Request, desk: Desk, bedspace_id: BedspaceId, filled: Filled[HoursForm]) -> Response:
    async with desk.work() as uow:
        premises, bed = await bed_in_its_house(uow, bedspace_id)
    view = HoursView(bed.code, paths.unit(premises.id), filled)
    return form_page(request, "hours.html", view)


def _typed(hour: time | None) -> str:
    return f"{hour:%H:%M}" if hour else ""
