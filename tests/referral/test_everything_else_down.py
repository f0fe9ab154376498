"""Sending while Kafka, the decision service and the mail server are all down, and what comes of it later."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest
from sqlalchemy import func, select
from tests.referral.answers import adult_answers
from tests.referral.journey import fill_in, look, send
from tests.referral.postbox import Postbox
from tests.referral.test_mails import reference_in
from tests.shared.delivery import running, until

from nrm.runtime.kafka import KafkaBroker
from plumbing.broker import Broker
from plumbing.database import STAFF
from plumbing.directory import DirectoryEntry
from plumbing.worker import Background, Loop, loops_on_kafka
from referral.domain.form.content import referral_form
from referral.settings import ReferralSettings
from referral.storage import plumbing, tables
from referral.worker import background

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(400)]

ADDRESS = "pc.sample@responders.example.org"
LONG_ENOUGH_TO_HAVE_TRIED = 3.0


@pytest.fixture
def officer(officer: DirectoryEntry) -> DirectoryEntry:
    return replace(officer, email=ADDRESS)


@pytest.fixture
async def referral(settings: ReferralSettings, postbox: Postbox) -> AsyncIterator[Background]:
    """Its background process, which writes to a mail server that is not there yet."""
    mail = {"mail": "smtp", "mail_server": "127.0.0.1", "mail_port": postbox.port, "mail_encryption": "none"}
    made_of = background(settings.model_copy(update={**mail, "mail_seconds": 0.5}))
    yield made_of
    await made_of.database.close()


@pytest.fixture
async def broker_away(kafka_broker: KafkaBroker) -> AsyncIterator[KafkaBroker]:
    """The broker, stopped; other tests find it running again."""
    await asyncio.to_thread(kafka_broker.stop)
    yield kafka_broker
    if kafka_broker.pid is None:
        await asyncio.to_thread(kafka_broker.start)


def all_loops(made_of: Background, broker: KafkaBroker) -> dict[str, Loop]:
    loops = loops_on_kafka(made_of, Broker(broker.bootstrap))
    return {f"{made_of.service}-{name}": loop for name, loop in loops.items()}


async def test_sending_needs_nobody_else_and_everything_arrives_when_they_return(
    client: httpx.AsyncClient,
    referral: Background,
    decision: Background,
    postbox: Postbox,
    broker_away: KafkaBroker,
) -> None:
    """MH05"""
    async with running(**all_loops(referral, broker_away)):
        confirmation = await send(client, await fill_in(client, adult_answers(referral_form())))
        page = await look(client, confirmation)
        await asyncio.sleep(LONG_ENOUGH_TO_HAVE_TRIED)
        assert await still_waiting(referral) == (1, 1)
        await asyncio.to_thread(broker_away.start)
        async with postbox.open(), running(**all_loops(decision, broker_away)):
            await until(lambda: is_received(client, confirmation), seconds=120, every=0.5)
            await until(lambda: has_mail(postbox), seconds=120)
    [mail] = postbox.mails
    assert reference_in(page) in mail["Subject"]
    assert await still_waiting(referral) == (0, 0)


async def still_waiting(made_of: Background) -> tuple[int, int]:
    """Events and mails that nobody has taken yet."""
    async with made_of.work(STAFF) as uow:
        events, letters = [
            await uow.session.scalar(select(func.count()).select_from(table).where(table.c.sent_at.is_(None)))
            for table in (plumbing.outbox, tables.mail)
        ]
    return events or 0, letters or 0


async def is_received(client: httpx.AsyncClient, confirmation: str) -> bool:
    """The decision service has heard of it and has answered, and the sender can read so."""
    status = await look(client, confirmation.removesuffix("/confirmation"))
    return "The decision makers opened a case" in status


async def has_mail(postbox: Postbox) -> bool:
    return bool(postbox.mails)
