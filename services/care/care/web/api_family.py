"""Families for programs: who belongs to a person, one unit for all. Names are read on the pages only."""

from datetime import date, datetime, time
from typing import Annotated
from uuid import UUID

from annotated_types import MaxLen
from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

from care.commands import family, offers
from care.commands.family import NeedsAndRisks, NewDependant
from care.domain.admission import hours_of_arrival
from care.domain.household import DependantId, Relation
from care.domain.people import Gender
from care.domain.search import Search
from care.domain.visibility import Data
from care.queries.searching import search_units
from care.queries.stays import stay
from care.storage import UnitOfWork
from care.web.api_people import Strict
from care.web.api_stays import Codes, PlacementItem
from care.web.creating import created
from care.web.edge import AnyDesk
from care.web.family import RisksForm
from care.web.family_place import UnitWanted, wanted_unit
from care.web.finding import LONGEST_STAY
from care.web.refusals import problems
from care.web.safety.record import case_of
from care.web.seeing import must_see
from contracts.care_places import DeclineSide
from contracts.ids import PremisesId, SupportCaseId
from plumbing.idempotency import OnceOnly
from plumbing.identifiers import new_id

router = APIRouter(prefix="/v1")
DEPENDANTS = "/support-cases/{support_case_id}/dependants"


class NewDependantFact(Strict):
    """`own_reference` where they were referred in their own right."""

    known_as: Annotated[str, MaxLen(60)]
    born_on: date
    relation: Relation
    gender: Gender | None = None
    lives_with_person: bool = True
    school: Annotated[str, MaxLen(120)] | None = None
    own_reference: Annotated[str, MaxLen(20)] | None = None


class DependantItem(BaseModel):
    """Not when they were born, nor what they are called, need and risk."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    support_case_id: UUID
    relation: Relation
    lives_with_person: bool
    own_reference: str | None
    risks_assessed_at: datetime | None


class DependantList(BaseModel):
    items: list[DependantItem]


class UnitItem(BaseModel):
    """`bedspace_ids` in the order of the household, the person's own first."""

    premises_id: UUID
    premises_code: str
    unit: str
    region: str
    bedspace_ids: list[UUID]


class UnitList(BaseModel):
    items: list[UnitItem]


class NewHouseholdOffer(Strict):
    """One self-contained unit for the person and everybody who lives with them, or nothing."""

    premises_id: PremisesId
    unit: str
    arrival_on: date
    departure_on: date
    arrival_hour: time | None = None
    accepted_by: frozenset[DeclineSide] = frozenset()
    is_local_connection_explained: bool = False


@router.get(DEPENDANTS)
async def dependants(desk: AnyDesk, support_case_id: SupportCaseId) -> DependantList:
    async with desk.work() as uow:
        must_see(desk, await case_of(uow, desk, support_case_id), Data.CHILD)
        found = await uow.dependants.of_case(support_case_id)
        return DependantList(items=[DependantItem.model_validate(each) for each in found])


@router.post(DEPENDANTS, status_code=201, response_model=DependantItem)
async def add_dependant(
    desk: AnyDesk, support_case_id: SupportCaseId, body: NewDependantFact, once: OnceOnly
) -> Response:
    async def create(uow: UnitOfWork) -> tuple[str, DependantItem]:
        await case_of(uow, desk, support_case_id)
        new = NewDependant(
            dependant_id=DependantId(new_id()), support_case_id=support_case_id, **body.model_dump()
        )
        await family.add_dependant(uow, new, actor=desk.actor, at=desk.at)
        made = await uow.dependants.get(new.dependant_id)
        return f"/v1/support-cases/{support_case_id}/dependants", DependantItem.model_validate(made)

    return await created(desk, once, create)


@router.post("/dependants/{dependant_id}/risks", status_code=204)
async def assess(desk: AnyDesk, dependant_id: DependantId, body: RisksForm) -> None:
    """On their own record, never in the parent's notes."""
    async with problems(), desk.work() as uow:
        known = await uow.dependants.get(dependant_id)
        await case_of(uow, desk, known.support_case_id)
        found = NeedsAndRisks(body.needs, body.risks)
        await family.assess_dependant(uow, dependant_id, found, actor=desk.actor, at=desk.at)


@router.get("/units/search")
async def units(
    desk: AnyDesk,
    support_case_id: SupportCaseId,
    starts_on: date,
    days: Annotated[int, Query(le=LONGEST_STAY)],
    region: Codes = [],  # noqa: B006  FastAPI copies it
    hour: time | None = None,
) -> UnitList:
    arriving = hours_of_arrival(starts_on, hour, at=desk.at)
    wanted = Search(starts_on=starts_on, days=days, regions=frozenset(region), arriving=arriving)
    async with problems(), desk.work() as uow:
        found = await search_units(uow, wanted, support_case_id, actor=desk.actor, rules=desk.rules)
    return UnitList(
        items=[
            UnitItem(
                premises_id=each.premises.id,
                premises_code=each.premises.code,
                unit=each.unit,
                region=each.premises.region,
                bedspace_ids=[bed.id for bed in each.bedspaces],
            )
            for each in found
        ]
    )


@router.post(
    "/support-cases/{support_case_id}/household-offers", status_code=201, response_model=PlacementItem
)
async def offer_unit(
    desk: AnyDesk, support_case_id: SupportCaseId, body: NewHouseholdOffer, once: OnceOnly
) -> Response:
    async def create(uow: UnitOfWork) -> tuple[str, PlacementItem]:
        wanted = await wanted_unit(uow, desk, support_case_id, UnitWanted(**body.model_dump()))
        await offers.make_offer(uow, wanted, actor=desk.actor, rules=desk.rules, at=desk.at)
        made = PlacementItem.model_validate(await stay(uow, wanted.placement_id))
        return f"/v1/placements/{wanted.placement_id}", made

    return await created(desk, once, create)
