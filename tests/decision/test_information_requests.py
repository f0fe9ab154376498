"""Asking the first responder, and what comes back from them."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI
from httpx import ASGITransport
from sqlalchemy import select
from tests.decision.builders import noon
from tests.decision.circumstance_visits import announced, boxes, case_of, do, done, in_days, refused, today
from tests.decision.portal_visits import CASEY, LEE, Seen, open_case, see, send
from tests.decision.referral_service import ReferralServiceDouble, evidence_line
from tests.decision.test_case_pages import referral_of
from tests.portals import PORTAL_URL, signed_in

from contracts.events import Envelope, Event
from contracts.ids import CaseId, UserId
from contracts.referral import ConsentWithdrawn, InformationSupplied
from decision import commands
from decision.consumers import REACTIONS
from decision.domain.stages import Stage
from decision.storage.asking_tables import contact_attempt
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


async def ask(
    client: httpx.AsyncClient, case_id: CaseId, *, days_left: int = 14, party: str = "first_responder"
) -> httpx.Response:
    due = boxes("due_on", in_days(days_left))
    return await do(client, case_id, "information/ask", question=QUESTION, party=party, **due)


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
    assert reply.headers["location"] == f"/cases/{case_id}/information?done=asked"
    page = await see(client, f"/cases/{case_id}/information")
    assert "First responder: waiting for an answer" in page.text
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
    far = await ask(client, case_id, days_left=4_000)
    assert far.status_code == 422
    assert "bank holidays of that day are not known" in far.text
    late = await ask(client, case_id, days_left=-1)
    assert late.status_code == 422
    assert "MARKER" in Seen(late).text
    empty = Seen(await do(client, case_id, "information/ask"))
    assert "Enter what you need to know" in empty.text
    assert "Select who is asked" in empty.text
    too_soon = Seen(await ask(client, case_id, days_left=0))
    assert "or later (our setting)" in too_soon.text


async def test_who_does_not_decide_does_not_ask(app: FastAPI) -> None:
    case_id = await open_case(app)
    async with signed_in(app, LEE) as leader:
        page = await see(leader, f"/cases/{case_id}/information")
        assert "Ask for information" not in page.text
        sent = await send(leader, f"/cases/{case_id}/information/ask", question=QUESTION, version="1")
        assert sent.status_code == 403


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
    await supply(app, case_id, days_later=15)
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


async def test_a_case_that_waits_says_so_and_goes_on_when_the_answer_comes(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await open_case(app)
    await ask(client, case_id)
    assert (await case_of(app, case_id)).stage is Stage.REASONABLE_GROUNDS_MORE_INFORMATION
    page = await see(client, f"/cases/{case_id}")
    assert "The case waits for an answer until" in page.text
    assert "Record a positive decision" in page.text
    await supply(app, case_id)
    assert (await case_of(app, case_id)).stage is Stage.REASONABLE_GROUNDS_PENDING


async def test_others_are_asked_without_telling_the_first_responder_and_their_answer_is_sealed(
    app: FastAPI, client: httpx.AsyncClient, referral_service: ReferralServiceDouble
) -> None:
    case_id = await open_case(app)
    referral_service.evidence = [evidence_line("report.pdf")]
    await ask(client, case_id, party="police")
    assert "information_requested" not in str(await announced(app))
    request_id = await asked(app)
    answered = await done(
        client,
        case_id,
        f"information/{request_id}/answer",
        answer="They were seen. MARKER",
        evidence=str(evidence_line()["id"]),
        **boxes("received_on", today()),
    )
    assert "The answer is recorded." in answered.text
    assert "Police: answered" in answered.text
    assert "They were seen. MARKER" in answered.text
    assert "report.pdf" in answered.text
    async with app.state.open_work() as uow:
        assert b"MARKER" not in await uow.session.scalar(select(information_request.c.sealed_answer))
    history = await see(client, f"/cases/{case_id}/history")
    assert "Answer recorded: police" in history.text
    assert "MARKER" not in history.text


async def test_a_file_that_is_not_of_this_case_did_not_come_with_an_answer(
    app: FastAPI, client: httpx.AsyncClient, referral_service: ReferralServiceDouble
) -> None:
    case_id = await open_case(app)
    referral_service.evidence = [evidence_line()]
    await ask(client, case_id, party="police")
    act = f"information/{await asked(app)}/answer"
    fields = {"answer": "They were seen.", "evidence": str(uuid4())}
    page = await refused(client, case_id, act, **fields, **boxes("received_on", today()))
    assert "Select files from the list" in page.text
    assert "They were seen." in page.text


async def test_the_first_responders_answer_is_not_written_down_here(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await open_case(app)
    await ask(client, case_id)
    page = await see(client, f"/cases/{case_id}/information/{await asked(app)}/answer", status=409)
    assert "The first responder answers in Refer" in page.text


async def test_an_attempt_is_logged_with_who_was_tried_and_sealed(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await open_case(app)
    fields = {"party": "police", "who": "Sgt <b>Sample</b>", "how": "phone", "result": "not_reached"}
    page = await done(client, case_id, "information/attempt", **fields, **boxes("tried_on", today()))
    assert "Sgt <b>Sample</b>" in page.text
    assert "Police: tried before reasonable grounds" in page.text
    async with app.state.open_work() as uow:
        assert b"Sample" not in await uow.session.scalar(select(contact_attempt.c.sealed_who))
    assert "Tried to reach: police" in (await see(client, f"/cases/{case_id}/history")).text
    tomorrow = boxes("tried_on", in_days(1))
    assert "Sgt" in (await refused(client, case_id, "information/attempt", **fields, **tomorrow)).text


async def test_somebody_can_stop_waiting_by_hand(app: FastAPI, client: httpx.AsyncClient) -> None:
    case_id = await open_case(app)
    await ask(client, case_id)
    assert await stands_in_the_queue(app, case_id)
    page = await done(client, case_id, "information/stop-waiting")
    assert not await stands_in_the_queue(app, case_id)
    assert "The case no longer waits." in page.text
    assert "First responder: no longer waited for" in page.text
    assert (
        "does not wait" in (await see(client, f"/cases/{case_id}/information/stop-waiting", status=409)).text
    )


async def stands_in_the_queue(app: FastAPI, case_id: CaseId) -> bool:
    async with app.state.open_work() as uow:
        query = select(case_file.c.is_waiting_for_information).where(case_file.c.id == case_id)
        return bool(await uow.session.scalar(query))


def page_value(page: Seen, name: str) -> str:
    box = page.soup.select_one(f"[name={name}]")
    assert box is not None
    return str(box["value"])


async def test_before_an_answer_is_due_somebody_is_told_to_remind_them_once(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await open_case(app)
    page = await see(client, f"/cases/{case_id}/information/ask")
    day_given = {name: page_value(page, f"due_on-{name}") for name in ("day", "month", "year")}
    typed = {f"due_on-{name}": value for name, value in day_given.items()}
    await do(client, case_id, "information/ask", question=QUESTION, party="police", **typed)
    due = date(int(day_given["year"]), int(day_given["month"]), int(day_given["day"]))
    for _ in range(2):
        async with app.state.open_work() as uow:
            await commands.sweep_clocks(uow, at=noon(due))
    assert (await see(client, f"/cases/{case_id}/history")).text.count("Remind them: police") == 1
    assert "The answer is due soon" in (await see(client, f"/cases/{case_id}")).text
