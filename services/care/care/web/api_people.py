"""Support cases for programs: the same acts as the pages, with the same rules."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, BaseModel, ConfigDict

from care.commands import contact
from care.domain.placement import PlacementState
from care.domain.support import SupportState
from care.queries.people import PeopleList, Person, list_people, person
from care.web.edge import AnyDesk, PrimesDesk
from care.web.refusals import problems
from contracts.ids import SupportCaseId

router = APIRouter(prefix="/v1/support-cases")


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SupportCaseItem(BaseModel):
    """Ids and coded facts. Who the person is, only the referral service says, to whoever supports them."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    referral_id: UUID
    reference: str
    region: str | None
    state: SupportState
    opened_at: AwareDatetime
    contact_due_at: AwareDatetime
    contact_made_at: AwareDatetime | None
    assessed_at: AwareDatetime | None
    started_on: date | None
    provider_id: str | None
    placement_id: UUID | None
    placement_state: PlacementState | None


class SupportCaseList(BaseModel):
    items: list[SupportCaseItem]
    next: UUID | None = None


@router.get("")
async def support_cases(
    desk: AnyDesk,
    which: Annotated[PeopleList, Query(alias="list")] = PeopleList.EVERY,
    referral_id: UUID | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 25,
    after: UUID | None = None,
) -> SupportCaseList:
    async with desk.work() as uow:
        found = await list_people(uow, which, referral_id=referral_id, after=after, limit=limit)
    return SupportCaseList(items=[item(each) for each in found.people], next=found.next)


@router.get("/{support_case_id}")
async def support_case(desk: AnyDesk, support_case_id: SupportCaseId) -> SupportCaseItem:
    async with desk.work() as uow:
        return item(await person(uow, support_case_id))


@router.post("/{support_case_id}/contact")
async def record_contact(desk: PrimesDesk, support_case_id: SupportCaseId) -> SupportCaseItem:
    async with problems(), desk.work() as uow:
        await contact.record_contact(uow, support_case_id, actor=desk.actor, at=desk.at)
        await uow.session.flush()
        return item(await person(uow, support_case_id))


def item(found: Person) -> SupportCaseItem:
    return SupportCaseItem.model_validate(found)
