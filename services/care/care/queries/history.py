"""What happened to placements, what is to be done because of it, and which queue a person waits in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, select

from care.domain.changes import PlacementChange
from care.domain.placement import HAS_ARRIVED, LIVE, PlacementState
from care.domain.tasks import TaskKind
from care.storage import UnitOfWork
from care.storage.history_tables import placement_change, placement_task
from care.storage.tables import bedspace, placement, support_case
from contracts.ids import PlacementId, SupportCaseId

MOST_LISTED = 200


class CaseQueue(StrEnum):
    READY_TO_PLACE = "ready_to_place"


@dataclass(frozen=True, kw_only=True)
class OpenTask:
    """A task with the bed and person it is about. No address, and no person but by reference."""

    id: UUID
    kind: TaskKind
    placement_id: UUID
    support_case_id: UUID
    reference: str | None
    bed_code: str
    raised_at: datetime
    due_at: datetime | None


async def changes_of(uow: UnitOfWork, placement_id: PlacementId) -> tuple[PlacementChange, ...]:
    """The oldest first."""
    change = placement_change.c
    query = select(PlacementChange).where(change.placement_id == placement_id)
    return tuple((await uow.session.scalars(query.order_by(change.made_at, change.id))).all())


async def case_queue(uow: UnitOfWork, support_case_id: SupportCaseId) -> CaseQueue | None:
    """Whether the person waits for a place: they may have one, and have none now or coming."""
    case = await uow.cases.get(support_case_id)
    has = [
        each
        for each in await uow.placements.of_person(case.person_id)
        if each.state in LIVE and each.state is not PlacementState.DEPARTED
    ]
    return CaseQueue.READY_TO_PLACE if case.may_be_placed and case.has_consented and not has else None


async def open_tasks(
    uow: UnitOfWork, kinds: Collection[TaskKind] = frozenset(TaskKind)
) -> tuple[OpenTask, ...]:
    """Those that run out first, then the longest waiting."""
    task = placement_task.c
    query = (
        select(placement_task, support_case.c.reference, bedspace.c.code.label("bed_code"))
        .join(placement, placement.c.id == task.placement_id)
        .join(bedspace, bedspace.c.id == placement.c.bedspace_id)
        .outerjoin(support_case, support_case.c.id == task.support_case_id)
        .where(task.done_at.is_(None), task.kind.in_(sorted(kinds)))
        .order_by(task.due_at.asc().nulls_last(), task.raised_at, task.id)
        .limit(MOST_LISTED)
    )
    rows = await uow.session.execute(query)
    return tuple(
        OpenTask(**{name: getattr(row, name) for name in OpenTask.__dataclass_fields__}) for row in rows
    )


async def moves_of(uow: UnitOfWork, support_case_id: SupportCaseId) -> int:
    """How often the person has had to move house so far: the places lived in, but for the first (RI-10)."""
    lived_in = select(func.count()).where(
        placement.c.support_case_id == support_case_id,
        placement.c.state.in_(HAS_ARRIVED),
        placement.c.dependant_id.is_(None),
    )
    return max(int(await uow.session.scalar(lived_in) or 0) - 1, 0)
