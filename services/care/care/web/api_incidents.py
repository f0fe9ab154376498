"""Incidents for programs: written down, reported in time, closed. What was said is read on the pages only."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from annotated_types import MaxLen
from fastapi import APIRouter
from pydantic import AwareDatetime, BaseModel, ConfigDict
from starlette.responses import Response

from care.commands.risk import incidents
from care.commands.risk.incidents import Told
from care.domain.incidents import Category, Happening, Incident, IncidentId, Severity
from care.queries.risks import incidents_of, one_incident, open_incidents
from care.storage import UnitOfWork
from care.web.api_people import Strict
from care.web.creating import created
from care.web.edge import AnyDesk, OverseersDesk
from care.web.refusals import problems
from care.web.safety.incidents import OutcomeForm
from care.web.safety.record import case_of
from contracts.ids import PremisesId, SupportCaseId
from plumbing.idempotency import OnceOnly

router = APIRouter(prefix="/v1")
OF_PERSON = "/support-cases/{support_case_id}/incidents"
ONE = "/incidents/{incident_id}"


class NewIncident(Strict):
    """`known_at` is when whoever works with the person knew of it: from then on the time to report runs."""

    category: Category
    severity: Severity
    known_at: AwareDatetime
    occurred_at: AwareDatetime | None = None
    what_happened: Annotated[str, MaxLen(5000)]

    @property
    def happening(self) -> Happening:
        return Happening(**self.model_dump(exclude={"what_happened"}))


class IncidentItem(BaseModel):
    """To be reported by `due_at`, under `rule`. With `must_tell_safeguarding` it cannot be closed yet."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    support_case_id: UUID
    category: Category
    severity: Severity
    known_at: datetime
    occurred_at: datetime | None
    due_at: datetime
    rule: str
    policy_version: str
    reported_at: datetime | None
    must_tell_safeguarding: bool
    safeguarding_told_at: datetime | None
    closed_at: datetime | None


class IncidentList(BaseModel):
    items: list[IncidentItem]


@router.get("/incidents")
async def still_open(desk: AnyDesk) -> IncidentList:
    """Those to be reported first, by when they are due."""
    async with desk.work() as uow:
        return IncidentList(items=[_item(each.incident) for each in await open_incidents(uow)])


@router.get(OF_PERSON)
async def of_person(desk: AnyDesk, support_case_id: SupportCaseId) -> IncidentList:
    async with desk.work() as uow:
        await case_of(uow, desk, support_case_id)
        return IncidentList(items=[_item(each) for each in await incidents_of(uow, support_case_id)])


@router.post(OF_PERSON, status_code=201, response_model=IncidentItem)
async def record_incident(
    desk: AnyDesk, support_case_id: SupportCaseId, body: NewIncident, once: OnceOnly
) -> Response:
    async def create(uow: UnitOfWork) -> tuple[str, IncidentItem]:
        told = Told(what_happened=body.what_happened)
        made = await incidents.record_incident(uow, support_case_id, body.happening, told, desk.by)
        return f"/v1/incidents/{made}", _item(await one_incident(uow, made))

    return await created(desk, once, create)


@router.get(ONE)
async def incident(desk: AnyDesk, incident_id: IncidentId) -> IncidentItem:
    async with desk.work() as uow:
        found = await one_incident(uow, incident_id)
        await case_of(uow, desk, found.support_case_id)
        return _item(found)


@router.post(f"{ONE}/report")
async def report(desk: AnyDesk, incident_id: IncidentId) -> IncidentItem:
    async with problems(), desk.work() as uow:
        await incidents.report(uow, incident_id, desk.by)
        return _item(await one_incident(uow, incident_id))


@router.post(f"{ONE}/safeguarding")
async def tell_safeguarding(desk: AnyDesk, incident_id: IncidentId) -> IncidentItem:
    async with problems(), desk.work() as uow:
        await incidents.tell_safeguarding(uow, incident_id, desk.by)
        return _item(await one_incident(uow, incident_id))


@router.post(f"{ONE}/close")
async def close(desk: AnyDesk, incident_id: IncidentId, body: OutcomeForm) -> IncidentItem:
    async with problems(), desk.work() as uow:
        await incidents.close(uow, incident_id, body.outcome, desk.by)
        return _item(await one_incident(uow, incident_id))


@router.post("/houses/{premises_id}/safe", status_code=204)
async def lift_flag(desk: OverseersDesk, premises_id: PremisesId) -> None:
    """Somebody has made sure that a house whose address was known is safe."""
    async with problems(), desk.work() as uow:
        await incidents.lift_flag(uow, premises_id, desk.by)


def _item(found: Incident) -> IncidentItem:
    return IncidentItem.model_validate(found)
