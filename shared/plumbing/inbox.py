"""Events in: each takes effect once, because its id is claimed in the same transaction as its effect."""

from datetime import datetime

from sqlalchemy import Table, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.events import Envelope

_LOCK_CASE = text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))")


class Inbox:
    def __init__(self, session: AsyncSession, table: Table) -> None:
        self._session = session
        self._table = table

    async def lock(self, key: str) -> None:
        """One case's events are taken one at a time, whoever delivers them."""
        await self._session.execute(_LOCK_CASE, {"key": key})

    async def claim(self, envelope: Envelope, *, at: datetime) -> bool:
        """True the first time; False for every repetition."""
        statement = (
            insert(self._table)
            .values(event_id=envelope.id, type=envelope.type, key=envelope.subject, received_at=at)
            .on_conflict_do_nothing()
            .returning(self._table.c.event_id)
        )
        return (await self._session.execute(statement)).first() is not None
