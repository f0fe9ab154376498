"""The background process: relay, consumer, and the sweeps that turn passing time into facts."""

import asyncio
import signal
from functools import partial

from care.commands import contact, not_coming, offers, retaining, safety_stays, sealing, support_clocks
from care.consumers import REACTIONS
from care.domain.retention import retention_as_shipped
from care.domain.rulebook import rules_as_shipped
from care.settings import CareSettings, read_settings
from care.storage import UnitOfWork, plumbing
from plumbing.clock import utcnow
from plumbing.database import Database, Work
from plumbing.encryption import KeyRing
from plumbing.logging import set_up_logging
from plumbing.worker import Background, loops_on_kafka, run_loops


def background(settings: CareSettings) -> Background:
    database = Database(
        settings.database_url.get_secret_value(),
        service="care",
        connections=settings.database_connections,
    )
    ring = KeyRing.from_file(settings.key_file)
    address_ring = KeyRing.from_file(settings.address_key_file)
    work = database.work(partial(UnitOfWork, ring=ring))
    return Background(
        service="care",
        database=database,
        work=work,
        tables=plumbing,
        reactions=REACTIONS,
        periodic={
            "contact-sweep": (settings.sweep_seconds, partial(sweep_contacts, work)),
            "clock-sweep": (settings.sweep_seconds, partial(sweep_clocks, work)),
            "offer-sweep": (settings.sweep_seconds, partial(sweep_offers, work)),
            "sealing-sweep": (settings.sweep_seconds, partial(sweep_unsealed, work, address_ring)),
            "safety-sweep": (settings.sweep_seconds, partial(sweep_places_of_safety, work)),
            "retention-sweep": (settings.sweep_seconds, partial(sweep_retention, work)),
            "arrival-sweep": (settings.sweep_seconds, partial(sweep_not_arrived, work)),
        },
        relay_poll_seconds=settings.relay_poll_seconds,
    )


async def sweep_contacts(work: Work[UnitOfWork]) -> None:
    """A batch to a transaction, until nothing is left to say."""
    said = 1
    while said:
        async with work() as uow:
            said = await contact.sweep_contacts(uow, at=utcnow())


async def sweep_clocks(work: Work[UnitOfWork]) -> None:
    """What changes the clocks first, so that what they then stand on is what is warned of."""
    async with work() as uow:
        await support_clocks.sweep_extensions(uow, rules=rules_as_shipped(), at=utcnow())
    async with work() as uow:
        await support_clocks.sweep_allocations(uow, rules=rules_as_shipped(), at=utcnow())
    async with work() as uow:
        await support_clocks.sweep_clocks(uow, at=utcnow())


async def sweep_unsealed(work: Work[UnitOfWork], address_ring: KeyRing) -> None:
    sealed = 1
    while sealed:
        async with work() as uow:
            sealed = await sealing.seal_what_is_not(uow, address_ring, at=utcnow())


async def sweep_retention(work: Work[UnitOfWork]) -> None:
    """A batch to a transaction, until nothing is past its time."""
    forgotten = 1
    while forgotten:
        async with work() as uow:
            forgotten = await retaining.forget_what_is_past(uow, retention_as_shipped(), at=utcnow())
    async with work() as uow:
        await safety_stays.forget_past_stays(uow, retention_as_shipped(), at=utcnow())


async def sweep_places_of_safety(work: Work[UnitOfWork]) -> None:
    """Who was said to be referred is joined to their support case, once that is open."""
    async with work() as uow:
        await safety_stays.sweep_referred(uow, at=utcnow())


async def sweep_offers(work: Work[UnitOfWork]) -> None:
    async with work() as uow:
        await offers.sweep_offers(uow, at=utcnow())


async def sweep_not_arrived(work: Work[UnitOfWork]) -> None:
    async with work() as uow:
        await not_coming.sweep_not_arrived(uow, rules=rules_as_shipped(), at=utcnow())


async def run(settings: CareSettings) -> None:
    """Until told to stop."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    made_of = background(settings)
    await run_loops("care", loops_on_kafka(made_of, settings.broker_as_user()), stop)
    await made_of.database.close()


def main() -> None:
    settings = read_settings()
    set_up_logging("care", settings.log_level)
    asyncio.run(run(settings))


if __name__ == "__main__":
    main()
