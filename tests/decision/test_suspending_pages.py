"""Reporting somebody missing, suspending and going on, on the pages."""

from collections.abc import AsyncIterator

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
from decision.domain.decisions import Outcome
from decision.domain.stages import Stage


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with signed_in(app, CASEY) as client:
        yield client


async def report(client: httpx.AsyncClient, case_id: CaseId, whereabouts: str) -> str:
    since = boxes("since_on", today())
    return (await done(client, case_id, "whereabouts", whereabouts=whereabouts, **since)).text


async def suspend(client: httpx.AsyncClient, case_id: CaseId) -> str:
    told = boxes("police_told_on", today()) | boxes("safeguarding_told_on", today())
    return (await done(client, case_id, "suspend", reason="missing", why="MARKER of why", **told)).text


async def test_a_missing_person_is_reported_the_case_suspended_and_taken_up_again(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await open_case(app, age_band="child")
    assert "Whereabouts Missing" in await report(client, case_id, "missing")
    page = await see(client, f"/cases/{case_id}/suspend")
    assert "The guardian, where the child has one" in page.text
    suspended = await suspend(client, case_id)
    assert "Who must hear that the case is suspended" in suspended
    assert "Suspended before reasonable grounds" in suspended
    assert "MARKER of why" in suspended
    assert "the person is missing. Go on when they are found" in suspended
    assert (await refused(client, case_id, "resume")).text.count("Enter what is new") >= 1
    await report(client, case_id, "found")
    await done(client, case_id, "resume")
    case = await case_of(app, case_id)
    assert case.stage is Stage.REASONABLE_GROUNDS_PENDING
    history = (await see(client, f"/cases/{case_id}/history")).text
    for words in ("Whereabouts reported: missing", "Clock on hold", "The case goes on", "Clock runs again"):
        assert words in history
    assert not any(b"MARKER" in sealed for sealed in await sealed_notes(app))
    assert "MARKER" not in str(await announced(app))


async def test_a_case_is_not_suspended_before_the_police_and_safeguarding_know(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await open_case(app)
    await report(client, case_id, "missing")
    told = boxes("police_told_on", today())
    page = await refused(client, case_id, "suspend", reason="missing", why="MARKER of why", **told)
    assert "Enter the days on which police and safeguarding were told" in page.text
    assert "MARKER of why" in page.text
    tomorrow = boxes("police_told_on", in_days(1)) | boxes("safeguarding_told_on", in_days(1))
    await refused(client, case_id, "suspend", reason="missing", why="Why", **tomorrow)
    assert (await case_of(app, case_id)).stage is Stage.REASONABLE_GROUNDS_PENDING


async def test_a_case_whose_person_is_not_missing_cannot_be_suspended(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await open_case(app)
    page = await see(client, f"/cases/{case_id}/suspend", status=409)
    assert "Report where the person is first" in page.text


async def test_somebody_missing_in_the_recovery_period_keeps_it(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await open_case(app)
    await decide(app, case_id, Outcome.POSITIVE)
    await report(client, case_id, "missing")
    await suspend(client, case_id)
    case = await case_of(app, case_id)
    states = {clock.rule: clock.state.value for clock in case.clocks}
    assert (states["CLK-REC30"], states["CLK-CG"]) == ("running", "held")
    await done(client, case_id, "resume", new_material="A letter has come.")
    assert (await case_of(app, case_id)).stage is Stage.RECOVERY


async def test_a_death_closes_the_case_and_says_that_nothing_is_sent_by_itself(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await open_case(app)
    text = await report(client, case_id, "deceased")
    assert "Nothing is sent by itself, as the person has died" in text
    assert "Report where the person is" not in text
    case = await case_of(app, case_id)
    assert case.stage is Stage.CLOSED_OTHER
    assert not any(clock.state.is_open for clock in case.clocks)


async def test_a_day_that_has_not_come_is_refused(app: FastAPI, client: httpx.AsyncClient) -> None:
    case_id = await open_case(app)
    page = await refused(
        client, case_id, "whereabouts", whereabouts="missing", **boxes("since_on", in_days(1))
    )
    assert "The day must be today or in the past" in page.text
