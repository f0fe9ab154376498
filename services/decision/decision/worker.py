"""The background process: relay, consumer, and the sweep that turns passing time into facts."""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from functools import partial

from decision import commands, mails, queueing
from decision.circumstances.turning_18 import sweep_birthdays
from decision.consumers import REACTIONS
from decision.publishing import calendars, policies
from decision.settings import DecisionSettings, read_settings
from decision.storage import UnitOfWork, plumbing
from plumbing.clock import utcnow
from plumbing.database import Database, Work
from plumbing.encryption import KeyRing
from plumbing.logging import set_up_logging
from plumbing.worker import Background, loops_on_kafka, run_loops

ONE_HOUR = 3600.0


def background(settings: DecisionSettings) -> Background:
    database = Database(
        settings.database_url.get_secret_value(),
        service="decision",
        connections=settings.database_connections,
    )
    work = database.work(partial(UnitOfWork, ring=KeyRing.from_file(settings.key_file)))
    letters = mails.Letters(settings.portal_url)
    return Background(
        service="decision",
        database=database,
        work=work,
        tables=plumbing,
        reactions=REACTIONS,
        periodic={
            "clock-sweep": (settings.sweep_seconds, partial(in_batches, work, commands.sweep_clocks)),
            "birthdays": (settings.sweep_seconds, partial(in_batches, work, sweep_birthdays)),
            "calendar-recount": (settings.sweep_seconds, partial(in_batches, work, calendars.recount_some)),
            "policy-recount": (settings.sweep_seconds, partial(in_batches, work, policies.recount_some)),
            "mails": (settings.mail_seconds, partial(mails.deliver, work, settings.post(), letters, utcnow)),
            "old-mails": (ONE_HOUR, partial(mails.forget_old, work, utcnow)),
            "queue-order": (settings.sweep_seconds, partial(in_batches, work, queueing.reorder_queues)),
            "expired-searches": (settings.sweep_seconds, partial(forget_searches, work)),
        },
        relay_poll_seconds=settings.relay_poll_seconds,
    )


async def in_batches(work: Work[UnitOfWork], some: Callable[..., Awaitable[int]]) -> None:
    """A batch to a transaction, until one finds nothing left to do."""
    touched = 1
    while touched:
        async with work() as uow:
            touched = await some(uow, at=utcnow())


async def forget_searches(work: Work[UnitOfWork]) -> None:
    async with work() as uow:
        await uow.searches.forget_expired(at=utcnow())


async def run(settings: DecisionSettings) -> None:
    """Until told to stop."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    settings.say_when_nobody_is_written_to()
    made_of = background(settings)
    await run_loops("decision", loops_on_kafka(made_of, settings.broker_as_user()), stop)
    await made_of.database.close()


def main() -> None:
    settings = read_settings()
    set_up_logging("decision", settings.log_level)
    asyncio.run(run(settings))


if __name__ == "__main__":
    main()
