"""From envelope to command: once each, in order for its case; a failing event holds up only its own case."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

import structlog
from prometheus_client import Counter
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from contracts.events import Envelope, Event
from plumbing.database import STAFF, Transaction, Work
from plumbing.held import HeldEvent
from plumbing.messages import Unparseable

U = TypeVar("U", bound=Transaction)
E = TypeVar("E", bound=Event)

EVENTS = Counter("nrm_events_total", "Events met by a consumer", ["service", "outcome"])
logger = structlog.get_logger()


class On(Generic[U, E]):
    """On this event, do that. Pairing an event with the wrong function is a type error."""

    def __init__(self, event: type[E], reaction: Callable[[U, E, datetime], Awaitable[None]]) -> None:
        self.event = event
        self._reaction = reaction

    async def react(self, uow: U, envelope: Envelope, at: datetime) -> None:
        await self._reaction(uow, self.read(envelope), at)

    def read(self, envelope: Envelope) -> E:
        """Raises Unparseable when the data is not what this kind of event carries."""
        try:
            return self.event.model_validate(envelope.data)
        except ValidationError as error:
            raise Unparseable(f"{error.error_count()} faults") from None


Reactions = Mapping[str, On[U, Event]]


def reactions(*entries: On[U, Any]) -> Mapping[str, On[U, Any]]:
    return {entry.event.name: entry for entry in entries}


@dataclass(frozen=True)
class Patience:
    """How often a failing event is tried, and how long to wait in between."""

    tries: int = 6
    first_wait: timedelta = timedelta(seconds=1)

    def next_try(self, attempts: int, at: datetime) -> datetime | None:
        """None when the event has been tried often enough and must be parked."""
        return at + self.first_wait * 2 ** (attempts - 1) if attempts < self.tries else None


class Consumer(Generic[U]):
    """Hears events for one service."""

    def __init__(
        self,
        service: str,
        work: Work[U],
        table: Mapping[str, On[U, Event]],
        *,
        patience: Patience = Patience(),
    ) -> None:
        self.service = service
        self._work = work
        self._table = table
        self._patience = patience

    @property
    def topics(self) -> frozenset[str]:
        return frozenset(entry.event.topic for entry in self._table.values())

    async def take(self, envelope: Envelope, *, at: datetime) -> None:
        """Returns once the event has taken effect, or is kept to be tried again.

        Raises Unparseable for data that is not what the event carries, and database outages as they come:
        then nothing has been kept and the event must be delivered again.
        """
        entry = self._table.get(envelope.type)
        if entry is None:
            self._count("passed_by")
            return
        entry.read(envelope)
        try:
            self._count(await self._take_once(entry, envelope, at))
        except Exception as error:
            if is_outage(error):
                raise
            await self._hold(envelope, error, at)

    async def _take_once(self, entry: On[U, Event], envelope: Envelope, at: datetime) -> str:
        async with self._work(STAFF) as uow:
            await uow.inbox.lock(envelope.subject)
            if not await uow.inbox.claim(envelope, at=at):
                return "repeated"
            if await uow.held.blocks(envelope.subject):
                await uow.held.wait(envelope, at=at)
                return "waiting"
            await entry.react(uow, envelope, at)
        return "taken"

    async def _hold(self, envelope: Envelope, error: Exception, at: datetime) -> None:
        self._report(envelope, error, attempts=1)
        async with self._work(STAFF) as uow:
            await uow.inbox.lock(envelope.subject)
            if await uow.inbox.claim(envelope, at=at):
                next_try_at = at + self._patience.first_wait
                await uow.held.retry(envelope, reason=reason_of(error), next_try_at=next_try_at, at=at)
        self._count("held")

    async def retry_held(self, *, at: datetime) -> int:
        """Tries what is due again, each case's first event first. Returns how many took effect."""
        async with self._work(STAFF) as uow:
            keys = await uow.held.due_keys(at)
        return sum([await self._retry_case(key, at) for key in keys])

    async def _retry_case(self, key: str, at: datetime) -> int:
        done = 0
        while await self._retry_first(key, at):
            done += 1
        return done

    async def _retry_first(self, key: str, at: datetime) -> bool:
        held: HeldEvent | None = None
        try:
            async with self._work(STAFF) as uow:
                await uow.inbox.lock(key)
                held = await uow.held.first(key)
                if held is None or not _may_try(held, at):
                    return False
                await uow.held.let_go(held.position)
                await self._table[held.envelope.type].react(uow, held.envelope, at)
        except Exception as error:
            if held is None or is_outage(error):
                raise
            await self._failed_again(held, error, at)
            return False
        self._count("taken")
        return True

    async def _failed_again(self, held: HeldEvent, error: Exception, at: datetime) -> None:
        attempts = held.attempts + 1
        self._report(held.envelope, error, attempts=attempts)
        async with self._work(STAFF) as uow:
            next_try_at = self._patience.next_try(attempts, at)
            await uow.held.failed_again(held, reason=reason_of(error), next_try_at=next_try_at)
        self._count("held" if next_try_at else "parked")

    def _report(self, envelope: Envelope, error: Exception, *, attempts: int) -> None:
        logger.warning(
            "event_failed",
            service=self.service,
            event_id=str(envelope.id),
            event_type=envelope.type,
            referral_id=envelope.subject,
            error_type=type(error).__name__,
            attempts=attempts,
            exc_info=error,
        )

    def _count(self, outcome: str) -> None:
        EVENTS.labels(self.service, outcome).inc()


def _may_try(held: HeldEvent, at: datetime) -> bool:
    return held.state == "waiting" or (held.next_try_at is not None and held.next_try_at <= at)


def reason_of(error: Exception) -> str:
    """The kind of failure only: messages may quote what a person wrote."""
    return type(error).__name__


def is_outage(error: Exception) -> bool:
    """Whether the database was not to be had, which is no fault of the event."""
    if isinstance(error, OSError | TimeoutError | InterfaceError | OperationalError):
        return True
    return isinstance(error, DBAPIError) and bool(error.connection_invalidated)
