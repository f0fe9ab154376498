"""Events out: written in the caller's transaction, sent later by the relay."""

from datetime import datetime

from sqlalchemy import Table, text
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.events import Envelope, Event
from plumbing.identifiers import new_id
from plumbing.tracing import current_traceparent

NEWS = "outbox"
_TELL_THE_RELAY = text(f"NOTIFY {NEWS}")


class Outbox:
    def __init__(self, session: AsyncSession, table: Table) -> None:
        self._session = session
        self._table = table

    async def add(self, *events: Event, at: datetime) -> None:
        """Announces events. Earlier changes are flushed first: that locks the case and orders its rows."""
        if not events:
            return
        await self._session.flush()
        envelopes = [
            Envelope.of(event, id=new_id(), at=at, traceparent=current_traceparent()) for event in events
        ]
        for envelope in envelopes:  # one by one: a multi-row insert does not promise positions in order
            await self._session.execute(self._table.insert().inline().values(_row(envelope)))
        await self._session.execute(_TELL_THE_RELAY)


def _row(envelope: Envelope) -> dict[str, object]:
    return {
        "event_id": envelope.id,
        "key": envelope.subject,
        "type": envelope.type,
        "envelope": envelope.model_dump(mode="json"),
        "created_at": envelope.time,
    }
