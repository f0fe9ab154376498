"""A sender and a listener with nothing between them but the delivery under test."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated, Any, ClassVar, Protocol
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    Identity,
    Integer,
    MetaData,
    Table,
    Uuid,
    func,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from tests.shared.kafka_topics import count_messages

from contracts.events import Event, Internal
from plumbing.broker import Broker
from plumbing.clock import utcnow
from plumbing.consumer import Consumer, On, Patience, reactions
from plumbing.database import STAFF, Database, Transaction, Work
from plumbing.identifiers import new_id
from plumbing.kafka import KafkaInlet, KafkaOutlet
from plumbing.local import LocalInlet, LocalOutlet
from plumbing.messages import Message
from plumbing.relay import Outlet, Relay
from plumbing.tables import plumbing_tables
from plumbing.worker import Loop, run_loops

metadata = MetaData()
TABLES = plumbing_tables(metadata)
EFFECT = Table(
    "effect",
    metadata,
    Column("position", BigInteger, Identity(always=True), primary_key=True),
    Column("referral_id", Uuid, nullable=False),
    Column("number", Integer, nullable=False),
)


class UnitOfWork(Transaction):
    def __init__(self, session: AsyncSession) -> None:
        super().__init__(session, TABLES)


class Counted(Event):
    referral_id: Annotated[UUID, Internal]
    number: Annotated[int, Internal]


def counted_by(service: str, fact: str = "counted") -> type[Counted]:
    """An event of a service of its own, so that tests on one broker do not hear each other."""

    class CountedThere(Counted):
        name: ClassVar[str] = f"nrm.{service}.{fact}.v1"
        topic: ClassVar[str] = f"nrm.{service}"

    return CountedThere


@dataclass
class Trouble:
    """What the listener's reaction runs into: exceptions to raise, by referral, until the list is used up."""

    ahead: dict[UUID, list[Exception]] = field(default_factory=dict)

    def meet(self, referral_id: UUID) -> None:
        waiting = self.ahead.get(referral_id)
        if waiting:
            raise waiting.pop(0)


class Line(Protocol):
    """One way of delivery, as the contract suite sees it."""

    def outlet(self) -> Outlet: ...

    def loops(self) -> dict[str, Loop]: ...

    async def put(self, message: Message) -> None: ...

    async def dead_letters(self) -> int: ...


class LocalLine:
    def __init__(self, listener: "Listener") -> None:
        self._listener = listener
        self._inlet = LocalInlet(listener.consumer, listener.work, TABLES.dead_letter)

    def outlet(self) -> Outlet:
        return LocalOutlet([self._inlet])

    def loops(self) -> dict[str, Loop]:
        return {}

    async def put(self, message: Message) -> None:
        await self._inlet.receive(message)

    async def dead_letters(self) -> int:
        async with self._listener.work(STAFF) as uow:
            return await uow.session.scalar(select(func.count()).select_from(TABLES.dead_letter)) or 0


class KafkaLine:
    def __init__(self, listener: "Listener", bootstrap: str) -> None:
        self._listener = listener
        self._bootstrap = bootstrap
        self.dead_letter_topic = f"nrm.{listener.service}.dead-letter"

    def outlet(self) -> Outlet:
        return KafkaOutlet(Broker(self._bootstrap))

    def loops(self) -> dict[str, Loop]:
        return {"consumer": KafkaInlet(Broker(self._bootstrap), self._listener.consumer).run}

    async def put(self, message: Message) -> None:
        outlet = KafkaOutlet(Broker(self._bootstrap))
        await outlet.put(f"nrm.{self._listener.service}", message)
        await outlet.close()

    async def dead_letters(self) -> int:
        return await count_messages(self._bootstrap, self.dead_letter_topic)


class Listener:
    """Writes each number it hears into its table, in its own database."""

    def __init__(self, database: Database, event: type[Counted]) -> None:
        self.service = service = event.topic.removeprefix("nrm.")
        self.work: Work[UnitOfWork] = database.work(UnitOfWork)
        self.trouble = Trouble()
        table: Any = reactions(On(event, self._write_down))
        self.consumer: Consumer[UnitOfWork] = Consumer(
            service, self.work, table, patience=Patience(tries=3, first_wait=timedelta(milliseconds=50))
        )

    async def _write_down(self, uow: UnitOfWork, event: Counted, at: datetime) -> None:
        row = {"referral_id": event.referral_id, "number": event.number}
        await uow.session.execute(EFFECT.insert().values(row))
        self.trouble.meet(event.referral_id)

    async def heard(self, referral_id: UUID) -> list[int]:
        query = select(EFFECT.c.number).where(EFFECT.c.referral_id == referral_id).order_by(EFFECT.c.position)
        async with self.work(STAFF) as uow:
            return list((await uow.session.scalars(query)).all())

    async def count(self) -> int:
        async with self.work(STAFF) as uow:
            return await uow.session.scalar(select(func.count()).select_from(EFFECT)) or 0

    async def retry(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            await self.consumer.retry_held(at=utcnow())
            await asyncio.sleep(0.05)


class Sender:
    def __init__(self, database: Database, event: type[Counted]) -> None:
        self.database = database
        self.event = event
        self.work: Work[UnitOfWork] = database.work(UnitOfWork)

    async def say(self, referral_id: UUID, *numbers: int) -> None:
        events = [self.event(referral_id=referral_id, number=number) for number in numbers]
        async with self.work(STAFF) as uow:
            await uow.outbox.add(*events, at=utcnow())

    async def unsent(self) -> int:
        query = select(func.count()).select_from(TABLES.outbox).where(TABLES.outbox.c.sent_at.is_(None))
        async with self.work(STAFF) as uow:
            return await uow.session.scalar(query) or 0

    def relay(self, outlet: Outlet) -> Relay:
        return Relay(self.database, TABLES.outbox, outlet)


@dataclass
class Post:
    """A sender, a listener and the line between them."""

    sender: Sender
    listener: Listener
    line: Line

    def all_loops(self, relay: Relay | None = None) -> dict[str, Loop]:
        relay = relay or self.sender.relay(self.line.outlet())
        return {"relay": relaying(relay), "retries": self.listener.retry, **self.line.loops()}

    async def hears(self, referral_id: UUID, *numbers: int) -> None:
        async def as_said() -> bool:
            return await self.listener.heard(referral_id) == list(numbers)

        await until(as_said)


@asynccontextmanager
async def running(**loops: Loop) -> AsyncIterator[None]:
    stop = asyncio.Event()
    task = asyncio.create_task(run_loops("test", loops, stop))
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(task, 20)


def relaying(relay: Relay) -> Loop:
    async def run(stop: asyncio.Event) -> None:
        await relay.run(stop, poll_seconds=600)  # whoever adds events wakes it

    return run


async def until(
    condition: Callable[[], Awaitable[bool]], *, seconds: float = 60, every: float = 0.05
) -> None:
    """Waits for what other tasks bring about; fails loudly when they do not, however busy the machine."""
    end = asyncio.get_running_loop().time() + seconds
    while not await condition():
        if asyncio.get_running_loop().time() > end:
            raise TimeoutError
        await asyncio.sleep(every)


async def add_effect_table(owner_url: str) -> None:
    engine = create_async_engine(owner_url)
    async with engine.begin() as connection:
        await connection.run_sync(EFFECT.create)
        await connection.execute(text("GRANT SELECT, INSERT ON effect TO referral_staff"))
    await engine.dispose()


def unique_service() -> str:
    return f"t{new_id().hex[-12:]}"
