"""The longest answers and a hundred files: on the pages, in the database, through the events, and back."""

from collections.abc import Mapping

import httpx
from sqlalchemy import select, text
from tests.referral.answers import EVERY_TURNING, Filled, filled
from tests.referral.evidence_files import pdf
from tests.referral.journey import draft_at, pages, send, start

from clocks.days import london_day
from contracts.events import Envelope
from plumbing.clock import utcnow
from plumbing.database import STAFF, Database, Work
from plumbing.local import LocalOutlet
from plumbing.messages import to_message
from plumbing.relay import Relay
from plumbing.worker import Background
from referral.domain.form.content import referral_form
from referral.domain.form.questions import Kind
from referral.domain.form.values import Value
from referral.domain.form.walk import walk
from referral.storage import UnitOfWork, plumbing

FORM = referral_form()
FILES = 100
LONGEST = "é\n" * 7_498 + "éééé"
KAFKA_TAKES_BYTES = 1_000_000
NARRATIVES = [each.id for step in FORM.steps.values() for each in step.fields if each.kind is Kind.LONG_TEXT]


def largest() -> Filled:
    """Every account as long as it may be, on a path that asks as much as it can."""
    told: Mapping[str, Value] = dict.fromkeys(NARRATIVES, LONGEST)
    files: Mapping[str, Value] = {"upload-file": ["files have a page of their own"]}
    return filled(FORM, {**EVERY_TURNING, **told, **files})


async def type_in(client: httpx.AsyncClient, answers: Filled) -> str:
    """As browsers send it: with two characters for each end of a line."""
    path = await start(client)
    await upload_all(client, draft_at(path))
    async for _, typed in pages(client, answers, path):
        for values in typed.values():
            values[:] = [value.replace("\n", "\r\n") for value in values]
    return draft_at(path)


async def upload_all(client: httpx.AsyncClient, draft: str) -> None:
    content = pdf()
    for number in range(FILES):
        file = {"evidence": (f"{number}.pdf", content)}
        assert (await client.post(f"{draft}/evidence", files=file)).status_code == 303


async def test_the_largest_referral_is_saved_sent_announced_and_read_back(
    client: httpx.AsyncClient, referral_database: Database, work: Work[UnitOfWork], decision: Background
) -> None:
    """MH12, MH09"""
    answers = largest()
    draft = await type_in(client, answers)
    assert (await client.get(f"{draft}/check-answers")).text.count("éééé") == len(narratives_of(answers))
    sent = (await send(client, draft)).removesuffix("/confirmation")
    steps = (await client.get(f"/v1{sent}")).json()["answers"]
    told = {name: value for step in steps.values() for name, value in step.items()}
    assert [name for name in NARRATIVES if name in told] == narratives_of(answers)
    assert {told[name] for name in narratives_of(answers)} == {LONGEST}
    assert len(told["upload-file"]) == FILES
    assert max(await sizes_of_events(work)) < KAFKA_TAKES_BYTES
    await deliver_events(referral_database, decision)
    async with decision.work(STAFF) as uow:
        assert await uow.session.scalar(text("SELECT count(*) FROM case_file")) == 1


def narratives_of(answers: Filled) -> list[str]:
    sent = walk(FORM, answers, london_day(utcnow())).submission
    return [name for name in NARRATIVES if name in sent]


async def sizes_of_events(work: Work[UnitOfWork]) -> list[int]:
    """In bytes, as a broker counts them. What people wrote is not in them, only where it is."""
    async with work(STAFF) as uow:
        rows = await uow.session.scalars(select(plumbing.outbox.c.envelope))
        return [len(to_message(Envelope.model_validate(row)).value) for row in rows]


async def deliver_events(database: Database, decision: Background) -> None:
    relay = Relay(database, plumbing.outbox, LocalOutlet([decision.local_inlet()]))
    async with database.own_connection() as connection:
        await relay.relay_batch(connection)
