"""Who holds how many cases, by what they await."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, func, literal_column, select

from clocks import london_day
from contracts.ids import CaseId, UserId
from decision.domain.stages import (
    BEFORE_CONCLUSIVE_GROUNDS,
    BEFORE_REASONABLE_GROUNDS,
    SUSPENDED,
    Stage,
)
from decision.queries.queue import is_overdue
from decision.storage import UnitOfWork
from decision.storage.allocation import CASEWORKER
from decision.storage.joined_tables import STANDS_ALONE
from decision.storage.queue_tables import STANDS_IN, Queue
from decision.storage.tables import case_file, plumbing
from plumbing.directory import may_come_in

IN_HAND = literal_column(f"({STANDS_IN[Queue.IN_HAND]})", Boolean)


@dataclass(frozen=True)
class Load:
    """What somebody holds. `overdue` counts what should have been decided by now."""

    person: UserId
    name: str
    reasonable_grounds: int = 0
    conclusive_grounds: int = 0
    suspended: int = 0
    other: int = 0
    overdue: int = 0

    @property
    def total(self) -> int:
        return self.reasonable_grounds + self.conclusive_grounds + self.suspended + self.other


async def workload(uow: UnitOfWork, *, at: datetime) -> list[Load]:
    """Every caseworker who may come in today, and who else holds a case; least loaded first."""
    held, overdue = await _held(uow), await _overdue(uow, london_day(at))
    names = await _caseworkers(uow, at) | await _names(uow, list(held))
    loads = [
        Load(UserId(person), name, **held[person], overdue=overdue.get(person, 0))
        for person, name in names.items()
    ]
    return sorted(loads, key=lambda load: (load.total, load.name))


async def may_be_given(uow: UnitOfWork, case_id: CaseId, *, at: datetime) -> list[Load]:
    """Caseworkers without a declared conflict in the case, of those named where it is restricted."""
    conflicted = await uow.allocation.conflicted(case_id)
    standing = await uow.restrictions.of_case(case_id)
    caseworkers = (await _caseworkers(uow, at)).keys() - conflicted
    allowed = caseworkers & standing.open_to if standing else caseworkers
    loads = await workload(uow, at=at)
    return [load for load in loads if load.person in allowed]


async def _held(uow: UnitOfWork) -> dict[UUID, Counter[str]]:
    columns = case_file.c
    query = select(columns.taken_by, columns.stage, func.count()).where(IN_HAND, STANDS_ALONE)
    held: dict[UUID, Counter[str]] = defaultdict(Counter)
    for person, stage, number in await uow.session.execute(query.group_by(columns.taken_by, columns.stage)):
        held[person][_kind(stage)] += number
    return held


async def _overdue(uow: UnitOfWork, today: date) -> Mapping[UUID, int]:
    columns = case_file.c
    query = select(columns.taken_by, func.count().label("overdue")).where(
        IN_HAND, STANDS_ALONE, is_overdue(today)
    )
    rows = await uow.session.execute(query.group_by(columns.taken_by))
    return {row.taken_by: row.overdue for row in rows}


async def _caseworkers(uow: UnitOfWork, at: datetime) -> dict[UUID, str]:
    known = plumbing.directory.c
    query = select(known.user_id, known.name).where(
        known.roles.contains([CASEWORKER]), may_come_in(plumbing.directory, at)
    )
    return {row.user_id: row.name for row in await uow.session.execute(query)}


async def _names(uow: UnitOfWork, people: Sequence[UUID]) -> dict[UUID, str]:
    known = plumbing.directory.c
    query = select(known.user_id, known.name).where(known.user_id.in_(people))
    return {row.user_id: row.name for row in await uow.session.execute(query)}


def _kind(stage: Stage) -> str:
    if stage in SUSPENDED:
        return "suspended"
    if stage in BEFORE_REASONABLE_GROUNDS:
        return "reasonable_grounds"
    return "conclusive_grounds" if stage in BEFORE_CONCLUSIVE_GROUNDS else "other"
