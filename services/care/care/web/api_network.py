"""The network for programs of the prime: who could support a person, and choosing them."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.responses import Response

from care.commands import allocating as commands
from care.commands.allocating import Chosen
from care.domain.allocation import Choice, Reason
from care.queries.allocating import allocating
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
