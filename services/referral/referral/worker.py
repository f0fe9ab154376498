"""The background process: relay, consumer, mails, and the end of drafts nobody came back to."""

import asyncio
import signal
from functools import partial

from plumbing.clock import utcnow
from plumbing.database import Database, Work
from plumbing.languages import add_words
from plumbing.logging import set_up_logging
from plumbing.worker import Background, loops_on_kafka, run_loops
from referral import commands, mails
from referral.consumers import REACTIONS
from referral.mails import Letters
from referral.settings import ReferralSettings
from referral.storage import UnitOfWork, plumbing

ONE_HOUR = 3600.0


def background(settings: ReferralSettings) -> Background:
    """It holds no keys: what happens behind the pages never needs to read what was written."""
    settings.say_when_nobody_is_written_to()
    database = Database(
        settings.database_url.get_secret_value(),
        service="referral",
        connections=settings.database_connections,
    )
    work = database.work(partial(UnitOfWork, life=settings.draft_life))
    add_words("referral")
    letters = Letters(settings.portal_url, settings.draft_life)
    post = partial(mails.deliver, work, settings.post(), letters, utcnow)
    return Background(
        service="referral",
        database=database,
        work=work,
        tables=plumbing,
        reactions=REACTIONS,
        periodic={
            "old-drafts": (ONE_HOUR, partial(forget_old_drafts, work)),
            "mails": (settings.mail_seconds, post),
        },
        relay_poll_seconds=settings.relay_poll_seconds,
    )


async def forget_old_drafts(work: Work[UnitOfWork]) -> None:
    async with work() as uow:
        await commands.forget_old_drafts(uow, at=utcnow())
    async with work() as uow:
        await mails.warn_of_endings(uow, at=utcnow())
        await uow.mails.forget_old(at=utcnow())


async def run(settings: ReferralSettings) -> None:
    """Until told to stop."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    made_of = background(settings)
    await run_loops("referral", loops_on_kafka(made_of, settings.broker_as_user()), stop)
    await made_of.database.close()


def main() -> None:
    settings = ReferralSettings()  # type: ignore[call-arg]  # the environment supplies them
    set_up_logging("referral", settings.log_level)
    asyncio.run(run(settings))


if __name__ == "__main__":
    main()
