"""A service's background work: the relay, the ear for events, second tries, and what time brings about."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import delete

from plumbing.broker import Broker
from plumbing.clock import utcnow
from plumbing.consumer import Consumer, On
from plumbing.database import STAFF, Database, Transaction, Work
from plumbing.kafka import KafkaInlet, KafkaOutlet
from plumbing.local import LocalInlet, LocalOutlet
from plumbing.relay import Outlet, Relay
from plumbing.tables import PlumbingTables
from plumbing.visits import forget_old_visits

Loop = Callable[[asyncio.Event], Awaitable[None]]
_KEEP_SENT = timedelta(days=14)
_KEEP_INBOX = timedelta(days=90)
_LONGEST_WAIT = 5.0
logger = structlog.get_logger()


@dataclass(frozen=True)
class Background:
    """What a service's background process is made of. `periodic`: name → seconds between runs, task."""

    service: str
    database: Database
    work: Work[Any]
    tables: PlumbingTables
    reactions: Mapping[str, On[Any, Any]]
    periodic: Mapping[str, tuple[float, Callable[[], Awaitable[None]]]] = field(default_factory=dict)
    relay_poll_seconds: float = 1.0

    def consumer(self) -> Consumer[Any]:
        return Consumer(self.service, self.work, self.reactions)

    def local_inlet(self) -> LocalInlet:
        return LocalInlet(self.consumer(), self.work, self.tables.dead_letter)


def loops_on_kafka(background: Background, broker: Broker) -> dict[str, Loop]:
    inlet = KafkaInlet(broker, background.consumer())
    return _loops(background, KafkaOutlet(broker), inlet.consumer) | {"consumer": inlet.run}


def loops_without_broker(background: Background, others: Sequence[LocalInlet]) -> dict[str, Loop]:
    """`others` are the ears of the services in this process that may hear what this one says."""
    return _loops(background, LocalOutlet(others), background.consumer())


def _loops(background: Background, outlet: Outlet, consumer: Consumer[Any]) -> dict[str, Loop]:
    relay = Relay(background.database, background.tables.outbox, outlet)

    async def run_relay(stop: asyncio.Event) -> None:
        await relay.run(stop, poll_seconds=background.relay_poll_seconds)

    async def retry_held() -> None:
        await consumer.retry_held(at=utcnow())

    async def clean_up() -> None:
        await forget_old_events(background)
        async with background.work(STAFF) as uow:
            await forget_old_visits(_session(uow), background.tables, at=utcnow())

    loops: dict[str, Loop] = {"relay": run_relay}
    loops["retries"] = _every(0.5, retry_held)
    loops["clean-up"] = _every(3600, clean_up)
    for name, (seconds, task) in background.periodic.items():
        loops[name] = _every(seconds, task)
    return loops


async def forget_old_events(background: Background) -> None:
    """Old sent and heard events are deleted by age; an unsent one never."""
    outbox, inbox = background.tables.outbox, background.tables.inbox
    async with background.work(STAFF) as uow:
        session = _session(uow)
        await session.execute(delete(outbox).where(outbox.c.sent_at < utcnow() - _KEEP_SENT))
        await session.execute(delete(inbox).where(inbox.c.received_at < utcnow() - _KEEP_INBOX))


def _session(uow: Transaction) -> Any:
    return uow.session


def _every(seconds: float, task: Callable[[], Awaitable[None]]) -> Loop:
    async def run(stop: asyncio.Event) -> None:
        while not stop.is_set():
            await task()
            await _wait(stop, seconds)

    return run


async def run_loops(service: str, loops: Mapping[str, Loop], stop: asyncio.Event) -> None:
    """Runs all loops until told to stop. One that fails is logged and begun again, ever more slowly."""
    async with asyncio.TaskGroup() as group:
        for name, loop in loops.items():
            group.create_task(_keep_going(service, name, loop, stop), name=f"{service}-{name}")


async def _keep_going(service: str, name: str, loop: Loop, stop: asyncio.Event) -> None:
    wait = 0.2
    while not stop.is_set():
        began = asyncio.get_running_loop().time()
        try:
            await loop(stop)
        except Exception as error:
            logger.error("loop_failed", service=service, loop=name, exc_info=error)
            ran_well = asyncio.get_running_loop().time() - began > 30
            wait = 0.2 if ran_well else min(wait * 2, _LONGEST_WAIT)
            await _wait(stop, wait)


async def _wait(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return
