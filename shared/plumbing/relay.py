"""Unsent events from the outbox to the broker or straight to the other services: in order, by one relay."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import structlog
from prometheus_client import Counter
from sqlalchemy import Table, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.events import Envelope
from plumbing.clock import utcnow
from plumbing.database import Database
from plumbing.outbox import NEWS

RELAYED = Counter("nrm_outbox_relayed_total", "Events handed on from the outbox", ["service", "outcome"])
_BE_THE_RELAY = text("SELECT pg_try_advisory_lock(hashtext('nrm relay'))")
_BATCH = 500
_STAND_BY_SECONDS = 0.5
logger = structlog.get_logger()


class Outlet(Protocol):
    """Where a relay puts events."""

    at_once: int

    async def send(self, envelope: Envelope) -> None:
        """Returns once the event is safe on the other side; raises when that is not certain."""

    async def close(self) -> None:
        """Drops connections, which may be broken after a failure. The next send opens new ones."""


@dataclass(frozen=True)
class Unsent:
    position: int
    envelope: Envelope


class Relay:
    def __init__(self, database: Database, outbox: Table, outlet: Outlet) -> None:
        self._database = database
        self._outbox = outbox
        self._outlet = outlet

    async def run(self, stop: asyncio.Event, *, poll_seconds: float) -> None:
        """Relays until told to stop. Only one process does so at a time; others stand by to take over.

        A commit that adds events wakes it; every so many seconds it looks without having been woken.
        """
        async with self._database.own_connection() as connection:
            news = await _listen(connection)
            if not await self._become_the_relay(connection, stop):
                return
            try:
                while not stop.is_set():
                    news.clear()
                    if await self.relay_batch(connection) == 0:
                        await _pause(stop, poll_seconds, news)
            finally:
                await self._outlet.close()

    async def _become_the_relay(self, connection: AsyncConnection, stop: asyncio.Event) -> bool:
        while not stop.is_set():
            if await connection.scalar(_BE_THE_RELAY):
                await connection.commit()
                return True
            await connection.commit()
            await _pause(stop, _STAND_BY_SECONDS)
        return False

    async def relay_batch(self, connection: AsyncConnection) -> int:
        """Sends what is unsent. A case whose event did not get through waits; the others go on."""
        unsent = await self._read(connection)
        sent, failed = await self._send(unsent)
        await self._mark_sent(connection, sent)
        if failed:
            raise failed[0]
        return len(sent)

    async def _read(self, connection: AsyncConnection) -> list[Unsent]:
        table = self._outbox
        query = (
            select(table.c.position, table.c.envelope)
            .where(table.c.sent_at.is_(None))
            .order_by(table.c.position)
            .limit(_BATCH)
        )
        rows = (await connection.execute(query)).all()
        await connection.commit()
        return [Unsent(row.position, Envelope.model_validate(row.envelope)) for row in rows]

    async def _send(self, unsent: Sequence[Unsent]) -> tuple[list[int], list[BaseException]]:
        sent: list[int] = []
        failed: list[BaseException] = []
        stuck: set[str] = set()
        for wave in waves(unsent, self._outlet.at_once):
            going = [row for row in wave if row.envelope.subject not in stuck]
            outcomes = await asyncio.gather(
                *(self._outlet.send(row.envelope) for row in going), return_exceptions=True
            )
            for row, outcome in zip(going, outcomes, strict=True):
                if isinstance(outcome, BaseException):
                    failed.append(outcome)
                    stuck.add(row.envelope.subject)
                else:
                    sent.append(row.position)
        self._count(len(sent), len(failed))
        if failed:
            await self._outlet.close()
        return sent, failed

    async def _mark_sent(self, connection: AsyncConnection, positions: list[int]) -> None:
        if not positions:
            return
        table = self._outbox
        await connection.execute(
            update(table).where(table.c.position.in_(positions)).values(sent_at=utcnow())
        )
        await connection.commit()

    def _count(self, sent: int, failed: int) -> None:
        RELAYED.labels(self._database.service, "sent").inc(sent)
        RELAYED.labels(self._database.service, "failed").inc(failed)


def waves(unsent: Iterable[Unsent], at_once: int) -> list[list[Unsent]]:
    """Groups in which each case occurs once: a case's next event leaves only after the one before is safe."""
    grouped: list[list[Unsent]] = []
    next_wave: dict[str, int] = {}
    for row in unsent:
        index = next_wave.get(row.envelope.subject, 0)
        while index < len(grouped) and len(grouped[index]) >= at_once:
            index += 1
        if index == len(grouped):
            grouped.append([])
        grouped[index].append(row)
        next_wave[row.envelope.subject] = index + 1
    return grouped


async def _listen(connection: AsyncConnection) -> asyncio.Event:
    """Is set whenever somebody has added events."""
    news = asyncio.Event()
    driver: Any = (await connection.get_raw_connection()).driver_connection
    await driver.add_listener(NEWS, lambda *_: news.set())
    return news


async def _pause(stop: asyncio.Event, seconds: float, *others: asyncio.Event) -> None:
    waiting = [asyncio.create_task(event.wait()) for event in (stop, *others)]
    await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()
