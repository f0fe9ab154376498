"""Incidents, missing episodes, complaints and flagged houses."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from care.domain.complaints import AskedToLeave, Complaint
from care.domain.incidents import Category, Incident, IncidentId
from care.domain.missing_people import EpisodeId, MissingEpisode
from care.domain.placement import STAYING, Placement
from care.storage.repositories import found
from care.storage.risk_tables import (
    asked_to_leave,
    complaint,
    house_flag,
    incident,
    known_house,
    missing_episode,
)
from care.storage.tables import placement, premises
from contracts.ids import PremisesId, SupportCaseId
from plumbing.identifiers import new_id


class Risks:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, thing: Incident | MissingEpisode | Complaint) -> None:
        self._session.add(thing)

    async def incident_locked(self, incident_id: IncidentId) -> Incident:
        query = select(Incident).where(incident.c.id == incident_id).with_for_update()
        return found((await self._session.scalars(query)).one_or_none(), "incident")

    async def unreported(self, support_case_id: SupportCaseId, category: Category) -> Sequence[IncidentId]:
        of_case = incident.c.support_case_id == support_case_id
        query = select(incident.c.id).where(
            of_case, incident.c.category == category, incident.c.reported_at.is_(None)
        )
        return (await self._session.scalars(query)).all()

    async def episode_locked(self, episode_id: EpisodeId) -> MissingEpisode:
        query = select(MissingEpisode).where(missing_episode.c.id == episode_id).with_for_update()
        return found((await self._session.scalars(query)).one_or_none(), "missing episode")

    async def open_episode(self, support_case_id: SupportCaseId) -> MissingEpisode | None:
        of_case = missing_episode.c.support_case_id == support_case_id
        query = select(MissingEpisode).where(of_case, missing_episode.c.ended_at.is_(None))
        return (await self._session.scalars(query)).one_or_none()

    async def complaint_locked(self, complaint_id: UUID) -> Complaint:
        query = select(Complaint).where(complaint.c.id == complaint_id).with_for_update()
        return found((await self._session.scalars(query)).one_or_none(), "complaint")

    async def living_there(self, support_case_id: SupportCaseId) -> Placement | None:
        """Where the person themself lives now."""
        stay = placement.c
        query = (
            select(Placement)
            .where(
                stay.support_case_id == support_case_id,
                stay.dependant_id.is_(None),
                stay.state.in_(STAYING),
            )
            .with_for_update()
        )
        return (await self._session.scalars(query)).one_or_none()

    async def flag_house(self, home: Placement, incident_id: IncidentId, *, at: datetime) -> None:
        """Once, however many incidents say so."""
        row = {
            "id": new_id(),
            "premises_id": home.premises_id,
            "provider_id": home.provider_id,
            "incident_id": incident_id,
            "raised_at": at,
        }
        await self._session.execute(upsert(house_flag).values(row).on_conflict_do_nothing())

    async def keep_known_house(self, home: Placement, incident_id: IncidentId, *, at: datetime) -> None:
        row = {
            "premises_id": home.premises_id,
            "person_id": home.person_id,
            "provider_id": home.provider_id,
            "incident_id": incident_id,
            "noted_at": at,
        }
        await self._session.execute(upsert(known_house).values(row).on_conflict_do_nothing())

    async def area_of(self, premises_id: PremisesId) -> str:
        area: str | None = await self._session.scalar(
            select(premises.c.area).where(premises.c.id == premises_id)
        )
        return found(area, "premises")

    async def lift_flag(self, premises_id: UUID, *, by: str, at: datetime) -> bool:
        """False where none was raised."""
        raised = (house_flag.c.premises_id == premises_id) & house_flag.c.lifted_at.is_(None)
        done = update(house_flag).where(raised).values(lifted_at=at, lifted_by=by)
        return (await self._session.execute(done.returning(house_flag.c.id))).first() is not None

    async def is_flagged(self, premises_id: UUID) -> bool:
        raised = (house_flag.c.premises_id == premises_id) & house_flag.c.lifted_at.is_(None)
        return await self._session.scalar(select(house_flag.c.id).where(raised)) is not None

    async def keep_asked_to_leave(
        self, home: Placement, asked: AskedToLeave, *, by: str, at: datetime
    ) -> None:
        row = {
            "placement_id": home.id,
            "support_case_id": home.support_case_id,
            "provider_id": home.provider_id,
            "warned_on": asked.warned_on,
            "alternative": asked.alternative,
            "is_prime_told": asked.is_prime_told,
            "decided_at": at,
            "decided_by": by,
        }
        await self._session.execute(insert(asked_to_leave).values(row))
