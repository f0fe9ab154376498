"""The trail: who opened, changed, deleted, sent and received what, and nothing of what it says (MH18)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import select
from tests.referral.answers import adult_answers
from tests.referral.journey import draft_at, fill_in, look, pages, send, start
from tests.referral.test_consumers import OPENED

from contracts.events import Envelope
from contracts.ids import ReferralId
from plumbing.clock import utcnow
from plumbing.consumer import Consumer
from plumbing.database import STAFF, Work
from plumbing.directory import DirectoryEntry
from plumbing.identifiers import new_id
from referral.consumers import REACTIONS
from referral.domain.form.content import referral_form
from referral.storage import UnitOfWork, plumbing

FORM = referral_form()
MARK = "Plantedmarker"
WROTE = {"pv_name_first_name": MARK, "professional_insight": MARK, "reference": MARK}


async def trail(work: Work[UnitOfWork], path: str) -> Sequence[Any]:
    """Of the draft or the referral at this address."""
    subject = path.split("/")[2]
    table = plumbing.audit
    async with work(STAFF) as uow:
        query = select(table).where(table.c.subject == subject).order_by(table.c.position)
        return (await uow.session.execute(query)).all()


def actions(entries: Sequence[Any]) -> list[str]:
    return [entry.action for entry in entries]


async def test_what_is_done_with_a_draft_is_written_down_in_order(
    client: httpx.AsyncClient, work: Work[UnitOfWork], officer: DirectoryEntry
) -> None:
    """MH18"""
    path = await start(client)
    await look(client, path)
    await client.post(path, data={"pv-under-age": "no"})
    await look(client, draft_at(path))
    await client.post(f"{draft_at(path)}/delete")
    entries = await trail(work, path)
    assert actions(entries) == [
        "draft-started",
        "draft-opened",
        "draft-changed",
        "draft-opened",
        "draft-deleted",
    ]
    assert {entry.actor for entry in entries} == {str(officer.user_id)}


async def test_sending_receiving_and_reading_are_written_down(
    client: httpx.AsyncClient, work: Work[UnitOfWork], officer: DirectoryEntry
) -> None:
    """MH18"""
    sent = (await send(client, await fill_in(client, adult_answers(FORM)))).removesuffix("/confirmation")
    await receive(work, ReferralId(UUID(sent.rpartition("/")[2])))
    await look(client, sent)
    me = str(officer.user_id)
    assert [(entry.action, entry.actor) for entry in await trail(work, sent)] == [
        ("referral-sent", me),
        ("referral-received", "decision"),
        ("referral-viewed", me),
    ]


async def receive(work: Work[UnitOfWork], referral_id: ReferralId) -> None:
    opened = OPENED.model_copy(update={"referral_id": referral_id})
    consumer = Consumer("referral", work, REACTIONS)
    await consumer.take(Envelope.of(opened, id=new_id(), at=utcnow()), at=utcnow())


async def test_nothing_that_was_written_is_in_the_trail(
    client: httpx.AsyncClient, work: Work[UnitOfWork]
) -> None:
    """MH18"""
    path = await start(client)
    async for question, _ in pages(client, adult_answers(FORM, **WROTE), path):
        await look(client, question)
    sent = await send(client, draft_at(path))
    await look(client, sent)
    async with work(STAFF) as uow:
        entries = (await uow.session.execute(select(plumbing.audit))).all()
    assert {"draft-opened", "draft-changed", "referral-sent"} <= set(actions(entries))
    assert MARK not in str(entries)
