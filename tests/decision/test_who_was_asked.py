"""The list of who must be asked before a negative decision, on the pages and for programs."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select
from tests.decision.asking_visits import gaps_of, say_why_nobody_is_asked
from tests.decision.circumstance_visits import boxes, case_of, do, today
from tests.decision.deciding_visits import by_program, step, write
from tests.decision.portal_visits import CASEY, LEE, Seen, open_case, see, send
from tests.portals import signed_in

from contracts.ids import CaseId
from decision.domain.stages import Stage
from decision.storage.asking_tables import not_asked

ADULT: dict[str, Any] = {"age_band": "adult", "is_age_settled": True, "is_support_wanted": True}


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with signed_in(app, CASEY) as client:
        yield client


def listed(case_id: CaseId) -> str:
    return f"/cases/{case_id}/who-was-asked"


async def test_a_negative_decision_leads_to_the_list_until_nobody_is_left_on_it(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await open_case(app, **ADULT)
    page = await write(client, case_id, "negative")
    assert page.response.url.path == listed(case_id)
    assert gaps_of(page) == ["first_responder", "adult_services", "support_provider", "police"]
    half = await say_why_nobody_is_asked(client, case_id, "police")
    assert gaps_of(await see(client, half.headers["location"])) == ["police"]
    whole = await say_why_nobody_is_asked(client, case_id)
    assert whole.headers["location"] == step(case_id, "check")
    check = await see(client, step(case_id, "check"))
    assert "Police: not asked, with a reason" in check.text


async def test_a_negative_decision_sent_past_the_list_is_not_recorded(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await open_case(app)
    await write(client, case_id, "negative")
    response = await send(client, step(case_id, "check"), version="1")
    assert response.headers["location"] == listed(case_id)
    assert (await case_of(app, case_id)).stage is Stage.REASONABLE_GROUNDS_PENDING


async def test_an_attempt_takes_somebody_off_the_list(app: FastAPI, client: httpx.AsyncClient) -> None:
    case_id = await open_case(app, **ADULT)
    fields = {"party": "police", "who": "The desk", "how": "phone", "result": "not_reached"}
    await do(client, case_id, "information/attempt", **fields, **boxes("tried_on", today()))
    page = await see(client, listed(case_id))
    assert "Police Tried, nothing came back" in page.text
    assert "police" not in gaps_of(page)


async def test_another_reason_needs_words_and_what_was_typed_stays(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await open_case(app, **ADULT)
    version = (await see(client, listed(case_id))).hidden("version")
    fields = {"version": version, "police": "other", "adult_services_words": "MARKER of the reason"}
    page = Seen(await send(client, listed(case_id), **fields))
    assert page.response.status_code == 422
    assert "Enter why: police" in page.text
    assert "MARKER of the reason" in page.text


async def test_reasons_are_sealed_and_shown_where_information_is(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await open_case(app, **ADULT)
    version = (await see(client, listed(case_id))).hidden("version")
    await send(client, listed(case_id), version=version, police_words="MARKER of the reason")
    async with app.state.open_work() as uow:
        assert b"MARKER" not in await uow.session.scalar(select(not_asked.c.sealed_words))
    assert "MARKER of the reason" in (await see(client, f"/cases/{case_id}/information")).text
    history = await see(client, f"/cases/{case_id}/history")
    assert "Not asked: police" in history.text
    assert "MARKER" not in history.text


async def test_of_two_who_give_reasons_from_the_same_page_the_second_keeps_their_words(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await open_case(app, **ADULT)
    version = (await see(client, listed(case_id))).hidden("version")
    await send(client, listed(case_id), version=version, police="not_involved")
    page = Seen(await send(client, listed(case_id), version=version, adult_services_words="My words"))
    assert page.response.status_code == 409
    assert "My words" in page.text


async def test_a_negative_decision_waits_for_the_answers_that_are_waited_for(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await open_case(app)
    await do(client, case_id, "information/ask", party="police", question="Which dates?")
    page = Seen(await send(client, step(case_id, "outcome"), outcome="negative"))
    assert page.response.status_code == 422
    assert "stop waiting, before you record a negative decision" in page.text
    check = await write(client, case_id, "positive")
    await send(client, step(case_id, "check"), version=check.hidden("version"))
    assert (await case_of(app, case_id)).stage is Stage.RECOVERY


async def test_a_leader_does_not_give_reasons(app: FastAPI) -> None:
    case_id = await open_case(app)
    async with signed_in(app, LEE) as leader:
        await see(leader, listed(case_id), status=403)


def tag(version: int) -> dict[str, str]:
    return {"If-Match": f'"{version}"'}


async def test_a_program_asks_is_told_who_is_left_and_reasons(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await open_case(app, **ADULT)
    path = f"/v1/cases/{case_id}"
    negative = await by_program(client, case_id, "negative", "It does not fit.")
    refused = await client.post(f"{path}/reasonable-grounds", json=negative, headers=tag(1))
    assert refused.status_code == 409
    question = {"party": "police", "question": "Which dates?"}
    waiting = await client.post(f"{path}/information-requests", json=question, headers=tag(1))
    assert (waiting.json()["stage"], waiting.json()["version"]) == ("rg_more_information", 2)
    asked = (await client.get(f"{path}/information-requests")).json()
    assert [each["party"] for each in asked["requests"]] == ["police"]
    assert {each["party"]: each["standing"] for each in asked["checklist"]}["police"] == "waiting"
    stopped = await client.post(f"{path}/stop-waiting", headers=tag(2))
    assert stopped.json()["stage"] == "rg_pending", stopped.text
    reasons = [{"party": each["party"], "why": "other", "words": "Made up."} for each in asked["checklist"]]
    wordless = [each | {"words": ""} for each in reasons]
    bad = await client.post(f"{path}/not-asked", json={"reasons": wordless}, headers=tag(3))
    assert bad.status_code == 422
    done = await client.post(f"{path}/not-asked", json={"reasons": reasons}, headers=tag(3))
    assert done.status_code == 200, done.text
    written = await client.post(f"{path}/reasonable-grounds", json=negative, headers=tag(4))
    assert written.json()["stage"] == "rg_review"
