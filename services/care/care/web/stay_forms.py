"""What happens to a placement that needs more than a button: declining, cancelling, arriving, leaving."""

from datetime import date
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.commands import departing, offers, stays
from care.commands.offers import Declined
from care.commands.stays import Arrival, Departure
from care.domain.refusals import Code
from care.storage import UnitOfWork
from care.web import paths, words
from care.web.edge import AnyDesk, Desk
from care.web.sending import send
from care.web.stay_page import Asking, ask_about, shown
from care.web.stays import offer_of
from contracts.care_places import DeclineSide
from contracts.ids import PlacementId
from plumbing.form_words import Words
from plumbing.forms import NOT_AFTER_TODAY, Filled, Form, date_boxes

router = APIRouter(prefix="/placements/{placement_id}")


class ReasonForm(Form):
    reason: Annotated[str, Words("Select a reason")]


class ArrivalForm(Form):
    arrival_on: Annotated[date, NOT_AFTER_TODAY, Words("Enter the day they arrived", name="Day of arrival")]
    departure_on: Annotated[
        date, Words("Enter until when they are expected to stay", name="Expected departure")
    ]


class DepartureForm(Form):
    departure_on: Annotated[date, NOT_AFTER_TODAY, Words("Enter the day they left", name="Day of departure")]
    reason: Annotated[str, Words("Select why they left")]
    destination: Annotated[str, Words("Select where they went")]


ARRIVAL = Asking(template="arrival.html", title="Record arrival", button="Record arrival")
FIELD_OF = {
    Code.ARRIVAL_IN_FUTURE: "arrival_on",
    Code.ARRIVAL_TOO_OLD: "arrival_on",
    Code.BEFORE_BED_START: "arrival_on",
    Code.UNKNOWN_REASON: "reason",
    Code.UNKNOWN_DESTINATION: "destination",
}


@router.get("/decline/{side}")
async def ask_decline(
    request: Request, desk: AnyDesk, placement_id: PlacementId, side: DeclineSide
) -> Response:
    return await ask_about(request, desk, placement_id, _declining(desk, side), Filled())


@router.post("/decline/{side}")
async def decline(request: Request, desk: AnyDesk, placement_id: PlacementId, side: DeclineSide) -> Response:
    async def record(uow: UnitOfWork, form: ReasonForm) -> str:
        declined = Declined(side, form.reason).check(desk.rules, desk.at)
        offer_id = await offer_of(uow, placement_id)
        await offers.decline_offer(uow, offer_id, declined, actor=desk.actor, rules=desk.rules, at=desk.at)
        return paths.placement(placement_id)

    again = partial(ask_about, request, desk, placement_id, _declining(desk, side))
    return await send(request, desk, ReasonForm, record, again, field="reason", field_of=FIELD_OF)


def _declining(desk: Desk, side: DeclineSide) -> Asking:
    lists, is_person = desk.rules.lists, side == "person"
    known = lists.decline_reasons_person if is_person else lists.decline_reasons_provider
    return Asking(
        template="reason.html",
        title="Why does the person decline?" if is_person else "Why does the house decline?",
        button="Decline the offer",
        reasons=words.options(known),
    )


@router.get("/cancel")
async def ask_cancel(request: Request, desk: AnyDesk, placement_id: PlacementId) -> Response:
    return await ask_about(request, desk, placement_id, _cancelling(desk), Filled())


@router.post("/cancel")
async def cancel(request: Request, desk: AnyDesk, placement_id: PlacementId) -> Response:
    async def record(uow: UnitOfWork, form: ReasonForm) -> str:
        await stays.cancel(uow, placement_id, form.reason, actor=desk.actor, rules=desk.rules, at=desk.at)
        return paths.placement(placement_id)

    again = partial(ask_about, request, desk, placement_id, _cancelling(desk))
    return await send(request, desk, ReasonForm, record, again, field="reason", field_of=FIELD_OF)


def _cancelling(desk: Desk) -> Asking:
    return Asking(
        template="reason.html",
        title="Why is this placement cancelled?",
        button="Cancel the placement",
        reasons=words.options(desk.rules.lists.cancellation_reasons),
    )


@router.get("/arrive")
async def ask_arrival(request: Request, desk: AnyDesk, placement_id: PlacementId) -> Response:
    found = await shown(desk, placement_id)
    arrived_on = min(found.arrival_on, desk.today)
    boxes = date_boxes("arrival_on", arrived_on) | date_boxes("departure_on", found.departure_on)
    filled: Filled[ArrivalForm] = Filled.showing(**boxes)
    return await ask_about(request, desk, placement_id, ARRIVAL, filled)


@router.post("/arrive")
async def arrive(request: Request, desk: AnyDesk, placement_id: PlacementId) -> Response:
    async def record(uow: UnitOfWork, form: ArrivalForm) -> str:
        arrival = Arrival(**dict(form))
        await stays.arrive(uow, placement_id, arrival, actor=desk.actor, rules=desk.rules, at=desk.at)
        return paths.placement(placement_id)

    again = partial(ask_about, request, desk, placement_id, ARRIVAL)
    return await send(request, desk, ArrivalForm, record, again, field="departure_on", field_of=FIELD_OF)


@router.get("/depart")
async def ask_departure(request: Request, desk: AnyDesk, placement_id: PlacementId) -> Response:
    filled: Filled[DepartureForm] = Filled.showing(**date_boxes("departure_on", desk.today))
    return await ask_about(request, desk, placement_id, _departing(desk), filled)


@router.post("/depart")
async def depart(request: Request, desk: AnyDesk, placement_id: PlacementId) -> Response:
    async def record(uow: UnitOfWork, form: DepartureForm) -> str:
        departure = Departure(**dict(form))
        await departing.leave(uow, placement_id, departure, actor=desk.actor, rules=desk.rules, at=desk.at)
        return paths.placement(placement_id)

    again = partial(ask_about, request, desk, placement_id, _departing(desk))
    return await send(request, desk, DepartureForm, record, again, field="departure_on", field_of=FIELD_OF)


def _departing(desk: Desk) -> Asking:
    return Asking(
        template="departure.html",
        title="Record departure",
        button="Record departure",
        reasons=words.options(desk.rules.lists.departure_reasons),
        destinations=words.options(desk.rules.lists.destinations),
    )
