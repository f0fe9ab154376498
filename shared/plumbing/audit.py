"""Who did or saw what: append-only, each entry chained to the one before by its hash."""

import hashlib
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Table, select, text
from sqlalchemy.ext.asyncio import AsyncSession

START = bytes(32)
_LOCK_CHAIN = text("SELECT pg_advisory_xact_lock(hashtext('nrm audit'))")
_END_OF_CHAIN = text("SELECT last_position, last_hash FROM audit_end()")


@dataclass(frozen=True)
class AuditEntry:
    """Ids and codes only: never a name, an address or free text."""

    at: datetime
    actor: str
    action: str
    subject: str
    detail: Mapping[str, str]

    def hash_after(self, previous: bytes, position: int) -> bytes:
        content = json.dumps(
            [
                position,
                self.at.astimezone(UTC).isoformat(timespec="microseconds"),
                self.actor,
                self.action,
                self.subject,
                dict(self.detail),
            ],
            sort_keys=True,
            ensure_ascii=False,
        )
        return hashlib.sha256(previous + content.encode()).digest()


class Audit:
    """Collects entries and writes them last before the commit, so that the chain's lock is held briefly."""

    def __init__(self, session: AsyncSession, table: Table) -> None:
        self._session = session
        self._table = table
        self._entries: list[AuditEntry] = []

    def add(
        self, *, action: str, actor: str, subject: str, at: datetime, detail: Mapping[str, str] | None = None
    ) -> None:
        self._entries.append(AuditEntry(at, actor, action, subject, detail or {}))

    async def write(self) -> None:
        if not self._entries:
            return
        await self._session.execute(_LOCK_CHAIN)
        position, previous = await self.end_of_chain()
        for entry in self._entries:
            position += 1
            hash_ = entry.hash_after(previous, position)
            await self._session.execute(self._table.insert().values(_row(entry, position, previous, hash_)))
            previous = hash_
        self._entries.clear()

    async def end_of_chain(self) -> tuple[int, bytes]:
        """All of the chain that whoever appends to it may read."""
        last = (await self._session.execute(_END_OF_CHAIN)).first()
        return (last.last_position, last.last_hash) if last else (0, START)

    async def first_gone(self, entries: int, last: bytes) -> int | None:
        """Where a chain that once had so many entries and ended with this hash is no longer the same.

        A chain cut off at its end, or made anew from somewhere on, is whole in itself.
        """
        end, _ = await self.end_of_chain()
        if end < entries:
            return end + 1
        table = self._table
        kept = await self._session.scalar(select(table.c.hash).where(table.c.position == entries))
        return None if kept == last or not entries else entries

    async def first_broken(self) -> int | None:
        """The position at which the chain no longer holds, or None. Missing entries break it too."""
        expected, previous = 0, START
        async for position, entry, previous_hash, hash_ in self._walk():
            expected += 1
            if (
                position != expected
                or previous_hash != previous
                or hash_ != entry.hash_after(previous, position)
            ):
                return expected
            previous = hash_
        return None

    async def _walk(self) -> AsyncIterator[tuple[int, AuditEntry, bytes, bytes]]:
        rows = await self._session.stream(select(self._table).order_by(self._table.c.position))
        async for row in rows:
            entry = AuditEntry(row.at, row.actor, row.action, row.subject, row.detail)
            yield row.position, entry, row.previous_hash, row.hash


def _row(entry: AuditEntry, position: int, previous: bytes, hash_: bytes) -> dict[str, object]:
    return {
        "position": position,
        "at": entry.at,
        "actor": entry.actor,
        "action": entry.action,
        "subject": entry.subject,
        "detail": dict(entry.detail),
        "previous_hash": previous,
        "hash": hash_,
    }
