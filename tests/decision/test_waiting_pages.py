"""Delays, and agreement at 18, on the pages."""

from collections.abc import AsyncIterator
from datetime import date

import httpx
import pytest
from fastapi import FastAPI
from tests.decision.circumstance_visits import (
    announced,
    boxes,
    case_of,
    done,
    in_days,
    refused,
    sealed_notes,
    today,
)
from tests.decision.portal_visits import CASEY, decide, open_case, see
from tests.portals import signed_in

from contracts.ids import CaseId
from decision.circumstances.turning_18 import sweep_birthdays
from decision.domain.decisions import Outcome
from decision.domain.overlays import Consent
from decision.domain.stages import Stage
from plumbing.clock import utcnow


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with signed_in(app, CASEY) as client:
        yield client


async def in_recovery(app: FastAPI) -> CaseId:
    case_id = await open_case(app)
    await decide(app, case_id, Outcome.POSITIVE)
    return case_id


async def ask(client: httpx.AsyncClient, case_id: CaseId) -> str:
    fields = {"asked_by": "lawyer", "why": "MARKER too ill"}
    page = await done(client, case_id, "delay", **fields, **boxes("requested_on", today()))
    link = page.soup.select_one('a[href*="/delay/"]')
    assert link is not None
    return str(link["href"]).rpartition(f"{case_id}/")[2]


async def test_a_delay_is_asked_for_agreed_and_ended_early(app: FastAPI, client: httpx.AsyncClient) -> None:
    case_id = await in_recovery(app)
    request = await ask(client, case_id)
    assert "Asked on" in (await see(client, f"/cases/{case_id}/{request}")).text
    early = await refused(client, case_id, request, answer="agree", **boxes("not_before", in_days(3)))
    assert "Enter a day later than the decision could be served anyway" in early.text
    agreed = await done(client, case_id, request, answer="agree", **boxes("not_before", in_days(90)))
    assert "End the delay" in agreed.text
    assert (await case_of(app, case_id)).due_on == in_days(90)
    assert "Delay agreed" in (await see(client, f"/cases/{case_id}/history")).text
    await done(client, case_id, "delay/end", why="She is well.")
    assert (await case_of(app, case_id)).due_on == in_days(30)
    assert not any(b"MARKER" in sealed for sealed in await sealed_notes(app))
    assert "MARKER" not in str(await announced(app))


async def test_a_delay_is_refused_with_reasons_and_then_asked_for_again(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await in_recovery(app)
    request = await ask(client, case_id)
    assert "Enter why you refuse" in (await refused(client, case_id, request, answer="refuse")).text
    after = await done(client, case_id, request, answer="refuse", reasons="The doctor says no.")
    assert "Refused" in after.text
    assert "The doctor says no." in after.text
    await ask(client, case_id)


async def test_a_request_of_another_case_is_not_found(app: FastAPI, client: httpx.AsyncClient) -> None:
    case_id, other = await in_recovery(app), await in_recovery(app)
    request = await ask(client, case_id)
    await see(client, f"/cases/{other}/{request}", status=404)


async def test_before_reasonable_grounds_there_is_nothing_to_delay(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await open_case(app)
    await see(client, f"/cases/{case_id}/delay", status=409)


async def a_child_of(app: FastAPI, turns_18_on: date, **changes: str) -> CaseId:
    case_id = await open_case(app, days_ago=60, age_band="child", **changes)
    async with app.state.open_work() as uow:
        case = await uow.cases.get(case_id)
        case.turns_18_on = turns_18_on
    return case_id


async def sweep(app: FastAPI) -> int:
    async with app.state.open_work() as uow:
        touched: int = await sweep_birthdays(uow, at=utcnow())
        return touched


async def test_on_the_birthday_the_person_is_asked_once_and_the_case_says_so(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await a_child_of(app, today())
    other = await a_child_of(app, in_days(1))
    assert await sweep(app) == 1
    assert await sweep(app) == 0
    assert (await case_of(app, other)).age_band == "child"
    page = await see(client, f"/cases/{case_id}")
    assert "Ask whether they stay in, and whether they want support" in page.text
    assert "(our setting)" in page.text
    assert f'href="/cases/{case_id}"' in str((await see(client, "/queues/at-18")).soup)
    assert "nrm.decision.person_turned_18.v1" in str(await announced(app))


async def says(client: httpx.AsyncClient, case_id: CaseId, **changes: str) -> str:
    fields = {"stays": "yes", "how": "oral", "support": "no"} | boxes("said_on", today()) | changes
    return (await done(client, case_id, "consent-at-18", **fields)).text


async def test_an_agreement_is_recorded_with_what_they_say_about_support(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await a_child_of(app, today())
    await sweep(app)
    before = {"stays": "yes", "how": "written", "support": "no"} | boxes("said_on", in_days(-1))
    early = await refused(client, case_id, "consent-at-18", **before)
    assert "The day must be the 18th birthday or after it" in early.text
    await says(client, case_id)
    case = await case_of(app, case_id)
    assert (case.consent, case.is_support_wanted) == (Consent.GIVEN, False)
    assert "Agreed at 18 to stay in" in (await see(client, f"/cases/{case_id}/history")).text
    await see(client, f"/cases/{case_id}/consent-at-18", status=409)


async def test_a_refusal_withdraws_the_case(app: FastAPI, client: httpx.AsyncClient) -> None:
    case_id = await a_child_of(app, today())
    await sweep(app)
    assert "The case is withdrawn and over" in await says(client, case_id, stays="no")
    assert (await case_of(app, case_id)).stage is Stage.WITHDRAWN


async def test_without_an_answer_a_caseworker_suspends_and_a_late_agreement_takes_the_case_up_again(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    in_time, late = await a_child_of(app, in_days(-10)), await a_child_of(app, in_days(-40))
    await sweep(app)
    await see(client, f"/cases/{in_time}/suspend", status=409)
    assert "Suspend the case" in (await see(client, f"/cases/{late}")).text
    await done(client, late, "suspend", reason="no_answer_at_18", why="Asked three times.")
    assert (await case_of(app, late)).stage is Stage.REASONABLE_GROUNDS_SUSPENDED
    await says(client, late)
    case = await case_of(app, late)
    assert (case.stage, case.consent) == (Stage.REASONABLE_GROUNDS_PENDING, Consent.GIVEN)
