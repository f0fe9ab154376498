"""What somebody was given when they arrived, for programs (AC-8)."""

from http import HTTPStatus
from typing import Annotated

from annotated_types import Ge, Le
from fastapi import APIRouter
from pydantic import AwareDatetime, BaseModel, ConfigDict
from starlette.responses import Response

from care.commands import welcoming
from care.domain.welcome import Given, PackItem
from care.storage import UnitOfWork
from care.web.api_people import Strict
from care.web.creating import created
from care.web.edge import AnyDesk
from contracts.ids import PlacementId
from plumbing.idempotency import OnceOnly
from plumbing.identifiers import new_id

router = APIRouter(prefix="/v1/placements/{placement_id}/welcome")


class GivenFact(Strict):
    """`clothing_sets` is how many the person has now; what a child is given fits their age."""

    pack: frozenset[PackItem] = frozenset()
    clothing_sets: Annotated[int, Ge(0), Le(20)]
    is_age_appropriate: bool = True


class GivenItem(BaseModel):
    """Until one `is_complete` the task stays."""

    model_config = ConfigDict(from_attributes=True)

    pack: list[PackItem]
    clothing_sets: int
    is_age_appropriate: bool
    is_complete: bool
    issued_at: AwareDatetime


class GivenItems(BaseModel):
    items: list[GivenItem]


@router.get("")
async def welcome(desk: AnyDesk, placement_id: PlacementId) -> GivenItems:
    async with desk.work() as uow:
        return await _given(uow, placement_id)


@router.post("", status_code=HTTPStatus.CREATED, response_model=GivenItems)
async def record_welcome(
    desk: AnyDesk, placement_id: PlacementId, body: GivenFact, once: OnceOnly
) -> Response:
    async def create(uow: UnitOfWork) -> tuple[str, GivenItems]:
        await welcoming.issue(uow, placement_id, new_id(), Given(**body.model_dump()), desk.by)
        await uow.session.flush()
        return f"/v1/placements/{placement_id}/welcome", await _given(uow, placement_id)

    return await created(desk, once, create)


async def _given(uow: UnitOfWork, placement_id: PlacementId) -> GivenItems:
    placement = await uow.placements.get(placement_id)
    found = await uow.materials.of_person(placement.case_id, placement.person_id)
    return GivenItems(items=[GivenItem.model_validate(each) for each in found])
