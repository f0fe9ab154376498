"""What happened to placements, what has to be done because of it, and when beds were open before."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from care.domain.beds import Bedspace, Window
from care.domain.changes import Change, Days, PlacementChange
from care.domain.people import PersonId
from care.domain.placement import CHANGEABLE, EXPECTED, Placement, PlacementState
from care.domain.tasks import PlacementTask, TaskKind
from care.storage.history_tables import bed_earlier_service, placement_task
from care.storage.repositories import found
from care.storage.tables import placement
from contracts.ids import BedspaceId, PlacementId
from plumbing.identifiers import new_id

STILL_TO_LIVE = CHANGEABLE | {PlacementState.OFFERED}


class Histories:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def note(
        self,
        placement: Placement,
        kind: Change,
        before: Days,
        *,
        by: str,
        at: datetime,
        reason: str | None = None,
        is_authorised: bool | None = None,
    ) -> None:
        after = placement.days()
        change = PlacementChange(
            id=new_id(),
            placement_id=placement.id,
            provider_id=placement.provider_id,
            kind=kind,
            arrival_before=before.arrival_on,
            arrival_after=after.arrival_on,
            departure_before=before.departure_on,
            departure_after=after.departure_on,
            turnaround_before=before.turnaround_days,
            turnaround_after=after.turnaround_days,
            made_by=by,
            made_at=at,
            reason=reason,
            is_authorised=is_authorised,
        )
        self._session.add(change)

    async def keep_service(self, bedspace: Bedspace, service: Window) -> None:
        """When a bed was open, before it opens again."""
        row = {
            "bedspace_id": bedspace.id,
            "first_on": service.first,
            "last_on": service.last,
            "provider_id": bedspace.provider_id,
        }
        await self._session.execute(insert(bed_earlier_service).values(row))

    async def earlier_service(self, bedspace_id: BedspaceId) -> list[Window]:
        table = bed_earlier_service.c
        query = select(table.first_on, table.last_on).where(table.bedspace_id == bedspace_id)
        rows = await self._session.execute(query.order_by(table.first_on))
        return [Window(row.first_on, row.last_on) for row in rows]


class Tasks:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def raise_for(self, placement: Placement, kind: TaskKind, *, at: datetime) -> PlacementTask:
        """One of a kind for a placement: while it is open, raising it again changes nothing."""
        task = await self.open_of(placement.id, kind)
        if task is None:
            task = PlacementTask(
                id=new_id(),
                kind=kind,
                placement_id=placement.id,
                support_case_id=placement.case_id,
                provider_id=placement.provider_id,
                raised_at=at,
            )
            self._session.add(task)
        return task

    async def open_of(self, placement_id: PlacementId, kind: TaskKind) -> PlacementTask | None:
        task = placement_task.c
        query = select(PlacementTask).where(
            task.placement_id == placement_id, task.kind == kind, task.done_at.is_(None)
        )
        return (await self._session.scalars(query)).one_or_none()

    async def locked(self, task_id: UUID) -> PlacementTask:
        query = select(PlacementTask).where(placement_task.c.id == task_id).with_for_update()
        return found((await self._session.scalars(query)).one_or_none(), "task")

    async def finish(
        self, placement_id: PlacementId, kinds: Sequence[TaskKind], *, by: str, at: datetime
    ) -> None:
        for kind in kinds:
            task = await self.open_of(placement_id, kind)
            if task is not None:
                task.finish(by, at=at)

    async def not_arrived(self, before: date, *, limit: int) -> Sequence[Placement]:
        """Expected before this day, not come, and nobody has been told to find out why."""
        asked = select(placement_task.c.placement_id).where(placement_task.c.kind == TaskKind.MISSING_CHECK)
        query = (
            select(Placement)
            .where(
                placement.c.state.in_(EXPECTED),
                placement.c.arrival_on < before,
                placement.c.id.not_in(asked),
                placement.c.support_case_id.is_not(None),
            )
            .order_by(placement.c.arrival_on)
            .limit(limit)
        )
        return (await self._session.scalars(query)).all()

    async def sharing_a_house(self, one: PersonId, other: PersonId) -> Sequence[Placement]:
        """Live placements by which these two would be in one house at one time."""
        others = placement.alias()
        query = select(Placement).where(
            placement.c.person_id.in_([one, other]),
            others.c.person_id.in_([one, other]),
            placement.c.person_id != others.c.person_id,
            placement.c.premises_id == others.c.premises_id,
            placement.c.arrival_on <= others.c.departure_on,
            others.c.arrival_on <= placement.c.departure_on,
            placement.c.state.in_(STILL_TO_LIVE),
            others.c.state.in_(STILL_TO_LIVE),
        )
        return (await self._session.scalars(query)).all()
