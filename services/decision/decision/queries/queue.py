"""Queues of cases, most pressing first. Pages are cut by key, never by counting rows that were passed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import Boolean, ColumnElement, Row, and_, func, literal_column, or_, select, tuple_

from contracts.ids import AgeBand, CaseId, CompetentAuthority, UserId
from decision.domain.stages import Stage
from decision.storage import UnitOfWork
from decision.storage.tables import AWAITS_REASONABLE_GROUNDS, case_file, plumbing

COUNTED_AT_MOST = 1_000


class DueWhen(StrEnum):
    OVERDUE = "overdue"
    TODAY = "today"
    THIS_WEEK = "this-week"


class Holder(StrEnum):
    MINE = "mine"
    NOBODY = "nobody"
    SOMEBODY_ELSE = "somebody-else"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a queue is narrowed to, as seen by one person on one day. Nothing ticked means everything."""

    me: UserId
    today: date
    stages: frozenset[Stage] = frozenset()
    due: frozenset[DueWhen] = frozenset()
    ages: frozenset[AgeBand] = frozenset()
    holders: frozenset[Holder] = frozenset()
    authorities: frozenset[CompetentAuthority] = frozenset()


@dataclass(frozen=True)
class Cut:
    """The place between two rows where a page begins or ends."""

    due_on: date
    case_id: CaseId


@dataclass(frozen=True)
class QueueRow:
    case_id: CaseId
    reference: str
    due_on: date
    received_on: date
    stage: Stage
    age_band: AgeBand
    is_age_settled: bool
    competent_authority: CompetentAuthority
    is_held: bool
    is_mine: bool
    holder: str

    @property
    def cut(self) -> Cut:
        return Cut(self.due_on, self.case_id)


@dataclass(frozen=True)
class QueuePage:
    rows: Sequence[QueueRow]
    has_earlier: bool
    has_later: bool


async def reasonable_grounds_queue(
    uow: UnitOfWork, wanted: Wanted, *, after: Cut | None = None, before: Cut | None = None, limit: int = 25
) -> QueuePage:
    """One row more than asked for shows whether the queue goes on."""
    backwards = before is not None
    query = _rows(wanted).limit(limit + 1).order_by(*_order(backwards=backwards))
    if after or before:
        query = query.where(_beyond(after, before))
    rows = [_row(row, wanted.me) for row in await uow.session.execute(query)]
    has_more, rows = len(rows) > limit, rows[:limit]
    if backwards:
        return QueuePage(rows[::-1], has_earlier=has_more, has_later=True)
    return QueuePage(rows, has_earlier=after is not None, has_later=has_more)


async def count(uow: UnitOfWork, wanted: Wanted) -> int:
    """Stops counting when it no longer matters how many more there are."""
    some = select(case_file.c.id).where(*_conditions(wanted)).limit(COUNTED_AT_MOST + 1).subquery()
    return await uow.session.scalar(select(func.count()).select_from(some)) or 0


def _rows(wanted: Wanted):  # type: ignore[no-untyped-def]  # the row type says nothing
    directory = plumbing.directory
    return (
        select(case_file, directory.c.name.label("holder"))
        .outerjoin(directory, directory.c.user_id == case_file.c.taken_by)
        .where(*_conditions(wanted))
    )


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    case = case_file.c
    conditions: list[ColumnElement[bool]] = [_at_stages(wanted.stages)]
    if wanted.due:
        conditions.append(or_(*(_due(each, wanted.today) for each in wanted.due)))
    if wanted.ages:
        conditions.append(case.age_band.in_(wanted.ages))
    if wanted.holders:
        conditions.append(or_(*(_held(each, wanted.me) for each in wanted.holders)))
    if wanted.authorities:
        conditions.append(case.competent_authority.in_(wanted.authorities))
    return conditions


def _at_stages(stages: frozenset[Stage]) -> ColumnElement[bool]:
    """Said in the words of the partial index when nothing is ticked, so that the index is found."""
    if stages:
        return case_file.c.stage.in_(stages)
    return literal_column(AWAITS_REASONABLE_GROUNDS, Boolean)


def _due(when: DueWhen, today: date) -> ColumnElement[bool]:
    due_on = case_file.c.due_on
    sunday = today + timedelta(days=6 - today.weekday())
    return {
        DueWhen.OVERDUE: due_on < today,
        DueWhen.TODAY: due_on == today,
        DueWhen.THIS_WEEK: due_on.between(today, sunday),
    }[when]


def _held(holder: Holder, me: UserId) -> ColumnElement[bool]:
    taken_by = case_file.c.taken_by
    return {
        Holder.MINE: taken_by == me,
        Holder.NOBODY: taken_by.is_(None),
        Holder.SOMEBODY_ELSE: and_(taken_by.is_not(None), taken_by != me),
    }[holder]


def _order(*, backwards: bool) -> tuple[ColumnElement[object], ...]:
    case = case_file.c
    return (case.due_on.desc(), case.id.desc()) if backwards else (case.due_on, case.id)


def _beyond(after: Cut | None, before: Cut | None) -> ColumnElement[bool]:
    key = tuple_(case_file.c.due_on, case_file.c.id)
    if before:
        return key < (before.due_on, before.case_id)
    assert after is not None
    return key > (after.due_on, after.case_id)


def _row(row: Row[tuple[object, ...]], me: UserId) -> QueueRow:
    return QueueRow(
        case_id=CaseId(row.id),
        reference=row.reference,
        due_on=row.due_on,
        received_on=row.received_on,
        stage=row.stage,
        age_band=row.age_band,
        is_age_settled=row.is_age_settled,
        competent_authority=row.competent_authority,
        is_held=row.taken_by is not None,
        is_mine=row.taken_by == me,
        holder=row.holder or "",
    )
