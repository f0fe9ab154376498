"""Queues of cases. Pages are cut by key, never by counting rows that were passed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Row, and_, func, literal_column, or_, select, tuple_

from contracts.ids import AgeBand, CaseId, CompetentAuthority, UserId
from decision.domain.overlays import Consent
from decision.domain.priority import Pressing, priorities
from decision.domain.stages import BEFORE_REASONABLE_GROUNDS, SUSPENDED, Stage
from decision.storage import UnitOfWork
from decision.storage.dangers import danger_report
from decision.storage.joined_tables import STANDS_ALONE
from decision.storage.queue_tables import STANDS_IN, Order, Queue, key_of
from decision.storage.restricted_tables import is_open_to
from decision.storage.tables import case_file, plumbing

COUNTED_AT_MOST = 1_000
HAVE_A_DAY_TO_MISS = BEFORE_REASONABLE_GROUNDS - SUSPENDED | {Stage.RECONSIDERATION_REQUESTED}


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
    queue: Queue = Queue.REASONABLE_GROUNDS
    order: Order = Order.PRESSING
    stages: frozenset[Stage] = frozenset()
    due: frozenset[DueWhen] = frozenset()
    ages: frozenset[AgeBand] = frozenset()
    holders: frozenset[Holder] = frozenset()
    authorities: frozenset[CompetentAuthority] = frozenset()
    reasons: frozenset[Pressing] = frozenset()


@dataclass(frozen=True)
class Cut:
    """The place between two rows where a page begins or ends. Cases of one priority stand by their day.

    In the other orders the priority counts for nothing.
    """

    priority: int
    day: date
    case_id: CaseId


@dataclass(frozen=True)
class QueueRow:
    case_id: CaseId
    reference: str
    priority: int
    reason: Pressing
    day: date
    stands_on: date
    due_on: date | None
    turns_18_on: date | None
    received_on: date
    stage: Stage
    age_band: AgeBand
    is_age_settled: bool
    competent_authority: CompetentAuthority
    is_held: bool
    is_mine: bool
    holder: str
    danger_at: datetime | None = None

    @property
    def cut(self) -> Cut:
        return Cut(self.priority, self.stands_on, self.case_id)

    def is_overdue(self, today: date) -> bool:
        """Only where a day is set: the earliest day of a conclusive grounds decision is no day to miss."""
        return self.stage in HAVE_A_DAY_TO_MISS and self.due_on is not None and self.due_on < today


@dataclass(frozen=True)
class QueuePage:
    rows: Sequence[QueueRow]
    has_earlier: bool
    has_later: bool


def is_overdue(today: date) -> ColumnElement[bool]:
    """The same, asked of the database."""
    return and_(case_file.c.stage.in_(HAVE_A_DAY_TO_MISS), case_file.c.due_on < today)


async def queue_page(
    uow: UnitOfWork, wanted: Wanted, *, after: Cut | None = None, before: Cut | None = None, limit: int = 25
) -> QueuePage:
    """One row more than asked for shows whether the queue goes on."""
    backwards = before is not None
    query = _rows(wanted).limit(limit + 1).order_by(*_order(wanted, backwards=backwards))
    if after or before:
        query = query.where(_beyond(wanted, after, before))
    rows = [_row(row, wanted) for row in await uow.session.execute(query)]
    has_more, rows = len(rows) > limit, rows[:limit]
    if backwards:
        return QueuePage(rows[::-1], has_earlier=has_more, has_later=True)
    return QueuePage(rows, has_earlier=after is not None, has_later=has_more)


async def count(uow: UnitOfWork, wanted: Wanted) -> int:
    """Stops counting when it no longer matters how many more there are."""
    some = select(case_file.c.id).where(*_conditions(wanted)).limit(COUNTED_AT_MOST + 1).subquery()
    return await uow.session.scalar(select(func.count()).select_from(some)) or 0


def _rows(wanted: Wanted):  # type: ignore[no-untyped-def]  # the row type says nothing
    directory, danger_at = plumbing.directory, danger_report.c.reported_at.label("danger_at")
    return (
        select(case_file, directory.c.name.label("holder"), _key(wanted)[-2].label("stands_on"), danger_at)
        .outerjoin(directory, directory.c.user_id == case_file.c.taken_by)
        .outerjoin(danger_report, danger_report.c.referral_id == case_file.c.referral_id)
        .where(*_conditions(wanted))
    )


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    case = case_file.c
    conditions = [_stands_in(wanted.queue), STANDS_ALONE, is_open_to(wanted.me), *_soon(wanted)]
    if wanted.due:
        conditions.append(or_(*(_due(each, wanted.today) for each in wanted.due)))
    if wanted.holders:
        conditions.append(or_(*(_held(each, wanted.me) for each in wanted.holders)))
    ticked = {
        case.stage: wanted.stages,
        case.age_band: wanted.ages,
        case.competent_authority: wanted.authorities,
        case.priority_reason: wanted.reasons,
    }
    return [*conditions, *(column.in_(values) for column, values in ticked.items() if values)]


def _stands_in(queue: Queue) -> ColumnElement[bool]:
    """In the words of the partial index, so that it is found."""
    return literal_column(f"({STANDS_IN[queue]})", Boolean)


def _soon(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Two queues hold what comes within so many days."""
    case, rules = case_file.c, priorities()
    if wanted.queue is Queue.ENDING:
        return [case.ends_on <= wanted.today + timedelta(days=rules.ending_soon_days)]
    if wanted.queue is Queue.AT_18:
        near = case.turns_18_on <= wanted.today + timedelta(days=rules.near_18_days)
        return [or_(case.consent == Consent.AWAITING_AT_18, near)]
    return []


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


def _key(wanted: Wanted) -> tuple[ColumnElement[Any], ...]:
    return key_of(wanted.queue, wanted.order)


def _order(wanted: Wanted, *, backwards: bool) -> tuple[ColumnElement[Any], ...]:
    return tuple(column.desc() for column in _key(wanted)) if backwards else _key(wanted)


def _beyond(wanted: Wanted, after: Cut | None, before: Cut | None) -> ColumnElement[bool]:
    key = tuple_(*_key(wanted))
    if before:
        return key < _place(before, wanted.order)
    assert after is not None
    return key > _place(after, wanted.order)


def _place(cut: Cut, order: Order) -> tuple[object, ...]:
    return (cut.priority, cut.day, cut.case_id) if order is Order.PRESSING else (cut.day, cut.case_id)


def _row(row: Row[tuple[object, ...]], wanted: Wanted) -> QueueRow:
    return QueueRow(
        case_id=CaseId(row.id),
        reference=row.reference,
        priority=row.priority,
        reason=row.priority_reason,
        stands_on=row.stands_on,
        day=row.ends_on if wanted.queue is Queue.ENDING else row.queue_on,
        due_on=row.due_on,
        turns_18_on=row.turns_18_on,
        received_on=row.received_on,
        stage=row.stage,
        age_band=row.age_band,
        is_age_settled=row.is_age_settled,
        competent_authority=row.competent_authority,
        is_held=row.taken_by is not None,
        is_mine=row.taken_by == wanted.me,
        holder=row.holder or "",
        danger_at=row.danger_at,
    )
