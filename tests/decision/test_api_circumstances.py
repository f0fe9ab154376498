"""The acts about what is true beside the stage, for programs."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import Table, insert
from sqlalchemy.exc import IntegrityError
from tests.decision.builders import CASEWORKER
from tests.decision.circumstance_visits import case_of, today
from tests.decision.portal_visits import CASEY, LEE, decide, open_case
from tests.decision.test_api import problem, tag
from tests.portals import signed_in

from contracts.ids import CaseId
from decision.domain.decisions import Outcome
from decision.domain.stages import Stage
from decision.storage.circumstance_tables import delay_request, suspension
from plumbing.clock import utcnow

TODAY = today().isoformat()
ROUTE = {"age": "adult", "settled": "yes", "cohort": "facing_deportation", "note": "MARKER"}


async def post(
    client: httpx.AsyncClient, case_id: CaseId, act: str, seen: int, **body: Any
) -> httpx.Response:
    return await client.post(f"/v1/cases/{case_id}/{act}", json=body, headers=tag(seen))


async def test_a_case_is_routed_suspended_and_taken_up_by_program(app: FastAPI) -> None:
    case_id = await open_case(app, age_band="adult")
    missing = {"whereabouts": "missing", "since_on": TODAY}
    told = {"police_told_on": TODAY, "safeguarding_told_on": TODAY}
    async with signed_in(app, CASEY) as client:
        routed = await post(client, case_id, "route", 1, **ROUTE)
        assert routed.json()["competent_authority"] == "IECA"
        assert "MARKER" not in routed.text
        assert (await post(client, case_id, "whereabouts", 2, **missing)).status_code == 200
        suspended = await post(client, case_id, "suspend", 3, reason="missing", why="MARKER", **told)
        assert suspended.json()["stage"] == "rg_suspended"
        problem(await post(client, case_id, "resume", 4), 422)
        resumed = await post(client, case_id, "resume", 4, new_material="A letter")
    assert resumed.json()["stage"] == "rg_pending"
    assert resumed.headers["etag"] == '"5"'


async def test_a_delay_is_asked_for_answered_and_ended_by_program(app: FastAPI) -> None:
    case_id = await open_case(app)
    await decide(app, case_id, Outcome.POSITIVE)
    asked = {"asked_by": "lawyer", "requested_on": TODAY, "why": "MARKER"}
    until = (today() + timedelta(days=90)).isoformat()
    async with signed_in(app, CASEY) as client:
        assert (await post(client, case_id, "delay", 2, **asked)).status_code == 200
        async with app.state.open_work() as uow:
            [request] = await uow.circumstances.delays(case_id)
        problem(await post(client, case_id, "delay", 3, **asked), 409)
        problem(await post(client, case_id, f"delay/{uuid4()}", 3, answer="refuse", reasons="No"), 404)
        agreed = await post(client, case_id, f"delay/{request.id}", 3, answer="agree", not_before=until)
        assert agreed.json()["due_on"] == until
        ended = await post(client, case_id, "delay/end", 4, why="Well again")
    assert ended.json()["due_on"] == (today() + timedelta(days=30)).isoformat()


@pytest.mark.parametrize(
    ("act", "body", "status"),
    [
        ("withdraw", {"how": "best_interests", "said_on": TODAY, "advice": "MARKER"}, 422),
        ("withdraw", {"how": "written", "said_on": "2999-01-01"}, 422),
        ("not-withdrawn", {"why": "MARKER"}, 409),
        ("consent-at-18", {"stays": "yes", "how": "oral", "said_on": TODAY, "support": "no"}, 409),
        ("exit", {"sure": "yes"}, 409),
        ("received-date", {"received_on": TODAY, "why": "MARKER"}, 422),
        ("progress", {"asked": ["police"], "note": "MARKER"}, 409),
        ("whereabouts", {"whereabouts": "found", "since_on": TODAY}, 422),
        ("route", {"age": "perhaps", "settled": "yes"}, 422),
    ],
)
async def test_what_cannot_be_done_is_refused_and_changes_nothing(
    app: FastAPI, act: str, body: dict[str, Any], status: int
) -> None:
    case_id = await open_case(app, age_band="adult")
    async with signed_in(app, CASEY) as client:
        problem(await post(client, case_id, act, 1, **body), status)
    assert (await case_of(app, case_id)).version == 1


async def test_a_program_says_what_it_has_seen_and_may_decide(app: FastAPI) -> None:
    case_id = await open_case(app)
    async with signed_in(app, CASEY) as client:
        problem(await client.post(f"/v1/cases/{case_id}/close-in-error", json={"why": "x"}), 428)
        problem(await post(client, case_id, "close-in-error", 7, why="x"), 412)
    async with signed_in(app, LEE) as leader:
        problem(await post(leader, case_id, "close-in-error", 1, why="x"), 403)
    assert (await case_of(app, case_id)).stage is Stage.REASONABLE_GROUNDS_PENDING


async def keep(app: FastAPI, table: Table, *rows: dict[str, Any]) -> None:
    async with app.state.open_work() as uow:
        for row in rows:
            await uow.session.execute(insert(table).values(row))


def a_suspension(case_id: CaseId, **changes: Any) -> dict[str, Any]:
    usual = {
        "id": uuid4(),
        "case_id": case_id,
        "before": "reasonable_grounds",
        "reason": "no_answer_at_18",
        "suspended_by": CASEWORKER,
        "suspended_at": utcnow(),
    }
    return usual | changes


async def test_the_database_keeps_one_suspension_open_and_the_missing_known_to_others(app: FastAPI) -> None:
    case_id = await open_case(app)
    twice = [a_suspension(case_id), a_suspension(case_id)]
    for rows in (twice, [a_suspension(case_id, reason="missing")]):
        with pytest.raises(IntegrityError):
            await keep(app, suspension, *rows)


@pytest.mark.parametrize(
    "wrong",
    [{"state": "agreed"}, {"not_before": today()}, {"answered_by": CASEWORKER}, {"state": "refused"}],
)
async def test_the_database_holds_a_delay_to_its_answer(app: FastAPI, wrong: dict[str, Any]) -> None:
    case_id = await open_case(app)
    usual = {
        "id": uuid4(),
        "case_id": case_id,
        "asked_by": "lawyer",
        "requested_on": today(),
        "recorded_by": CASEWORKER,
        "recorded_at": utcnow(),
        "state": "open",
    }
    with pytest.raises(IntegrityError):
        await keep(app, delay_request, usual | wrong)
