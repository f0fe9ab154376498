"""Inspections of subcontractors and what they recommend, for programs; and what a provider offers."""

from datetime import date
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from annotated_types import Ge, Le, MaxLen, MinLen
from fastapi import APIRouter
from pydantic import AwareDatetime, BaseModel, ConfigDict
from starlette.responses import Response

from care.commands import inspecting
from care.commands.allocating import keep_profile
from care.commands.inspecting import Asked
from care.domain.inspections import Held, Inspection, Kind, Recommendation
from care.queries.inspections import inspected
from care.storage import UnitOfWork
from care.storage.network_providers import Profile
from care.web.api_people import Strict
from care.web.creating import created
from care.web.edge import Desk, ManagersDesk, OverseersDesk, PrimesDesk
from care.web.refusals import problems
from contracts.ids import ProviderId
from plumbing.idempotency import OnceOnly

router = APIRouter(prefix="/v1")


class FromRow(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class InspectionItem(FromRow):
    id: UUID
    provider_id: str
    kind: Kind
    held_on: date
    next_due_on: date
    rule: str
    policy_version: str


class RecommendationItem(FromRow):
    """What is recommended and answered names no person of those supported, and is read on the page."""

    id: UUID
    inspection_id: UUID
    provider_id: str
    due_on: date
    answered_at: AwareDatetime | None


class InspectionList(BaseModel):
    items: list[InspectionItem]
    recommendations: list[RecommendationItem]


class NewInspection(Strict):
    provider_id: str
    kind: Kind
    held_on: date


class NewRecommendation(Strict):
    words: Annotated[str, MinLen(1), MaxLen(1000)]
    owner: Annotated[str, MinLen(1), MaxLen(100)]
    due_on: date


class AnswerFact(Strict):
    words: Annotated[str, MinLen(1), MaxLen(2000)]


class ProfileFact(Strict):
    """Which languages are spoken, where, and how many people can be supported at a time."""

    languages: Annotated[tuple[Annotated[str, MinLen(1), MaxLen(60)], ...], MaxLen(50)] = ()
    regions: Annotated[tuple[str, ...], MaxLen(50)] = ()
    list_places: Annotated[int, Ge(0), Le(10_000)]


class ProfileItem(FromRow):
    languages: list[str]
    regions: list[str]
    list_places: int | None


@router.get("/inspections")
async def inspections(desk: OverseersDesk) -> InspectionList:
    """Those that were held and what they recommend: of every provider, or of one’s own."""
    async with desk.work() as uow:
        return await _inspections(uow, desk)


@router.post("/inspections", status_code=HTTPStatus.CREATED, response_model=InspectionItem)
async def record_inspection(desk: PrimesDesk, body: NewInspection, once: OnceOnly) -> Response:
    held = Held(provider_id=ProviderId(body.provider_id), kind=body.kind, on=body.held_on)

    async def create(uow: UnitOfWork) -> tuple[str, InspectionItem]:
        made: Inspection = await uow.inspections.one(await inspecting.record_inspection(uow, held, desk.by))
        return "/v1/inspections", InspectionItem.model_validate(made)

    return await created(desk, once, create)


@router.post(
    "/inspections/{inspection_id}/recommendations",
    status_code=HTTPStatus.CREATED,
    response_model=InspectionList,
)
async def recommend(
    desk: PrimesDesk, inspection_id: UUID, body: NewRecommendation, once: OnceOnly
) -> Response:
    async def create(uow: UnitOfWork) -> tuple[str, InspectionList]:
        await inspecting.recommend(uow, inspection_id, Asked(**body.model_dump()), desk.by)
        return "/v1/inspections", await _inspections(uow, desk)

    return await created(desk, once, create)


@router.post("/recommendations/{recommendation_id}/answer")
async def answer(desk: ManagersDesk, recommendation_id: UUID, body: AnswerFact) -> RecommendationItem:
    """By the manager of the provider that was inspected."""
    async with problems(), desk.work() as uow:
        await inspecting.answer(uow, recommendation_id, body.words, desk.by)
        found: Recommendation = await uow.inspections.recommendation_locked(recommendation_id)
        return RecommendationItem.model_validate(found)


@router.get("/own-provider")
async def own_provider(desk: ManagersDesk) -> ProfileItem:
    async with desk.work() as uow:
        return await _profile(uow, desk)


@router.post("/own-provider")
async def change_own_provider(desk: ManagersDesk, body: ProfileFact) -> ProfileItem:
    """In place of what was said before."""
    kept = Profile(
        languages=tuple(dict.fromkeys(body.languages)),
        regions=tuple(sorted(set(body.regions))),
        list_places=body.list_places,
    )
    async with problems(), desk.work() as uow:
        await keep_profile(uow, kept, desk.by)
        return await _profile(uow, desk)


async def _profile(uow: UnitOfWork, desk: Desk) -> ProfileItem:
    return ProfileItem.model_validate(await uow.network_providers.profile(desk.actor.provider_id))


async def _inspections(uow: UnitOfWork, desk: Desk) -> InspectionList:
    only = None if desk.is_prime else desk.actor.provider_id
    found = await inspected(uow, rules=desk.rules, only=only)
    return InspectionList(
        items=[InspectionItem.model_validate(each) for each in found.held],
        recommendations=[RecommendationItem.model_validate(each) for each in found.recommendations],
    )
