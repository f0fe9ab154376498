"""What the decision makers ask, and what the first responder answers."""

from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI
from httpx import ASGITransport
from sqlalchemy import select
from tests.portals import PORTAL_URL, signed_in
from tests.referral.answers import adult_answers
from tests.referral.decision_service import DecisionServiceDouble
from tests.referral.evidence_files import pdf
from tests.referral.journey import look, refused
from tests.referral.test_api import post
from tests.referral.test_internal_api import CASEWORKER

from clocks.days import london_day
from contracts.decision import InformationRequested
from contracts.events import Envelope
from contracts.referral import InformationSupplied
from plumbing.clock import utcnow
from plumbing.consumer import Consumer
from plumbing.database import STAFF, Work
from plumbing.directory import DirectoryEntry
from plumbing.service_calls import Peer, PeerRefused, ServiceIdentity
from referral.app import create_app
from referral.consumers import REACTIONS
from referral.domain.form.content import referral_form
from referral.settings import ReferralSettings
from referral.storage import UnitOfWork, plumbing
from referral.storage.tables import information_request, mail

FORM = referral_form()


@pytest.fixture
def decision_service() -> DecisionServiceDouble:
    return DecisionServiceDouble()


@pytest.fixture
async def app(settings: ReferralSettings, decision_service: DecisionServiceDouble) -> AsyncIterator[FastAPI]:
    app = create_app(settings, decision_transport=httpx.MockTransport(decision_service.answer))
    async with app.router.lifespan_context(app):
        yield app


async def sent(client: httpx.AsyncClient) -> str:
    return str((await post(client, adult_answers(FORM))).json()["id"])


async def ask(work: Work[UnitOfWork], referral_id: str, *, days_left: int = 5) -> str:
    """The path of the request's page."""
    request_id = uuid4()
    event = InformationRequested(
        referral_id=UUID(referral_id),
        case_id=uuid4(),
        request_id=request_id,
        requested_at=utcnow(),
        due_on=london_day(utcnow()) + timedelta(days=days_left),
    )
    consumer = Consumer("referral", work, REACTIONS)
    for _ in range(2):
        await consumer.take(Envelope.of(event, id=UUID(int=7), at=utcnow()), at=utcnow())
    return f"/referrals/{referral_id}/requests/{request_id}"


async def test_a_request_is_shown_in_the_list_and_on_the_status_page_until_it_is_answered(
    client: httpx.AsyncClient, work: Work[UnitOfWork]
) -> None:
    referral_id = await sent(client)
    assert "Information requested" not in await look(client, "/referrals")
    path = await ask(work, referral_id)
    for page in ("/referrals", f"/referrals/{referral_id}"):
        assert "Information requested" in await look(client, page)
    assert (await client.post(path, data={"answer": "In May."})).status_code == 303
    for page in ("/referrals", f"/referrals/{referral_id}"):
        assert "Information requested" not in await look(client, page)


async def test_who_holds_the_referral_is_told_by_mail_once_that_something_is_asked(
    client: httpx.AsyncClient, work: Work[UnitOfWork], officer: DirectoryEntry
) -> None:
    await ask(work, await sent(client))
    async with work(STAFF) as uow:
        told = select(mail.c.recipient, mail.c.deadline).where(mail.c.kind == "asked")
        [notice] = (await uow.session.execute(told)).all()
    assert notice.recipient == officer.user_id
    assert notice.deadline == london_day(utcnow()) + timedelta(days=5)


async def test_the_question_is_fetched_each_time_and_shown_as_text(
    client: httpx.AsyncClient, work: Work[UnitOfWork], decision_service: DecisionServiceDouble
) -> None:
    path = await ask(work, await sent(client))
    assert "Which &lt;b&gt;dates&lt;/b&gt; did Mai give?" in await look(client, path)
    assert decision_service.asked[0].headers["authorization"].startswith("Bearer ")
    assert path.rpartition("/")[2] in decision_service.asked[0].url.path


async def test_without_the_decision_service_the_page_says_so_and_an_answer_can_still_be_given(
    client: httpx.AsyncClient, work: Work[UnitOfWork], decision_service: DecisionServiceDouble
) -> None:
    decision_service.is_away = True
    path = await ask(work, await sent(client))
    assert "We cannot show the question just now" in await look(client, path)
    await client.post(path, data={"answer": "In May."})
    assert "In May." in await look(client, path)


async def test_an_answer_is_given_once_sealed_and_announced_without_its_words(
    client: httpx.AsyncClient, work: Work[UnitOfWork]
) -> None:
    path = await ask(work, await sent(client))
    for words in ("In May, MARKER.", "In June."):
        assert (await client.post(path, data={"answer": words})).headers["location"] == path
    text = await look(client, path)
    assert "In May, MARKER." in text
    assert "In June." not in text
    assert "<textarea" not in text
    async with work(STAFF) as uow:
        rows = (await uow.session.execute(select(plumbing.outbox.c.envelope))).scalars().all()
        sealed = (await uow.session.execute(select(information_request.c.sealed_answer))).scalar_one()
    supplied = [row for row in rows if row["type"] == "nrm.referral.information_supplied.v1"]
    assert len(supplied) == 1
    assert supplied[0]["data"]["request_id"] == path.rpartition("/")[2]
    assert "MARKER" not in str(rows)
    assert b"MARKER" not in sealed


async def test_an_answer_says_how_many_files_came_after_the_question(
    client: httpx.AsyncClient, work: Work[UnitOfWork]
) -> None:
    referral_id = await sent(client)
    await add_file(client, referral_id)
    path = await ask(work, referral_id)
    await add_file(client, referral_id)
    await add_file(client, referral_id)
    assert (await client.post(path, data={"answer": "See the files."})).status_code == 303
    async with work(STAFF) as uow:
        rows = (await uow.session.execute(select(plumbing.outbox.c.envelope))).scalars().all()
    [supplied] = [row for row in rows if row["type"] == InformationSupplied.name]
    assert supplied["data"]["evidence_count"] == 2


async def add_file(client: httpx.AsyncClient, referral_id: str) -> None:
    reply = await client.post(f"/referrals/{referral_id}/evidence", files={"evidence": ("a.pdf", pdf())})
    assert reply.status_code == 303


async def test_a_late_answer_is_taken_and_marked(client: httpx.AsyncClient, work: Work[UnitOfWork]) -> None:
    path = await ask(work, await sent(client), days_left=-1)
    assert "That day has passed. Your answer is still wanted." in await look(client, path)
    await client.post(path, data={"answer": "In May."})
    assert "after the day it was due" in await look(client, path)


@pytest.mark.parametrize(
    ("answer", "message"),
    [("  ", "Enter your answer"), ("x" * 15_001, "Your answer must be 15,000 characters or fewer")],
)
async def test_an_answer_that_cannot_be_taken_stays_on_the_page(
    client: httpx.AsyncClient, work: Work[UnitOfWork], answer: str, message: str
) -> None:
    path = await ask(work, await sent(client))
    text = await refused(client, path, {"answer": answer})
    assert message in text
    assert answer.strip() in text


@pytest.mark.parametrize("who", ["colleague", "stranger"])
async def test_nobody_else_reads_or_answers_a_request(
    client: httpx.AsyncClient,
    app: FastAPI,
    work: Work[UnitOfWork],
    who: str,
    request: pytest.FixtureRequest,
) -> None:
    other: DirectoryEntry = request.getfixturevalue(who)
    path = await ask(work, await sent(client))
    async with signed_in(app, other) as browser:
        await look(browser, path, status=404)
        assert (await browser.post(path, data={"answer": "Mine"})).status_code == 404


async def test_a_request_is_found_only_under_its_own_referral(
    client: httpx.AsyncClient, work: Work[UnitOfWork]
) -> None:
    path = await ask(work, await sent(client))
    other = (await post(client, adult_answers(FORM), "other")).json()["id"]
    await look(client, f"/referrals/{other}/requests/{path.rpartition('/')[2]}", status=404)


async def test_the_decision_makers_read_the_answer_once_it_is_there(
    client: httpx.AsyncClient, app: FastAPI, work: Work[UnitOfWork], settings: ReferralSettings
) -> None:
    path = await ask(work, await sent(client))
    internal = "/v1/internal" + path.replace("/requests/", "/information-requests/")
    key = settings.service_key_file.parent / "decision.key.json"
    identity = ServiceIdentity.read("decision", key)
    peer = Peer("referral", PORTAL_URL, identity, transport=ASGITransport(app))
    with pytest.raises(PeerRefused):
        await peer.get(internal, user=CASEWORKER)
    await client.post(path, data={"answer": "In May."})
    assert (await peer.get(internal, user=CASEWORKER))["answer"] == "In May."
