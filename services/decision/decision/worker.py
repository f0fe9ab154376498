"""The background process: relay, consumer, and the sweep that turns passing time into facts."""

import asyncio
import signal
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
            "clock-sweep": (settings.sweep_seconds, partial(sweep, work)),
            "birthdays": (settings.sweep_seconds, partial(birthdays, work)),
            "calendar-recount": (settings.sweep_seconds, partial(recount_by_calendars, work)),
            "policy-recount": (settings.sweep_seconds, partial(recount_by_policies, work)),
            "mails": (settings.mail_seconds, partial(mails.deliver, work, settings.post(), letters, utcnow)),
            "old-mails": (ONE_HOUR, partial(mails.forget_old, work, utcnow)),
            "queue-order": (settings.sweep_seconds, partial(reorder, work)),
            "expired-searches": (settings.sweep_seconds, partial(forget_searches, work)),
        },
        relay_poll_seconds=settings.relay_poll_seconds,
    )


async def sweep(work: Work[UnitOfWork]) -> None:
    """A batch to a transaction, until nothing is left to say."""
    touched = 1
    while touched:
        async with work() as uow:
            touched = await commands.sweep_clocks(uow, at=utcnow())


async def birthdays(work: Work[UnitOfWork]) -> None:
    """Asks whoever has turned 18 since the last time, a batch to a transaction."""
    touched = 1
    while touched:
        async with work() as uow:
            touched = await sweep_birthdays(uow, at=utcnow())


async def recount_by_calendars(work: Work[UnitOfWork]) -> None:
    """Counts open clocks again after a calendar has been published, a batch to a transaction."""
    counted = 1
    while counted:
        async with work() as uow:
            counted = await calendars.recount_some(uow, at=utcnow())


async def recount_by_policies(work: Work[UnitOfWork]) -> None:
    """The same after a version of the policy has been published."""
    counted = 1
    while counted:
        async with work() as uow:
            counted = await policies.recount_some(uow, at=utcnow())


async def reorder(work: Work[UnitOfWork]) -> None:
    """Gives cases the place in their queues that the day has brought them."""
    looked_at = 1
    while looked_at:
        async with work() as uow:
            looked_at = await queueing.reorder_queues(uow, at=utcnow())


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
