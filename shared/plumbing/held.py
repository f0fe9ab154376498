"""Events that failed, and what waits behind them. Other cases go on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, Table, and_, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.events import Envelope


@dataclass(frozen=True)
class HeldEvent:
    position: int
    envelope: Envelope
    state: str
    reason: str | None
    attempts: int
    next_try_at: datetime | None
    held_at: datetime


class Held:
    def __init__(self, session: AsyncSession, table: Table) -> None:
        self._session = session
        self._table = table

    async def blocks(self, key: str) -> bool:
        """Whether an earlier event of this case has failed and not been mended."""
        return bool(await self._session.scalar(select(exists().where(self._table.c.key == key))))

    async def wait(self, envelope: Envelope, *, at: datetime) -> None:
        await self._add(envelope, state="waiting", at=at)

    async def retry(self, envelope: Envelope, *, reason: str, next_try_at: datetime, at: datetime) -> None:
        await self._add(envelope, state="retrying", reason=reason, attempts=1, next_try_at=next_try_at, at=at)

    async def _add(
        self,
        envelope: Envelope,
        *,
        state: str,
        at: datetime,
        reason: str | None = None,
        attempts: int = 0,
        next_try_at: datetime | None = None,
    ) -> None:
        row = {
            "event_id": envelope.id,
            "key": envelope.subject,
            "type": envelope.type,
            "envelope": envelope.model_dump(mode="json"),
            "state": state,
            "reason": reason,
            "attempts": attempts,
            "next_try_at": next_try_at,
            "held_at": at,
        }
        await self._session.execute(self._table.insert().values(row))

    async def due_keys(self, at: datetime, *, limit: int = 100) -> Sequence[str]:
        """Cases whose first held event may be tried now: its time has come, or what it waited for is gone."""
        table = self._table
        first = select(func.min(table.c.position)).group_by(table.c.key).scalar_subquery()
        may_try = or_(
            table.c.state == "waiting", and_(table.c.state == "retrying", table.c.next_try_at <= at)
        )
        found = await self._session.scalars(
            select(table.c.key)
            .where(table.c.position.in_(first), may_try)
            .order_by(table.c.position)
            .limit(limit)
        )
        return found.all()

    async def first(self, key: str) -> HeldEvent | None:
        query = select(self._table).where(self._table.c.key == key).order_by(self._table.c.position).limit(1)
        row = (await self._session.execute(query)).first()
        return _held_event(row) if row else None

    async def let_go(self, position: int) -> None:
        await self._session.execute(delete(self._table).where(self._table.c.position == position))

    async def failed_again(self, held: HeldEvent, *, reason: str, next_try_at: datetime | None) -> None:
        """Records another failure; without a next time the event is parked until somebody releases it."""
        state = "retrying" if next_try_at else "parked"
        await self._session.execute(
            update(self._table)
            .where(self._table.c.position == held.position)
            .values(state=state, reason=reason, attempts=held.attempts + 1, next_try_at=next_try_at)
        )

    async def release(self, event_id: UUID, *, at: datetime) -> bool:
        """Lets a parked event be tried again now. False when no such event is parked."""
        released = await self._session.execute(
            update(self._table)
            .where(self._table.c.event_id == event_id, self._table.c.state == "parked")
            .values(state="retrying", attempts=0, next_try_at=at)
            .returning(self._table.c.position)
        )
        return released.first() is not None

    async def all(self, *, limit: int = 500) -> list[HeldEvent]:
        rows = await self._session.execute(select(self._table).order_by(self._table.c.position).limit(limit))
        return [_held_event(row) for row in rows]


def _held_event(row: Row[tuple[object, ...]]) -> HeldEvent:
    return HeldEvent(
        position=row.position,
        envelope=Envelope.model_validate(row.envelope),
        state=row.state,
        reason=row.reason,
        attempts=row.attempts,
        next_try_at=row.next_try_at,
        held_at=row.held_at,
    )
