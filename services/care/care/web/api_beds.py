"""Houses and beds for programs: capacity, occupancy, out of use, closed and opened again."""

from datetime import date, time
from decimal import Decimal
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

from care.commands import admission, closing, voids
from care.commands.voids import NewVoid, VoidDays
from care.domain.beds import VoidId, Window
from care.domain.capacity import Capacity
from care.domain.refusals import Code, Refused
from care.queries.board import Unit, board, unit
from care.queries.occupancy import occupancy_of
from care.storage import UnitOfWork
from care.web.api_people import Strict
from care.web.creating import created
from care.web.edge import AnyDesk
from care.web.refusals import problems
from contracts.ids import BedspaceId, PremisesId
from plumbing.idempotency import OnceOnly
from plumbing.identifiers import new_id

router = APIRouter(prefix="/v1")


class CapacityItem(BaseModel):
    """A house on a day. It is over-booked when more is booked than available, or needed than there."""

    model_config = ConfigDict(from_attributes=True)

    day: date
    total: int
    available: int
    booked: int
    is_overbooked: bool
    overbooked_features: tuple[str, ...]


class HouseItem(BaseModel):
    premises_id: UUID
    code: str
    region: str
    provider_id: str
    closed_on: date | None
    bedspace_ids: list[UUID]
    capacity: list[CapacityItem]


class HouseList(BaseModel):
    items: list[HouseItem]


class OccupancyItem(BaseModel):
    """In days. Occupancy is of the days in service, and missing for a bed that was not."""

    model_config = ConfigDict(from_attributes=True)

    booked: int
    confirmed: int
    provisional: int
    scheduled_turnaround: int
    effective_turnaround: int
    void: int
    online: int
    share: Decimal | None


class VoidFact(Strict):
    starts_on: date
    ends_on: date
    reason: str


class NewVoidFact(VoidFact):
    is_emergency: bool = False


class VoidMade(BaseModel):
    void_id: UUID
    displaced: list[UUID]


class LastDay(Strict):
    last_on: date


class FirstDay(Strict):
    first_on: date


class HoursFact(Strict):
    """Both or neither: without them the bed receives people at any hour."""

    admits_from: time | None = None
    admits_until: time | None = None

    def as_hours(self) -> tuple[time, time] | None:
        if (self.admits_from is None) != (self.admits_until is None):
            raise Refused(Code.HALF_AN_ANSWER)
        return (self.admits_from, self.admits_until) if self.admits_from and self.admits_until else None


@router.get("/houses")
async def houses(desk: AnyDesk) -> HouseList:
    """Those one may see, with their next six weeks."""
    async with desk.work() as uow:
        return HouseList(items=[_house(each) for each in await board(uow, today=desk.today)])


@router.get("/houses/{premises_id}")
async def house(desk: AnyDesk, premises_id: PremisesId) -> HouseItem:
    async with desk.work() as uow:
        return _house(await unit(uow, premises_id, today=desk.today))


def _house(found: Unit) -> HouseItem:
    return HouseItem(
        premises_id=found.id,
        code=found.code,
        region=found.region,
        provider_id=found.provider_id,
        closed_on=found.closed_on,
        bedspace_ids=[bed.bedspace.id for bed in found.beds],
        capacity=[_capacity(each) for each in found.capacities],
    )


def _capacity(found: Capacity) -> CapacityItem:
    return CapacityItem.model_validate(found)


@router.get("/beds/{bedspace_id}/occupancy")
async def bed_occupancy(
    desk: AnyDesk, bedspace_id: BedspaceId, first: date, last: Annotated[date, Query()]
) -> OccupancyItem:
    async with desk.work() as uow:
        found = await occupancy_of(uow, bedspace_id, Window(first, last), rules=desk.rules)
    return OccupancyItem.model_validate(found)


@router.post("/beds/{bedspace_id}/voids", status_code=HTTPStatus.CREATED, response_model=VoidMade)
async def make_void(desk: AnyDesk, bedspace_id: BedspaceId, body: NewVoidFact, once: OnceOnly) -> Response:
    wanted = NewVoid(void_id=VoidId(new_id()), bedspace_id=bedspace_id, **body.model_dump())

    async def create(uow: UnitOfWork) -> tuple[str, VoidMade]:
        displaced = await voids.make_void(uow, wanted, actor=desk.actor, rules=desk.rules, at=desk.at)
        made = VoidMade(void_id=wanted.void_id, displaced=[UUID(str(each)) for each in displaced])
        return f"/v1/voids/{wanted.void_id}", made

    return await created(desk, once, create)


@router.post("/voids/{void_id}", status_code=HTTPStatus.NO_CONTENT)
async def change_void(desk: AnyDesk, void_id: VoidId, body: VoidFact) -> None:
    days = VoidDays(**body.model_dump())
    async with problems(), desk.work() as uow:
        await voids.change_void(uow, void_id, days, actor=desk.actor, rules=desk.rules, at=desk.at)


@router.post("/voids/{void_id}/cancel", status_code=HTTPStatus.NO_CONTENT)
async def cancel_void(desk: AnyDesk, void_id: VoidId) -> None:
    async with problems(), desk.work() as uow:
        await voids.cancel_void(uow, void_id, actor=desk.actor, at=desk.at)


@router.post("/beds/{bedspace_id}/hours", status_code=HTTPStatus.NO_CONTENT)
async def set_hours(desk: AnyDesk, bedspace_id: BedspaceId, body: HoursFact) -> None:
    """Between which hours the bed can receive people. What is agreed already stays agreed."""
    async with problems(), desk.work() as uow:
        await admission.set_hours(uow, bedspace_id, body.as_hours(), actor=desk.actor, at=desk.at)


@router.post("/beds/{bedspace_id}/close", status_code=HTTPStatus.NO_CONTENT)
async def close_bed(desk: AnyDesk, bedspace_id: BedspaceId, body: LastDay) -> None:
    async with problems(), desk.work() as uow:
        await closing.close_bed(
            uow, bedspace_id, body.last_on, actor=desk.actor, rules=desk.rules, at=desk.at
        )


@router.post("/beds/{bedspace_id}/reopen", status_code=HTTPStatus.NO_CONTENT)
async def reopen_bed(desk: AnyDesk, bedspace_id: BedspaceId, body: FirstDay) -> None:
    async with problems(), desk.work() as uow:
        await closing.reopen_bed(
            uow, bedspace_id, body.first_on, actor=desk.actor, rules=desk.rules, at=desk.at
        )


@router.post("/houses/{premises_id}/close", status_code=HTTPStatus.NO_CONTENT)
async def close_house(desk: AnyDesk, premises_id: PremisesId, body: LastDay) -> None:
    async with problems(), desk.work() as uow:
        await closing.close_premises(
            uow, premises_id, body.last_on, actor=desk.actor, rules=desk.rules, at=desk.at
        )


@router.post("/houses/{premises_id}/reopen", status_code=HTTPStatus.NO_CONTENT)
async def reopen_house(desk: AnyDesk, premises_id: PremisesId, body: FirstDay) -> None:
    async with problems(), desk.work() as uow:
        await closing.reopen_premises(
            uow, premises_id, body.first_on, actor=desk.actor, rules=desk.rules, at=desk.at
        )
