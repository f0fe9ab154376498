"""Beds, offers and placements for programs. A refusal carries the rule's own code."""

from datetime import date, time
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, BaseModel, ConfigDict
from starlette.responses import Response

from care.commands import departing, offers, stays
from care.commands.offers import Declined, Wanted
from care.commands.stays import Arrival, Departure
from care.domain.admission import hours_of_arrival
from care.domain.beds import GenderPolicy
from care.domain.distance import Distance
from care.domain.offer import Answer, OfferState
from care.domain.placement import PlacementState
from care.domain.search import Search
from care.queries.searching import FoundBed, search_beds
from care.queries.stays import Stay, placements_after, stay, stay_of_offer
from care.storage import UnitOfWork
from care.web.api_people import Strict
from care.web.creating import created
from care.web.edge import AnyDesk
from care.web.finding import LONGEST_STAY
from care.web.refusals import problems
from contracts.care_places import DeclineSide
from contracts.ids import BedspaceId, OfferId, PlacementId, SupportCaseId
from plumbing.idempotency import OnceOnly
from plumbing.identifiers import new_id

router = APIRouter(prefix="/v1")

Codes = Annotated[list[str], Query(max_length=40)]


class Bed(BaseModel):
    """SE-6: never an address, a postcode or a resident."""

    bedspace_id: UUID
    bed_code: str
    premises_code: str
    region: str
    gender_policy: GenderPolicy
    features: list[str]
    distance: Distance
    beds_in_use: int
    beds_available: int
    admits_from: time | None
    admits_until: time | None


class BedList(BaseModel):
    items: list[Bed]


class PlacementItem(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    offer_id: UUID | None
    support_case_id: UUID
    state: PlacementState
    region: str
    provider_id: str
    bedspace_id: UUID
    bed_code: str
    arrival_on: date
    departure_on: date
    arrival_hour: time | None
    occupied_until: date
    offer_state: OfferState | None
    expires_at: AwareDatetime | None
    person_answer: Answer | None
    provider_answer: Answer | None


class PlacementList(BaseModel):
    items: list[PlacementItem]
    next: UUID | None = None


class NewOffer(Strict):
    bedspace_id: UUID
    arrival_on: date
    departure_on: date
    accepted_by: frozenset[DeclineSide] = frozenset()
    arrival_hour: time | None = None
    is_local_connection_explained: bool = False


class Side(Strict):
    side: DeclineSide


class Acceptance(Side):
    """Before the person accepts a house out of their area, what it may cost is explained to them."""

    is_local_connection_explained: bool = False


class Decline(Side):
    reason: str


class ArrivalFact(Strict):
    arrival_on: date
    departure_on: date | None = None


class DepartureFact(Strict):
    departure_on: date
    reason: str
    destination: str


class Reason(Strict):
    reason: str


@router.get("/beds/search")
async def search(
    desk: AnyDesk,
    support_case_id: SupportCaseId,
    starts_on: date,
    days: Annotated[int, Query(le=LONGEST_STAY)],
    region: Codes = [],  # noqa: B006  FastAPI copies it
    feature: Codes = [],  # noqa: B006
    without: Codes = [],  # noqa: B006
    hour: time | None = None,
) -> BedList:
    wanted = Search(
        starts_on=starts_on,
        days=days,
        regions=frozenset(region),
        required=frozenset(feature),
        excluded=frozenset(without),
        arriving=hours_of_arrival(starts_on, hour, at=desk.at),
    )
    async with problems(), desk.work() as uow:
        found = await search_beds(uow, wanted, support_case_id, actor=desk.actor, rules=desk.rules)
    return BedList(items=[_bed(each) for each in found])


def _bed(found: FoundBed) -> Bed:
    return Bed(
        bedspace_id=found.bedspace.id,
        bed_code=found.bedspace.code,
        premises_code=found.premises.code,
        region=found.premises.region,
        gender_policy=found.premises.gender_policy,
        features=sorted({*found.bedspace.features, *found.premises.features}),
        distance=found.distance,
        beds_in_use=found.capacity.booked,
        beds_available=found.capacity.available,
        admits_from=found.bedspace.admits_from,
        admits_until=found.bedspace.admits_until,
    )


@router.post(
    "/support-cases/{support_case_id}/offers", status_code=HTTPStatus.CREATED, response_model=PlacementItem
)
async def make_offer(
    desk: AnyDesk, support_case_id: SupportCaseId, body: NewOffer, once: OnceOnly
) -> Response:
    wanted = Wanted(
        offer_id=OfferId(new_id()),
        placement_id=PlacementId(new_id()),
        support_case_id=support_case_id,
        bedspace_id=BedspaceId(body.bedspace_id),
        arrival_on=body.arrival_on,
        departure_on=body.departure_on,
        accepted_by=body.accepted_by,
        arrival_hour=body.arrival_hour,
        is_local_connection_explained=body.is_local_connection_explained,
    )

    async def create(uow: UnitOfWork) -> tuple[str, PlacementItem]:
        await offers.make_offer(uow, wanted, actor=desk.actor, rules=desk.rules, at=desk.at)
        return f"/v1/placements/{wanted.placement_id}", await _item(uow, wanted.placement_id)

    return await created(desk, once, create)


@router.post("/offers/{offer_id}/accept")
async def accept(desk: AnyDesk, offer_id: OfferId, body: Acceptance) -> PlacementItem:
    async with problems(), desk.work() as uow:
        await offers.accept_offer(
            uow,
            offer_id,
            body.side,
            actor=desk.actor,
            at=desk.at,
            is_local_connection_explained=body.is_local_connection_explained,
        )
        return PlacementItem.model_validate(await stay_of_offer(uow, offer_id))


@router.post("/offers/{offer_id}/decline")
async def decline(desk: AnyDesk, offer_id: OfferId, body: Decline) -> PlacementItem:
    async with problems(), desk.work() as uow:
        declined = Declined(body.side, body.reason).check(desk.rules, desk.at)
        await offers.decline_offer(uow, offer_id, declined, actor=desk.actor, rules=desk.rules, at=desk.at)
        return PlacementItem.model_validate(await stay_of_offer(uow, offer_id))


@router.get("/placements")
async def placements(
    desk: AnyDesk, limit: Annotated[int, Query(ge=1, le=100)] = 25, after: UUID | None = None
) -> PlacementList:
    async with desk.work() as uow:
        found = await placements_after(uow, after, limit=limit + 1)
    items = [PlacementItem.model_validate(each) for each in found[:limit]]
    return PlacementList(items=items, next=items[-1].id if len(found) > limit else None)


@router.get("/placements/{placement_id}")
async def placement(desk: AnyDesk, placement_id: PlacementId) -> PlacementItem:
    async with desk.work() as uow:
        return await _item(uow, placement_id)


@router.post("/placements/{placement_id}/confirm")
async def confirm(desk: AnyDesk, placement_id: PlacementId) -> PlacementItem:
    async with problems(), desk.work() as uow:
        await stays.confirm(uow, placement_id, actor=desk.actor, at=desk.at)
        return await _item(uow, placement_id)


@router.post("/placements/{placement_id}/arrive")
async def arrive(desk: AnyDesk, placement_id: PlacementId, body: ArrivalFact) -> PlacementItem:
    arrival = Arrival(**body.model_dump())
    async with problems(), desk.work() as uow:
        await stays.arrive(uow, placement_id, arrival, actor=desk.actor, rules=desk.rules, at=desk.at)
        return await _item(uow, placement_id)


@router.post("/placements/{placement_id}/depart")
async def depart(desk: AnyDesk, placement_id: PlacementId, body: DepartureFact) -> PlacementItem:
    departure = Departure(**body.model_dump())
    async with problems(), desk.work() as uow:
        await departing.leave(uow, placement_id, departure, actor=desk.actor, rules=desk.rules, at=desk.at)
        return await _item(uow, placement_id)


@router.post("/placements/{placement_id}/cancel")
async def cancel(desk: AnyDesk, placement_id: PlacementId, body: Reason) -> PlacementItem:
    async with problems(), desk.work() as uow:
        await stays.cancel(uow, placement_id, body.reason, actor=desk.actor, rules=desk.rules, at=desk.at)
        return await _item(uow, placement_id)


async def _item(uow: UnitOfWork, placement_id: PlacementId) -> PlacementItem:
    found: Stay = await stay(uow, placement_id)
    return PlacementItem.model_validate(found)
