"""People kept apart, for programs of the prime, which alone knows both of them (VI-4)."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from annotated_types import MaxLen, MinLen
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

from care.commands import keeping_apart
from care.domain.kept_apart import Danger, SamePerson
from care.domain.people import PersonId
from care.queries.apart import case_of_reference, pairs_of
from care.storage import UnitOfWork
from care.web.api_people import Strict
from care.web.creating import created
from care.web.edge import PrimesDesk
from contracts.ids import SupportCaseId
from plumbing.idempotency import OnceOnly
from plumbing.identifiers import new_id
from plumbing.problems import Fault, Problem

router = APIRouter(prefix="/v1")
OF_PERSON = "/support-cases/{support_case_id}/kept-apart"


class NewPair(Strict):
    """`reference` is the other person’s."""

    reference: Annotated[str, MinLen(1), MaxLen(20)]
    danger: Danger


class PairItem(BaseModel):
    """Without a reference where the other is not in support now."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    reference: str | None
    danger: Danger


class PairList(BaseModel):
    items: list[PairItem]


@router.get(OF_PERSON)
async def kept_apart(desk: PrimesDesk, support_case_id: SupportCaseId) -> PairList:
    async with desk.work() as uow:
        return await _pairs(uow, support_case_id)


@router.post(OF_PERSON, status_code=HTTPStatus.CREATED, response_model=PairList)
async def keep_apart(
    desk: PrimesDesk, support_case_id: SupportCaseId, body: NewPair, once: OnceOnly
) -> Response:
    """Answers with everybody they are kept apart from. Those in one house now are to be moved."""

    async def create(uow: UnitOfWork) -> tuple[str, PairList]:
        both = frozenset({(await uow.cases.get(support_case_id)).person_id, await _other(uow, body)})
        try:
            await keeping_apart.keep_apart(uow, new_id(), both, body.danger, actor=desk.actor, at=desk.at)
        except SamePerson:
            raise _refused("same-person", "This is the same person.") from None
        await uow.session.flush()
        return f"/v1/support-cases/{support_case_id}/kept-apart", await _pairs(uow, support_case_id)

    return await created(desk, once, create)


@router.post("/kept-apart/{pair_id}/end", status_code=HTTPStatus.NO_CONTENT)
async def let_meet(desk: PrimesDesk, pair_id: UUID) -> None:
    """The danger is over. What was noted stays on record."""
    async with desk.work() as uow:
        await keeping_apart.let_meet(uow, pair_id, actor=desk.actor, at=desk.at)


async def _pairs(uow: UnitOfWork, support_case_id: SupportCaseId) -> PairList:
    found = await pairs_of(uow, support_case_id)
    return PairList(items=[PairItem.model_validate(each) for each in found])


async def _other(uow: UnitOfWork, body: NewPair) -> PersonId:
    other = await case_of_reference(uow, body.reference)
    if other is None:
        raise _refused("not-found", "No person in support has this reference.")
    return other


def _refused(code: str, words: str) -> Problem:
    return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, words, faults=[Fault("/reference", code, words)])
