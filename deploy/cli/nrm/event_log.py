"""Events of one service as its database keeps them: those it announced, and those it could not take yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Row, func, select, update

from nrm.opened import Opened
from plumbing.held import HeldEvent

WHO = "nrm command"


@dataclass(frozen=True)
class Announced:
    service: str
    position: int
    event_id: UUID
    type: str
    key: str
    created_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True)
class OutboxStatus:
    """`stuck_for` is the age of the oldest event that has not left."""

    service: str
    unsent: int
    stuck_for: timedelta
    last_sent_at: datetime | None
    held: int
    parked: int


async def announced(opened: Opened, *, after: int | None = None, limit: int) -> list[Announced]:
    """The last ones, or all after a position; oldest first."""
    outbox = opened.tables.outbox
    query = select(outbox)
    query = query.where(outbox.c.position > after) if after is not None else query.limit(limit)
    async with opened.work() as uow:
        rows = (await uow.session.execute(query.order_by(outbox.c.position.desc()))).all()
    return [_announced(opened.service, row) for row in reversed(rows)]


def _announced(service: str, row: Row[tuple[object, ...]]) -> Announced:
    return Announced(service, row.position, row.event_id, row.type, row.key, row.created_at, row.sent_at)


async def held(opened: Opened) -> Sequence[HeldEvent]:
    async with opened.work() as uow:
        return await uow.held.all()


async def release(opened: Opened, event_id: UUID, *, at: datetime) -> bool:
    async with opened.work() as uow:
        found = await uow.held.release(event_id, at=at)
        if found:
            uow.audit.add(action="event_released", actor=WHO, subject=str(event_id), at=at)
    return found


async def replay(
    opened: Opened, *, event_id: UUID | None = None, key: str | None = None, at: datetime
) -> int:
    """Sends again what was sent before: one event, or all of a case. Those who had it already ignore it."""
    outbox = opened.tables.outbox
    wanted: ColumnElement[bool] = outbox.c.event_id == event_id if event_id else outbox.c.key == key
    again = update(outbox).where(wanted, outbox.c.sent_at.is_not(None)).values(sent_at=None)
    async with opened.work() as uow:
        rows = (await uow.session.execute(again.returning(outbox.c.event_id))).all()
        for row in rows:
            uow.audit.add(action="event_replayed", actor=WHO, subject=str(row.event_id), at=at)
    return len(rows)


async def outbox_status(opened: Opened, *, at: datetime) -> OutboxStatus:
    outbox, held_table = opened.tables.outbox.c, opened.tables.held.c
    waiting = outbox.sent_at.is_(None)
    async with opened.work() as uow:
        sums = select(
            func.count().filter(waiting),
            func.min(outbox.created_at).filter(waiting),
            func.max(outbox.sent_at),
        )
        unsent, oldest, last = (await uow.session.execute(sums)).one()
        kept = select(func.count(), func.count().filter(held_table.state == "parked"))
        held_now, parked = (await uow.session.execute(kept.select_from(opened.tables.held))).one()
    stuck_for = at - oldest if oldest else timedelta()
    return OutboxStatus(opened.service, unsent, stuck_for, last, held_now, parked)
