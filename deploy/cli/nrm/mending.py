"""What the commands about events and audit do, over all services of a running system or one of them."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from uuid import UUID

from nrm import event_log
from nrm.event_log import Announced, OutboxStatus
from nrm.opened import Opened, opened
from plumbing.clock import utcnow
from plumbing.held import HeldEvent

LOOK_EVERY = 0.5
Row = dict[str, object]


async def latest(data: Path, service: str, *, lines: int, follow: bool) -> AsyncIterator[Row]:
    """Oldest first. Following never ends by itself."""
    async with opened(data, service) as services:
        async for each in _readings(services, lines, follow=follow):
            yield asdict(each)


async def _readings(services: Sequence[Opened], lines: int, *, follow: bool) -> AsyncIterator[Announced]:
    last: dict[str, int] = {}
    while True:
        found: list[Announced] = []
        for one in services:
            found += await event_log.announced(one, after=last.get(one.service), limit=lines)
        last = {one.service: 0 for one in services} | last | {each.service: each.position for each in found}
        for each in sorted(found, key=lambda each: each.created_at):
            yield each
        if not follow:
            return
        await asyncio.sleep(LOOK_EVERY)


async def held(data: Path, service: str) -> list[Row]:
    async with opened(data, service) as services:
        return [_held(one.service, each) for one in services for each in await event_log.held(one)]


def _held(service: str, event: HeldEvent) -> Row:
    return {
        "service": service,
        "event_id": event.envelope.id,
        "type": event.envelope.type,
        "key": event.envelope.subject,
        "state": event.state,
        "reason": event.reason,
        "attempts": event.attempts,
        "next_try_at": event.next_try_at,
        "held_at": event.held_at,
    }


async def release(data: Path, event_id: UUID) -> list[str]:
    """The services in which it was parked."""
    async with opened(data) as services:
        at = utcnow()
        return [one.service for one in services if await event_log.release(one, event_id, at=at)]


async def replay(
    data: Path, service: str, *, event_id: UUID | None, referral_id: UUID | None
) -> dict[str, int]:
    """How many each service will send again."""
    key = str(referral_id) if referral_id else None
    async with opened(data, service) as services:
        at = utcnow()
        return {
            one.service: await event_log.replay(one, event_id=event_id, key=key, at=at) for one in services
        }


async def outbox_status(data: Path, service: str) -> list[OutboxStatus]:
    async with opened(data, service) as services:
        return [await event_log.outbox_status(one, at=utcnow()) for one in services]


async def verify_audit(data: Path, service: str, earlier: Mapping[str, Row]) -> list[Row]:
    """`earlier` is what this said of each service at an earlier time."""
    async with opened(data, service) as services:
        return [await _verified(one, earlier.get(one.service)) for one in services]


async def _verified(one: Opened, earlier: Row | None) -> Row:
    async with one.work() as uow:
        entries, last = await uow.audit.end_of_chain()
        broken = await uow.audit.first_broken()
        if broken is None and earlier:
            known = bytes.fromhex(str(earlier["last"]))
            broken = await uow.audit.first_gone(int(str(earlier["entries"])), known)
    return {"service": one.service, "entries": entries, "last": last.hex(), "first_broken": broken}
