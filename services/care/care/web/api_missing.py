"""People who are missing, for programs: reported, who was told, the bed, and that they are found."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from annotated_types import MaxLen
from fastapi import APIRouter
from pydantic import AwareDatetime, BaseModel, ConfigDict
from starlette.responses import Response

from care.commands.risk import missing
from care.commands.risk.incidents import Told
from care.domain.missing_people import Ending, EpisodeId, Telling
from care.queries.risks import episodes_of, one_episode
from care.storage import UnitOfWork
from care.web.api_people import Strict
from care.web.creating import created
from care.web.edge import AnyDesk
from care.web.refusals import problems
from care.web.safety.missing import FoundForm
from care.web.safety.record import case_of
from contracts.ids import SupportCaseId
from plumbing.idempotency import OnceOnly

router = APIRouter(prefix="/v1")
OF_PERSON = "/support-cases/{support_case_id}/missing-episodes"
ONE = "/missing-episodes/{episode_id}"


class NewEpisode(Strict):
    last_seen_at: AwareDatetime
    what_happened: Annotated[str, MaxLen(5000)]


class Whom(Strict):
    whom: Telling


class EpisodeItem(BaseModel):
    """The bed is kept until `bed_kept_until`; after that a manager may release it."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    support_case_id: UUID
    placement_id: UUID | None
    last_seen_at: datetime
    noticed_at: datetime
    bed_kept_until: datetime
    rule: str
    policy_version: str
    told_at: dict[Telling, datetime]
    still_to_tell: tuple[Telling, ...]
    bed_released_at: datetime | None
    ended_at: datetime | None
    ending: Ending | None


class EpisodeList(BaseModel):
    items: list[EpisodeItem]


@router.get(OF_PERSON)
async def of_person(desk: AnyDesk, support_case_id: SupportCaseId) -> EpisodeList:
    async with desk.work() as uow:
        await case_of(uow, desk, support_case_id)
        found = await episodes_of(uow, support_case_id)
        return EpisodeList(items=[EpisodeItem.model_validate(each) for each in found])


@router.post(OF_PERSON, status_code=201, response_model=EpisodeItem)
async def report_missing(
    desk: AnyDesk, support_case_id: SupportCaseId, body: NewEpisode, once: OnceOnly
) -> Response:
    async def create(uow: UnitOfWork) -> tuple[str, EpisodeItem]:
        told = Told(what_happened=body.what_happened)
        made = await missing.report_missing(uow, support_case_id, body.last_seen_at, told, desk.by)
        return f"/v1/missing-episodes/{made}", await _item(uow, made)

    return await created(desk, once, create)


@router.get(ONE)
async def episode(desk: AnyDesk, episode_id: EpisodeId) -> EpisodeItem:
    async with desk.work() as uow:
        found = await _item(uow, episode_id)
        await case_of(uow, desk, SupportCaseId(found.support_case_id))
        return found


@router.post(f"{ONE}/told")
async def tell(desk: AnyDesk, episode_id: EpisodeId, body: Whom) -> EpisodeItem:
    async with problems(), desk.work() as uow:
        await missing.tell(uow, episode_id, body.whom, desk.by)
        return await _item(uow, episode_id)


@router.post(f"{ONE}/release-bed")
async def release_bed(desk: AnyDesk, episode_id: EpisodeId) -> EpisodeItem:
    async with problems(), desk.work() as uow:
        await missing.release_bed(uow, episode_id, desk.by)
        return await _item(uow, episode_id)


@router.post(f"{ONE}/found")
async def found(desk: AnyDesk, episode_id: EpisodeId, body: FoundForm) -> EpisodeItem:
    async with problems(), desk.work() as uow:
        await missing.end(uow, episode_id, body.ending, desk.by)
        return await _item(uow, episode_id)


async def _item(uow: UnitOfWork, episode_id: EpisodeId) -> EpisodeItem:
    return EpisodeItem.model_validate(await one_episode(uow, episode_id))
