"""First journeys to a house, for the prime. Where they lead, only the driver's page shows (VI-9)."""

from datetime import date, datetime, time
from typing import Annotated
from uuid import UUID

from annotated_types import Ge, Le, MaxLen, MinLen
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

from care.commands import transporting
from care.domain.transport import Briefing, PickUp, TransportId
from care.storage import UnitOfWork
from care.web.api_people import Strict
from care.web.creating import created
from care.web.edge import PrimesDesk
from care.web.journey_forms import LIMIT, MOST_SEATS, NAME_LIMIT
from contracts.ids import PlacementId
from plumbing.idempotency import OnceOnly
from plumbing.identifiers import new_id

router = APIRouter(prefix="/v1/placements/{placement_id}/journeys")


class NewJourney(Strict):
    """Times of day in London, between which the person is picked up. The last three only the driver reads."""

    driver_id: str
    pick_up_on: date
    earliest: time
    latest: time
    seats: Annotated[int, Ge(1), Le(MOST_SEATS)]
    first_name: Annotated[str, MinLen(1), MaxLen(NAME_LIMIT)]
    meeting: Annotated[str, MinLen(1), MaxLen(LIMIT)]
    on_the_way: Annotated[str, MaxLen(LIMIT)] = ""


class JourneyItem(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    placement_id: UUID
    driver_id: str
    pick_up_on: date
    earliest: time
    latest: time
    seats: int
    arranged_at: datetime
    done_at: datetime | None


class JourneyList(BaseModel):
    items: list[JourneyItem]


@router.get("")
async def journeys(desk: PrimesDesk, placement_id: PlacementId) -> JourneyList:
    async with desk.work() as uow:
        found = await uow.transports.of_placement(placement_id)
        return JourneyList(items=[JourneyItem.model_validate(each) for each in found])


@router.post("", status_code=201, response_model=JourneyItem)
async def arrange(desk: PrimesDesk, placement_id: PlacementId, body: NewJourney, once: OnceOnly) -> Response:
    async def create(uow: UnitOfWork) -> tuple[str, JourneyItem]:
        transport_id = TransportId(new_id())
        days = body.model_dump(include={"driver_id", "earliest", "latest", "seats"})
        briefing = Briefing(**body.model_dump(include={"first_name", "meeting", "on_the_way"}))
        await transporting.arrange(
            uow, transport_id, placement_id, PickUp(on=body.pick_up_on, **days), desk.by
        )
        await transporting.brief(uow, transport_id, briefing, desk.by)
        made = await uow.transports.locked(transport_id)
        return f"/v1/placements/{placement_id}/journeys", JourneyItem.model_validate(made)

    return await created(desk, once, create)
