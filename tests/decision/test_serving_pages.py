"""Serving a decision on the pages, and by program."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text
from tests.decision.builders import a_review
from tests.decision.circumstance_visits import boxes, case_of, do, done, in_days, refused, today
from tests.decision.portal_visits import CASEY, LEE, REMY, decide, open_case, see
from tests.decision.referral_service import ReferralServiceDouble
from tests.portals import signed_in
from tests.referral.pdf_text import text_of

from contracts.ids import CaseId
from decision import commands
from decision.domain.decisions import Outcome
from plumbing.clock import utcnow

SAFE = {"how": "signed_for_post", "address": "MARKER Sample\n2 Made Up Street", "is_address_safe": "yes"}


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with signed_in(app, CASEY) as client:
        yield client


async def a_negative_case(app: FastAPI, **changes: Any) -> CaseId:
    case_id = await open_case(app, **changes)
    await decide(app, case_id, Outcome.NEGATIVE)
    seen = (await case_of(app, case_id)).version
    async with app.state.open_work() as uow:
        review = a_review(by=REMY.user_id, at=utcnow())
        await commands.review_reasonable_grounds(uow, case_id, review, seen=seen)
    return case_id


async def to(app: FastAPI, case_id: CaseId, recipient: str) -> str:
    decision = (await case_of(app, case_id)).decisions[-1]
    return f"letters/{decision.id}/to/{recipient}"


async def sent(app: FastAPI, client: httpx.AsyncClient, case_id: CaseId, recipient: str) -> str:
    page = await done(client, case_id, await to(app, case_id, recipient), **SAFE, **boxes("sent_on", today()))
    return page.text


async def receipt(app: FastAPI, case_id: CaseId) -> str:
    async with app.state.open_work() as uow:
        return f"letters/{(await uow.letters.of_case(case_id))[0].id}/receipt"


async def test_a_decision_that_stands_asks_to_be_served_on_everybody_who_must_have_it(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await a_negative_case(app)
    case = await see(client, f"/cases/{case_id}")
    assert "Not sent yet: the person, the first responder, the support provider, the police." in case.text
    page = await see(client, f"/cases/{case_id}/letters")
    assert "The person Letter (PDF)" in page.text
    assert "Gets The letter, with the reasons" in page.text
    assert "If there is an immigration case" in page.text
    assert "(guidance, March 2020)" in page.text


async def test_sent_then_received_and_only_then_the_way_out_begins(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await a_negative_case(app)
    shown = await sent(app, client, case_id, "person")
    assert "The letter is recorded as sent" in shown
    assert "MARKER Sample 2 Made Up Street" in shown
    assert "Receipt not known" in shown
    assert not (await case_of(app, case_id)).open_clocks("CLK-EXIT-NRG")
    for each in ("police", "first_responder", "support_provider"):
        await sent(app, client, case_id, each)
    assert "Find out when the person" in (await see(client, f"/cases/{case_id}")).text
    async with app.state.open_work() as uow:
        own = (await uow.letters.of_case(case_id))[-1]
    answers = {"proof": "said_so", "note": "By telephone", **boxes("received_on", today())}
    page = await done(client, case_id, f"letters/{own.id}/receipt", **answers)
    assert "By telephone" in page.text
    assert (await case_of(app, case_id)).open_clocks("CLK-EXIT-NRG")[0].started_on == today()
    history = (await see(client, f"/cases/{case_id}/history")).text
    assert "Decision received: the person" in history
    assert "MARKER" not in history
    assert "Close the case after that." in (await see(client, f"/cases/{case_id}")).text


async def test_a_childs_papers_cannot_be_sent_to_the_child(app: FastAPI, client: httpx.AsyncClient) -> None:
    case_id = await a_negative_case(app, age_band="child")
    assert "In the child’s place, always" in (await see(client, f"/cases/{case_id}/letters")).text
    page = await see(client, f"/cases/{case_id}/{await to(app, case_id, 'person')}", status=409)
    assert "A child’s papers never go to the child" in page.text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"is_address_safe": "no"}, "No letter goes to one that is linked to the exploitation"),
        ({"is_address_safe": ""}, "Select whether you have checked that the address is safe"),
        ({"address": ""}, "Enter the name and address"),
        ({"how": ""}, "Select how it was sent"),
        (boxes("sent_on", in_days(1)), "The day must be today or in the past"),
        (boxes("sent_on", in_days(-1)), "The day must be on or after the day of the decision"),
    ],
)
async def test_what_cannot_be_sent_is_said_and_kept_on_the_page(
    app: FastAPI, client: httpx.AsyncClient, wrong: dict[str, str], said: str
) -> None:
    case_id = await a_negative_case(app)
    fields = {**SAFE, **boxes("sent_on", today()), **wrong}
    page = await refused(client, case_id, await to(app, case_id, "person"), **fields)
    assert said in page.text
    async with app.state.open_work() as uow:
        assert not await uow.letters.of_case(case_id)


async def test_an_address_reported_as_unsafe_is_refused_however_it_is_called(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await a_negative_case(app)
    page = await done(client, case_id, "letters/unsafe-address", address="MARKER sample, 2 Made Up Street")
    assert "No letter of this case goes there" in page.text
    again = await refused(
        client, case_id, await to(app, case_id, "police"), **SAFE, **boxes("sent_on", today())
    )
    assert "Enter a safe address" in again.text


async def test_a_second_sending_from_a_stale_page_is_shown_what_changed(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await a_negative_case(app)
    await sent(app, client, case_id, "person")
    path = f"/cases/{case_id}/{await to(app, case_id, 'person')}"
    stale = await client.post(path, data={**SAFE, **boxes("sent_on", today()), "version": "1"})
    assert stale.status_code == 409
    assert "Decision sent: the person" in stale.text


async def test_who_may_not_decide_reads_the_letters_and_records_nothing(app: FastAPI) -> None:
    case_id = await a_negative_case(app)
    async with signed_in(app, LEE) as leader:
        page = await see(leader, f"/cases/{case_id}/letters")
        path = await to(app, case_id, "person")
        assert (await leader.get(f"/cases/{case_id}/{path}")).status_code == 403
    assert "Record that it was sent" not in page.text


async def test_a_program_serves_under_the_same_rules_and_is_never_given_an_address(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await a_negative_case(app)
    path, day = f"/v1/cases/{case_id}", today().isoformat()
    seen = {"If-Match": (await client.get(path)).headers["etag"]}
    where, body = f"{path}/{await to(app, case_id, 'person')}", {**SAFE, "sent_on": day}
    unsafe = await client.post(where, json={**body, "is_address_safe": "no"}, headers=seen)
    assert (unsafe.status_code, "MARKER" in unsafe.text) == (422, False)
    served = await client.post(where, json=body, headers=seen)
    assert served.status_code == 200, served.text
    received = await client.post(
        f"{path}/{await receipt(app, case_id)}",
        json={"received_on": day, "proof": "signature"},
        headers={"If-Match": served.headers["etag"]},
    )
    assert "CLK-EXIT-NRG" in {clock["rule"] for clock in received.json()["clocks"]}
    listed = await client.get(f"{path}/letters")
    assert [each["received_on"] for each in listed.json()["items"]] == [day]
    assert "MARKER" not in listed.text
    assert (await client.post(where, json=body, headers=seen)).status_code == 412


async def test_nothing_goes_out_about_somebody_who_has_died_without_a_reason(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await a_negative_case(app)
    await done(client, case_id, "whereabouts", whereabouts="deceased", **boxes("since_on", today()))
    assert "The person has died. Nothing is sent" in (await see(client, f"/cases/{case_id}/letters")).text
    fields, path = {**SAFE, **boxes("sent_on", today())}, await to(app, case_id, "police")
    assert "Enter why it is sent although" in (await refused(client, case_id, path, **fields)).text
    page = await done(client, case_id, path, **fields, why_after_death="MARKER: they investigate")
    assert "MARKER: they investigate" in page.text
    assert (await do(client, case_id, path, **fields, why_after_death=" ")).status_code == 422


async def test_the_letter_is_made_with_the_name_the_referral_service_holds_and_is_noted(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await a_negative_case(app)
    path = f"/cases/{case_id}/{await to(app, case_id, 'person')}/letter.pdf"
    assert path in (await client.get(f"/cases/{case_id}/letters")).text
    response = await client.get(path)
    assert (response.status_code, response.headers["content-type"]) == (200, "application/pdf")
    assert "DearMaiSample" in text_of(response.content)
    assert "MARKERoftheauthor" in text_of(response.content)
    async with app.state.open_work() as uow:
        noted = await uow.session.scalars(text("SELECT action FROM audit WHERE action = 'letter_made'"))
        assert noted.all() == ["letter_made"]


async def test_no_letter_is_made_without_a_name(
    app: FastAPI, client: httpx.AsyncClient, referral_service: ReferralServiceDouble
) -> None:
    case_id = await a_negative_case(app)
    referral_service.is_away = True
    page = await see(client, f"/cases/{case_id}/{await to(app, case_id, 'person')}/letter.pdf", status=503)
    assert "A letter needs the person’s name" in page.text


async def test_no_letter_is_made_for_who_may_not_get_one(app: FastAPI, client: httpx.AsyncClient) -> None:
    case_id = await a_negative_case(app, age_band="child")
    await see(client, f"/cases/{case_id}/{await to(app, case_id, 'person')}/letter.pdf", status=409)
