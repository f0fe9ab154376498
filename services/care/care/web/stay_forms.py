"""What happens to a placement that needs more than a button: declining, cancelling, arriving, leaving."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.commands import departing, offers, stays
from care.commands.offers import Declined
from care.commands.stays import Arrival, Departure
from care.domain.refusals import Code
from care.queries.stays import Stay, stay
from care.storage import UnitOfWork
from care.web import paths, words
from care.web.edge import AnyDesk, Desk
from care.web.sending import send
from care.web.stays import offer_of
from contracts.care_places import DeclineSide
from contracts.ids import PlacementId
from plumbing.form_words import Words
from plumbing.forms import NOT_AFTER_TODAY, Filled, Form
from plumbing.govuk.parts import Option
from plumbing.pages import form_page

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


@dataclass(frozen=True)
class ActView:
    """A form about a placement; `title` asks, `button` does."""

    title: str
    button: str
    bed: str
    back: str
    filled: Filled[Any]
    reasons: Sequence[Option] = ()
    destinations: Sequence[Option] = ()


async def shown(desk: Desk, placement_id: PlacementId) -> Stay:
    async with desk.work() as uow:
        return await stay(uow, placement_id)


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
    return await _decline_page(request, desk, placement_id, side, Filled())


@router.post("/decline/{side}")
async def decline(request: Request, desk: AnyDesk, placement_id: PlacementId, side: DeclineSide) -> Response:
    async def record(uow: UnitOfWork, form: ReasonForm) -> str:
        declined = Declined(side, form.reason).check(desk.rules, desk.at)
        offer_id = await offer_of(uow, placement_id)
        await offers.decline_offer(uow, offer_id, declined, actor=desk.actor, rules=desk.rules, at=desk.at)
        return paths.placement(placement_id)

    again = partial(_decline_page, request, desk, placement_id, side)
    return await send(request, desk, ReasonForm, record, again, field="reason", field_of=FIELD_OF)


async def _decline_page(
    request: Request, desk: Desk, placement_id: PlacementId, side: DeclineSide, filled: Filled[Any]
) -> Response:
    lists = desk.rules.lists
    known = lists.decline_reasons_person if side == "person" else lists.decline_reasons_provider
    view = ActView(
        title="Why does the person decline?" if side == "person" else "Why does the house decline?",
        button="Decline the offer",
        bed=(await shown(desk, placement_id)).bed_code,
        back=paths.placement(placement_id),
        filled=filled,
        reasons=words.options(known),
    )
    return form_page(request, "reason.html", view)


@router.get("/cancel")
async def ask_cancel(request: Request, desk: AnyDesk, placement_id: PlacementId) -> Response:
    return await _cancel_page(request, desk, placement_id, Filled())


@router.post("/cancel")
async def cancel(request: Request, desk: AnyDesk, placement_id: PlacementId) -> Response:
    async def record(uow: UnitOfWork, form: ReasonForm) -> str:
        await stays.cancel(uow, placement_id, form.reason, actor=desk.actor, rules=desk.rules, at=desk.at)
        return paths.placement(placement_id)

    again = partial(_cancel_page, request, desk, placement_id)
    return await send(request, desk, ReasonForm, record, again, field="reason", field_of=FIELD_OF)


async def _cancel_page(
    request: Request, desk: Desk, placement_id: PlacementId, filled: Filled[Any]
) -> Response:
    view = ActView(
        title="Why is this placement cancelled?",
        button="Cancel the placement",
        bed=(await shown(desk, placement_id)).bed_code,
        back=paths.placement(placement_id),
        filled=filled,
        reasons=words.options(desk.rules.lists.cancellation_reasons),
    )
    return form_page(request, "reason.html", view)


@router.get("/arrive")
async def ask_arrival(request: Request, desk: AnyDesk, placement_id: PlacementId) -> Response:
    found = await shown(desk, placement_id)
    arrived_on = min(found.arrival_on, desk.today)
    boxes = date_boxes("arrival_on", arrived_on) | date_boxes("departure_on", found.departure_on)
    filled: Filled[ArrivalForm] = Filled.showing(**boxes)
    return await _arrival_page(request, desk, placement_id, filled)


@router.post("/arrive")
async def arrive(request: Request, desk: AnyDesk, placement_id: PlacementId) -> Response:
    async def record(uow: UnitOfWork, form: ArrivalForm) -> str:
        arrival = Arrival(**dict(form))
        await stays.arrive(uow, placement_id, arrival, actor=desk.actor, rules=desk.rules, at=desk.at)
        return paths.placement(placement_id)

    again = partial(_arrival_page, request, desk, placement_id)
    return await send(request, desk, ArrivalForm, record, again, field="departure_on", field_of=FIELD_OF)


async def _arrival_page(
    request: Request, desk: Desk, placement_id: PlacementId, filled: Filled[Any]
) -> Response:
    bed = (await shown(desk, placement_id)).bed_code
    view = ActView("Record arrival", "Record arrival", bed, paths.placement(placement_id), filled)
    return form_page(request, "arrival.html", view)


@router.get("/depart")
async def ask_departure(request: Request, desk: AnyDesk, placement_id: PlacementId) -> Response:
    filled: Filled[DepartureForm] = Filled.showing(**date_boxes("departure_on", desk.today))
    return await _departure_page(request, desk, placement_id, filled)


@router.post("/depart")
async def depart(request: Request, desk: AnyDesk, placement_id: PlacementId) -> Response:
    async def record(uow: UnitOfWork, form: DepartureForm) -> str:
        departure = Departure(**dict(form))
        await departing.leave(uow, placement_id, departure, actor=desk.actor, rules=desk.rules, at=desk.at)
        return paths.placement(placement_id)

    again = partial(_departure_page, request, desk, placement_id)
    return await send(request, desk, DepartureForm, record, again, field="departure_on", field_of=FIELD_OF)


async def _departure_page(
    request: Request, desk: Desk, placement_id: PlacementId, filled: Filled[Any]
) -> Response:
    found = await shown(desk, placement_id)
    view = ActView(
        title="Record departure",
        button="Record departure",
        bed=found.bed_code,
        back=paths.placement(found.id),
        filled=filled,
        reasons=words.options(desk.rules.lists.departure_reasons),
        destinations=words.options(desk.rules.lists.destinations),
    )
    return form_page(request, "departure.html", view)


def date_boxes(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}
