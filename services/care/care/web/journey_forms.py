"""Arranging the first journey to a house, for a placement that is agreed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated

from annotated_types import Ge, Le
from fastapi import APIRouter, Request
from starlette.responses import Response

from care.commands import transporting
from care.domain.refusals import Code
from care.domain.transport import Briefing, PickUp, TransportId
from care.queries.journeys import volunteers
from care.storage import UnitOfWork
from care.web import paths
from care.web.edge import DRIVER, Desk, PrimesDesk
from care.web.journey_words import when
from care.web.safety.times import TimeOfDay, time_of_day
from care.web.sending import send
from care.web.stay_page import shown
from contracts.ids import PlacementId
from plumbing.form_words import Words
from plumbing.forms import NOT_BEFORE_TODAY, Filled, Form, MaxLen, date_boxes
from plumbing.govuk.parts import Option
from plumbing.identifiers import new_id
from plumbing.pages import form_page

router = APIRouter(prefix="/placements/{placement_id}/journey")

MOST_SEATS = 20
NAME_LIMIT, LIMIT = 100, 1_000


class JourneyForm(Form):
    driver_id: Annotated[str, Words("Select who drives")]
    pick_up_on: Annotated[date, NOT_BEFORE_TODAY, Words("Enter the day of the journey", name="Day")]
    earliest: TimeOfDay
    latest: TimeOfDay
    seats: Annotated[
        int, Ge(1), Le(MOST_SEATS), Words("Enter how many seats", name="Number of seats", example="2")
    ]

    first_name: Annotated[
        str, MaxLen(NAME_LIMIT), Words("Enter what the person is called", name="First name")
    ]
    meeting: Annotated[
        str, MaxLen(LIMIT), Words("Enter where the driver meets them and how to reach them", name="This")
    ]
    on_the_way: Annotated[str, MaxLen(LIMIT), Words("Enter the risks", name="The risks")] = ""

    def as_briefing(self) -> Briefing:
        return Briefing(first_name=self.first_name, meeting=self.meeting, on_the_way=self.on_the_way)

    def as_pick_up(self) -> PickUp:
        return PickUp(
            driver_id=self.driver_id,
            on=self.pick_up_on,
            earliest=time_of_day(self.earliest),
            latest=time_of_day(self.latest),
            seats=self.seats,
        )


@dataclass(frozen=True, kw_only=True)
class JourneyFormView:
    bed: str
    back: str
    filled: Filled[JourneyForm]
    drivers: Sequence[Option]
    known: Sequence[str]


@router.get("")
async def ask_journey(request: Request, desk: PrimesDesk, placement_id: PlacementId) -> Response:
    found = await shown(desk, placement_id)
    filled: Filled[JourneyForm] = Filled.showing(**date_boxes("pick_up_on", found.arrival_on), seats="1")
    return await _form_page(request, desk, placement_id, filled)


@router.post("")
async def arrange(request: Request, desk: PrimesDesk, placement_id: PlacementId) -> Response:
    async def record(uow: UnitOfWork, form: JourneyForm) -> str:
        journey = TransportId(new_id())
        await transporting.arrange(uow, journey, placement_id, form.as_pick_up(), desk.by)
        await transporting.brief(uow, journey, form.as_briefing(), desk.by)
        return paths.placement(placement_id, "journey")

    again = partial(_form_page, request, desk, placement_id)
    return await send(request, desk, JourneyForm, record, again, field_of={Code.PICK_UP_OVER: "pick_up_on"})


async def _form_page(
    request: Request, desk: Desk, placement_id: PlacementId, filled: Filled[JourneyForm]
) -> Response:
    found = await shown(desk, placement_id)
    async with desk.work() as uow:
        drivers = {each.id: each.name for each in await volunteers(uow, DRIVER)}
        arranged = await uow.transports.of_placement(placement_id)
    view = JourneyFormView(
        bed=found.bed_code,
        back=paths.placement(placement_id),
        filled=filled,
        drivers=[Option(identity, name) for identity, name in drivers.items()],
        known=[f"{when(each)}: {drivers.get(each.driver_id, 'a driver')}" for each in arranged],
    )
    return form_page(request, "journey_new.html", view)
