"""Asking the first responder, and what comes back from them."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI
from httpx import ASGITransport
from sqlalchemy import select
from tests.decision.portal_visits import CASEY, LEE, Seen, open_case, see, send
from tests.decision.referral_service import ReferralServiceDouble
from tests.decision.test_case_pages import referral_of
from tests.portals import PORTAL_URL, signed_in

from clocks import london_day
from contracts.events import Envelope, Event
from contracts.ids import CaseId, UserId
from contracts.referral import ConsentWithdrawn, InformationSupplied
from decision.consumers import REACTIONS
from decision.storage.tables import case_file, information_request, plumbing
from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.consumer import Consumer
from plumbing.service_calls import Peer, PeerRefused, ServiceIdentity

QUESTION = "Which <i>dates</i>? MARKER"


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with signed_in(app, CASEY) as client:
        yield client


async def ask(client: httpx.AsyncClient, case_id: CaseId, *, days_left: int = 5) -> httpx.Response:
    due = london_day(utcnow()) + timedelta(days=days_left)
    typed = {"due_on-day": str(due.day), "due_on-month": str(due.month), "due_on-year": str(due.year)}
    return await send(client, f"/cases/{case_id}/information/ask", question=QUESTION, **typed)


async def asked(app: FastAPI) -> UUID:
    async with app.state.open_work() as uow:
        return UUID(str(await uow.session.scalar(select(information_request.c.id))))


async def hear(app: FastAPI, event: Event) -> None:
    consumer = Consumer("decision", app.state.open_work, REACTIONS)
    await consumer.take(Envelope.of(event, id=uuid4(), at=utcnow()), at=utcnow())


async def supply(app: FastAPI, case_id: CaseId, *, days_later: int = 0) -> None:
    referral_id = UUID(str(await referral_of(app, case_id)))
    at = utcnow() + timedelta(days=days_later)
    supplied = InformationSupplied(
        referral_id=referral_id, reference="NRM-1", request_id=await asked(app), supplied_at=at
    )
    await hear(app, supplied)


async def test_a_question_is_kept_sealed_and_announced_without_its_words(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await open_case(app)
    await see(client, f"/cases/{case_id}/information/ask")
    reply = await ask(client, case_id)
    assert reply.headers["location"] == f"/cases/{case_id}/information"
    page = await see(client, f"/cases/{case_id}/information")
    assert "Waiting for an answer" in page.text
    assert QUESTION in page.text
    async with app.state.open_work() as uow:
        sealed = await uow.session.scalar(select(information_request.c.sealed_question))
        rows = (await uow.session.execute(select(plumbing.outbox.c.envelope))).scalars().all()
    assert b"MARKER" not in sealed
    assert "MARKER" not in str(rows)
    [event] = [row for row in rows if row["type"] == "nrm.decision.information_requested.v1"]
    assert event["data"]["request_id"] == str(await asked(app))
    assert "Information requested from" in (await see(client, f"/cases/{case_id}/history")).text


async def test_a_question_needs_words_and_a_day_that_is_still_to_come(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await open_case(app)
    late = await ask(client, case_id, days_left=-1)
    assert late.status_code == 422
    assert "MARKER" in Seen(late).text
    empty = await send(client, f"/cases/{case_id}/information/ask")
    assert "Enter what you need to know" in Seen(empty).text
    assert "Enter the day you need the answer by" in Seen(empty).text


async def test_who_does_not_decide_does_not_ask(app: FastAPI) -> None:
    case_id = await open_case(app)
    async with signed_in(app, LEE) as leader:
        page = await see(leader, f"/cases/{case_id}/information")
        assert "Ask the first responder" not in page.text
        assert (await ask(leader, case_id)).status_code == 403


async def test_the_answer_is_read_where_it_is_kept(
    app: FastAPI, client: httpx.AsyncClient, referral_service: ReferralServiceDouble
) -> None:
    case_id = await open_case(app)
    await ask(client, case_id)
    await supply(app, case_id)
    page = await see(client, f"/cases/{case_id}/information")
    assert "In <b>May</b>." in page.text
    assert "after the day it was due" not in page.text
    assert "The first responder answered" in (await see(client, f"/cases/{case_id}/history")).text
    referral_service.is_away = True
    assert "not answering" in (await see(client, f"/cases/{case_id}/information")).text


async def test_a_late_answer_counts_and_is_marked(app: FastAPI, client: httpx.AsyncClient) -> None:
    case_id = await open_case(app)
    await ask(client, case_id)
    await supply(app, case_id, days_later=6)
    assert "after the day it was due" in (await see(client, f"/cases/{case_id}/information")).text


def caller(app: FastAPI, folder: Path, service: str) -> Peer:
    identity = ServiceIdentity.read(service, folder / f"{service}.key.json")
    return Peer("decision", PORTAL_URL, identity, transport=ASGITransport(app))


async def test_only_the_referral_service_reads_a_question_for_a_first_responder(
    app: FastAPI, client: httpx.AsyncClient, tmp_path: Path
) -> None:
    case_id = await open_case(app)
    await ask(client, case_id)
    responder = User(
        UserId(uuid4()), "Pat Sample", "unseen", "Unseen", frozenset({"first_responder"}), utcnow()
    )
    request_id = await asked(app)
    path = f"/v1/internal/referrals/{await referral_of(app, case_id)}/information-requests/{request_id}"
    question = await caller(app, tmp_path, "referral").get(path, user=responder)
    assert question["question"] == QUESTION
    other = f"/v1/internal/referrals/{uuid4()}/information-requests/{request_id}"
    for service, wrong in (("care", path), ("referral", other)):
        with pytest.raises(PeerRefused):
            await caller(app, tmp_path, service).get(wrong, user=responder)


@pytest.mark.parametrize(
    ("consent", "words", "kept"),
    [
        ("referral", "The person no longer agrees to the referral", "withdrawn"),
        ("support", "The person no longer wants support", "given"),
    ],
)
async def test_withdrawn_agreement_is_noted_and_closes_nothing(
    app: FastAPI, client: httpx.AsyncClient, consent: str, words: str, kept: str
) -> None:
    case_id = await open_case(app, age_band="adult")
    event = ConsentWithdrawn.model_validate(
        {
            "referral_id": await referral_of(app, case_id),
            "reference": "NRM-1",
            "consent": consent,
            "withdrawn_at": utcnow(),
        }
    )
    await hear(app, event)
    assert words in (await see(client, f"/cases/{case_id}/history")).text
    async with app.state.open_work() as uow:
        row = (await uow.session.execute(select(case_file.c.stage, case_file.c.consent))).one()
    assert row.stage == "rg_pending"
    assert row.consent == kept
