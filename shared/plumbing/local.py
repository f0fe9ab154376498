"""Delivery without a broker: each unsent event is handed to every service that listens.

Nothing is kept in memory that a crash could lose: an event leaves the outbox only after each listener has
committed it to its inbox, and a listener that gets it twice lets the repetition pass.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table

from contracts.events import Envelope
from plumbing.clock import utcnow
from plumbing.consumer import Consumer
from plumbing.database import STAFF, Transaction, Work
from plumbing.messages import Message, Unparseable, from_message, to_message


class LocalInlet:
    """One service's ear. Takes messages as they are on the wire, so that both deliveries read alike."""

    def __init__(self, consumer: Consumer[Any], work: Work[Transaction], dead_letter: Table) -> None:
        self.consumer = consumer
        self._work = work
        self._dead_letter = dead_letter

    async def receive(self, message: Message) -> None:
        at = utcnow()
        try:
            await self.consumer.take(from_message(message), at=at)
        except Unparseable as error:
            await self._bury(message, str(error), at)

    async def _bury(self, message: Message, reason: str, at: datetime) -> None:
        row = {
            "headers": dict(message.headers),
            "value": message.value,
            "reason": f"unparseable: {reason}",
            "buried_at": at,
        }
        async with self._work(STAFF) as uow:
            await uow.session.execute(self._dead_letter.insert().values(row))


class LocalOutlet:
    at_once = 8  # no more transactions at a time than the listeners' pools carry

    def __init__(self, inlets: Sequence[LocalInlet]) -> None:
        self._inlets = inlets

    async def send(self, envelope: Envelope) -> None:
        message = to_message(envelope)
        listening = [inlet for inlet in self._inlets if envelope.topic in inlet.consumer.topics]
        await asyncio.gather(*(inlet.receive(message) for inlet in listening))

    async def close(self) -> None:
        return
