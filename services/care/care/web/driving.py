"""What a driver sees: their own journeys, and where each leads while they must know (VI-9)."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.commands import transporting
from care.domain.refusals import Refused
from care.domain.transport import Transport, TransportId
from care.queries.journeys import driven_by
from care.web import paths, words
from care.web.edge import Desk, DriversDesk, FreshDriversDesk
from care.web.journey_words import rows, status_of, when
from plumbing.encryption import KeyRing
from plumbing.forms import PAGE, FieldError
from plumbing.govuk.parts import Row, Status, Tile
from plumbing.pages import page, see_other

router = APIRouter(prefix=paths.JOURNEYS)


@dataclass(frozen=True)
class JourneysView:
    tiles: Sequence[Tile]


@dataclass(frozen=True, kw_only=True)
class JourneyView:
    """`address` is only there on the page that answers the asking for it."""

    title: str
    status: Status
    rows: Sequence[Row]
    here: str
    hours_after: int
    shows_address: bool
    is_done: bool
    address: str = ""
    errors: Sequence[FieldError] = ()


@router.get("")
async def journeys(request: Request, desk: DriversDesk) -> Response:
    async with desk.work() as uow:
        mine = await uow.transports.of_driver(desk.actor.user)
    tiles = [Tile(when(each), status_of(each), paths.journey(each.id)) for each in mine]
    return page(request, "journeys.html", JourneysView(tiles))


@router.get("/{transport_id}")
async def show_journey(request: Request, desk: DriversDesk, transport_id: TransportId) -> Response:
    return await _journey_page(request, desk, transport_id)


@router.post("/{transport_id}/address")
async def read_address(request: Request, desk: FreshDriversDesk, transport_id: TransportId) -> Response:
    """Shown once, in answer to this: no address is ever part of a link."""
    ring: KeyRing = request.app.state.address_ring
    try:
        async with desk.work() as uow:
            address = await transporting.read_address(uow, transport_id, ring, desk.by)
    except Refused as refused:
        return await _journey_page(request, desk, transport_id, refused=refused)
    return await _journey_page(request, desk, transport_id, address=address)


@router.post("/{transport_id}/done")
async def finish(request: Request, desk: DriversDesk, transport_id: TransportId) -> Response:
    try:
        async with desk.work() as uow:
            await transporting.finish(uow, transport_id, desk.by)
    except Refused as refused:
        return await _journey_page(request, desk, transport_id, refused=refused)
    return see_other(paths.journey(transport_id))


async def _journey_page(
    request: Request,
    desk: Desk,
    transport_id: TransportId,
    *,
    address: str = "",
    refused: Refused | None = None,
) -> Response:
    async with desk.work() as uow:
        hours = desk.rules.number("driver_hours_after")
        driven = await driven_by(uow, transport_id, desk.actor.user, at=desk.at, hours_after=hours)
    errors = [FieldError(PAGE, words.REFUSALS[refused.code], refused.code)] if refused else []
    told = rows(driven, region=words.region(driven.region))
    view = _view(driven.journey, told, desk, address=address, errors=errors)
    return page(request, "journey.html", view, status=409 if refused else 200)


def _view(
    journey: Transport, told: Sequence[Row], desk: Desk, *, address: str, errors: Sequence[FieldError]
) -> JourneyView:
    hours = desk.rules.number("driver_hours_after")
    return JourneyView(
        title="Drive a person to their house",
        status=status_of(journey),
        rows=told,
        here=paths.journey(journey.id),
        hours_after=hours,
        shows_address=journey.shows_address(desk.at, hours_after=hours),
        is_done=journey.done_at is not None,
        address=address,
        errors=errors,
    )
