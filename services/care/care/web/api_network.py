"""The network for programs of the prime: who could support a person, and how the network stands."""

from datetime import date
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, BaseModel, ConfigDict
from starlette.responses import Response

from care.commands import allocating as commands
from care.commands.allocating import Chosen
from care.domain.allocation import Choice, Reason
from care.domain.moving import HomeFault, MoveState
from care.queries.allocating import allocating
from care.queries.network import (
    declines,
    declines_since,
    open_moves,
    rooms,
    unmet,
    week_until,
)
from care.web.api_people import Strict
from care.web.edge import PrimesDesk
from care.web.refusals import problems
from contracts.ids import ProviderId, SupportCaseId
from plumbing.identifiers import new_id

router = APIRouter(prefix="/v1")


class ProviderChoiceItem(BaseModel):
    """One provider in the order, with codes of what was found about it."""

    provider_id: str
    may_be_chosen: bool
    reasons: list[Reason]
    room: int | None
    free_beds: int


class ProviderChoiceList(BaseModel):
    items: list[ProviderChoiceItem]


class ChosenProvider(Strict):
    provider_id: str
    language: str = ""
    why_not_first: str = ""


@router.get("/support-cases/{support_case_id}/providers")
async def list_choices(
    desk: PrimesDesk,
    support_case_id: SupportCaseId,
    language: Annotated[str, Query(max_length=60)] = "",
) -> ProviderChoiceList:
    """The first is thought of first; what the order is by, decision 24 says."""
    async with desk.work() as uow:
        known = await allocating(uow, support_case_id, language=language, today=desk.today)
    return ProviderChoiceList(items=[_item(each) for each in known.ranked])


@router.post("/support-cases/{support_case_id}/provider", status_code=HTTPStatus.NO_CONTENT)
async def choose_by_program(
    desk: PrimesDesk, support_case_id: SupportCaseId, body: ChosenProvider
) -> Response:
    chosen = Chosen(id=new_id(), **body.model_dump() | {"provider_id": ProviderId(body.provider_id)})
    async with problems(), desk.work() as uow:
        await commands.allocate_provider(uow, support_case_id, chosen, desk.by)
    return Response(status_code=HTTPStatus.NO_CONTENT)


def _item(choice: Choice) -> ProviderChoiceItem:
    return ProviderChoiceItem(
        provider_id=choice.provider.id,
        may_be_chosen=choice.may_be_chosen,
        reasons=list(choice.reasons),
        room=choice.provider.room,
        free_beds=choice.free_beds,
    )


class UnmetItem(BaseModel):
    """Somebody in an emergency without a bed at the end of a day: what they needed, and not who they are."""

    model_config = ConfigDict(from_attributes=True)

    on: date
    region: str | None
    features: tuple[str, ...]


class RoomItem(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    region: str
    beds: int
    free: int
    out_of_use: int
    waiting: int


class DeclinesItem(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    premises_id: UUID
    code: str
    reason: str
    count: int


class OpenMoveItem(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    support_case_id: UUID
    reason: HomeFault
    regions: list[str]
    asked_at: AwareDatetime
    state: MoveState


class NetworkItem(BaseModel):
    """Days are London days. `unmet` is of the week until today, `declines` of the 28 days before."""

    unmet: list[UnmetItem]
    rooms: list[RoomItem]
    declines: list[DeclinesItem]
    moves: list[OpenMoveItem]


@router.get("/network")
async def read_network(desk: PrimesDesk) -> NetworkItem:
    regions = [each.code for each in desk.rules.lists.regions]
    async with desk.work() as uow:
        return NetworkItem(
            unmet=list(map(UnmetItem.model_validate, await unmet(uow, week_until(desk.today), now=desk.at))),
            rooms=list(map(RoomItem.model_validate, await rooms(uow, regions, today=desk.today))),
            declines=list(
                map(DeclinesItem.model_validate, await declines(uow, since=declines_since(desk.today)))
            ),
            moves=list(map(OpenMoveItem.model_validate, await open_moves(uow))),
        )
