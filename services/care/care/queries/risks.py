"""What happened to somebody, or to those a provider supports, newest or most pressing first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from care.domain.complaints import Alternative, Complaint
from care.domain.disclosure import DisclosureRequest
from care.domain.incidents import Incident, IncidentId
from care.domain.missing_people import EpisodeId, MissingEpisode
from care.storage import UnitOfWork
from care.storage.disclosure_tables import disclosure_request
from care.storage.repositories import found
from care.storage.risk_tables import asked_to_leave, complaint, incident, missing_episode
from care.storage.tables import support_case
from contracts.ids import SupportCaseId

MOST_LISTED = 200


@dataclass(frozen=True)
class IncidentOf:
    """An incident and whose it is."""

    incident: Incident
    reference: str


async def incidents_of(uow: UnitOfWork, support_case_id: SupportCaseId) -> Sequence[Incident]:
    query = select(Incident).where(incident.c.support_case_id == support_case_id)
    return (await uow.session.scalars(query.order_by(incident.c.known_at.desc()))).all()


async def open_incidents(uow: UnitOfWork) -> Sequence[IncidentOf]:
    """Those not reported yet first, by when they are due; then those reported and not closed."""
    query = (
        select(Incident, support_case.c.reference)
        .join(support_case, support_case.c.id == incident.c.support_case_id)
        .where(incident.c.closed_at.is_(None))
        .order_by(incident.c.reported_at.is_not(None), incident.c.due_at)
        .limit(MOST_LISTED)
    )
    return [IncidentOf(each, reference) for each, reference in await uow.session.execute(query)]


async def one_incident(uow: UnitOfWork, incident_id: IncidentId) -> Incident:
    return found(await uow.session.get(Incident, incident_id), "incident")


async def episodes_of(uow: UnitOfWork, support_case_id: SupportCaseId) -> Sequence[MissingEpisode]:
    query = select(MissingEpisode).where(missing_episode.c.support_case_id == support_case_id)
    return (await uow.session.scalars(query.order_by(missing_episode.c.noticed_at.desc()))).all()


async def one_episode(uow: UnitOfWork, episode_id: EpisodeId) -> MissingEpisode:
    return found(await uow.session.get(MissingEpisode, episode_id), "missing episode")


async def complaints_of(uow: UnitOfWork, support_case_id: SupportCaseId) -> Sequence[Complaint]:
    query = select(Complaint).where(complaint.c.support_case_id == support_case_id)
    return (await uow.session.scalars(query.order_by(complaint.c.received_on.desc()))).all()


@dataclass(frozen=True)
class AskedOut:
    """Who was asked to leave a house, and what they were offered instead (RI-9)."""

    decided_at: datetime
    warned_on: date | None
    alternative: Alternative


async def asked_to_leave_by(uow: UnitOfWork, support_case_id: SupportCaseId) -> Sequence[AskedOut]:
    """The latest first."""
    asked = asked_to_leave.c
    query = select(asked.decided_at, asked.warned_on, asked.alternative)
    query = query.where(asked.support_case_id == support_case_id).order_by(asked.decided_at.desc())
    return [AskedOut(*row) for row in await uow.session.execute(query)]


async def one_complaint(uow: UnitOfWork, complaint_id: UUID) -> Complaint:
    return found(await uow.session.get(Complaint, complaint_id), "complaint")


async def requests_of(uow: UnitOfWork, support_case_id: SupportCaseId) -> Sequence[DisclosureRequest]:
    query = select(DisclosureRequest).where(disclosure_request.c.support_case_id == support_case_id)
    return (await uow.session.scalars(query.order_by(disclosure_request.c.recorded_at.desc()))).all()


async def one_request(uow: UnitOfWork, request_id: UUID) -> DisclosureRequest:
    return found(await uow.session.get(DisclosureRequest, request_id), "disclosure request")
