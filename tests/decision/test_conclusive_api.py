from typing import Any

import pytest
from fastapi import FastAPI
from tests.decision.asking_visits import say_why_nobody_is_asked
from tests.decision.conclusive_visits import (
    NOTHING_FOUND,
    TRAFFICKING_FOUND,
    before_a_panel,
    conclude,
    pending,
    recovering,
    the_case,
)
from tests.decision.portal_visits import CASEY, LEE, REMY
from tests.decision.referral_service import ReferralServiceDouble, evidence_line
from tests.decision.test_api import problem, tag
from tests.portals import signed_in

from contracts.ids import CaseId

QUORATE = [{"seat": seat, "has_conflict": False} for seat in ("chair", "police", "charity")]


async def sent(
    app: FastAPI, case_id: CaseId, findings: dict[str, str], outcome: str | None, **changes: Any
) -> dict[str, Any]:
    case = await the_case(app, case_id)
    usual = {
        "head": outcome,
        "findings": [
            {"part": part.replace("_", ".", 1), "answer": found} for part, found in findings.items()
        ],
        "relied_on": [{"source": "referral", "id": str(case.referral_id)}],
        "reasons": "MARKER of the reasons",
    }
    return usual | changes


async def latest(app: FastAPI, case_id: CaseId) -> dict[str, str]:
    return tag((await the_case(app, case_id)).version)


async def test_a_positive_decision_by_program_stands_and_says_what_it_found(app: FastAPI) -> None:
    case_id = await pending(app)
    body = await sent(app, case_id, TRAFFICKING_FOUND, "trafficking")
    path = f"/v1/cases/{case_id}/conclusive-grounds"
    async with signed_in(app, CASEY) as client:
        response = await client.post(path, json=body, headers=await latest(app, case_id))
        problem(await client.post(path, json=body, headers=tag(1)), 412)
        problem(await client.post(path, json=body), 428)
    assert response.status_code == 200, response.text
    assert response.json()["stage"] == "cg_positive"
    decision = response.json()["decisions"][-1]
    assert (decision["kind"], decision["head"]) == ("conclusive_grounds", "trafficking")
    assert decision["findings"][1] == {"part": "trafficking.means", "answer": "not_needed"}
    assert "MARKER" not in response.text


@pytest.mark.parametrize(
    "changes",
    [
        {"head": "slavery_servitude_forced_labour"},
        {"findings": [{"part": "trafficking.action", "answer": "found"}]},
        {"relied_on": []},
        {"relied_on": [{"source": "evidence", "id": "00000000-0000-7000-8000-00000000000f"}]},
        {"reasons": ""},
        {"outcome": "positive"},
    ],
)
async def test_a_decision_by_program_that_does_not_hold_together_is_refused(
    app: FastAPI, changes: dict[str, Any]
) -> None:
    case_id = await pending(app)
    body = await sent(app, case_id, TRAFFICKING_FOUND, "trafficking") | changes
    async with signed_in(app, CASEY) as client:
        path = f"/v1/cases/{case_id}/conclusive-grounds"
        problem(await client.post(path, json=body, headers=await latest(app, case_id)), 422)
    assert len((await the_case(app, case_id)).decisions) == 1


async def test_a_file_is_relied_on_only_while_the_referral_service_can_say_whose_it_is(
    app: FastAPI, referral_service: ReferralServiceDouble
) -> None:
    line = evidence_line()
    referral_service.evidence = [line]
    case_id = await pending(app)
    relied_on = [{"source": "evidence", "id": line["id"]}]
    body = await sent(app, case_id, TRAFFICKING_FOUND, "trafficking", relied_on=relied_on)
    path = f"/v1/cases/{case_id}/conclusive-grounds"
    async with signed_in(app, CASEY) as client:
        referral_service.is_away = True
        problem(await client.post(path, json=body, headers=await latest(app, case_id)), 503)
        referral_service.is_away = False
        response = await client.post(path, json=body, headers=await latest(app, case_id))
    assert response.json()["decisions"][-1]["relied_on"] == relied_on


async def test_a_decision_written_early_by_program_is_held_until_it_is_confirmed(app: FastAPI) -> None:
    case_id = await recovering(app)
    body = await sent(app, case_id, TRAFFICKING_FOUND, "trafficking")
    path = f"/v1/cases/{case_id}/conclusive-grounds"
    async with signed_in(app, CASEY) as client:
        held = await client.post(path, json=body, headers=await latest(app, case_id))
        problem(await client.post(f"{path}/confirm", headers=await latest(app, case_id)), 409)
        reasons = {"reasons": "New report"}
        aside = await client.post(f"{path}/set-aside", json=reasons, headers=await latest(app, case_id))
    assert held.json()["decisions"][-1]["state"] == "held"
    assert held.json()["decisions"][-1]["not_before"]
    assert aside.json()["decisions"][-1]["state"] == "set_aside"


async def test_a_held_decision_is_confirmed_by_program_when_its_day_has_come(app: FastAPI) -> None:
    case_id = await recovering(app, days_ago=40, is_swept=False)
    await conclude(app, case_id, days_ago=15)
    async with signed_in(app, CASEY) as client:
        path = f"/v1/cases/{case_id}/conclusive-grounds/confirm"
        confirmed = await client.post(path, headers=await latest(app, case_id))
    assert confirmed.json()["stage"] == "cg_positive"


async def test_a_negative_decision_by_program_needs_a_second_person(app: FastAPI) -> None:
    case_id = await pending(app)
    body = await sent(app, case_id, NOTHING_FOUND, None)
    path = f"/v1/cases/{case_id}/conclusive-grounds"
    async with signed_in(app, CASEY) as client:
        unasked = await client.post(path, json=body, headers=await latest(app, case_id))
        await say_why_nobody_is_asked(client, case_id)
        drafted = await client.post(path, json=body, headers=await latest(app, case_id))
        kept_out = await client.post(f"{path}/review", json={"agree": True}, headers=tag(9))
    async with signed_in(app, REMY) as client:
        headers = await latest(app, case_id)
        agreed = await client.post(f"{path}/review", json={"agree": True}, headers=headers)
    problem(unasked, 409)
    assert drafted.json()["stage"] == "cg_review"
    assert kept_out.status_code == 403
    assert agreed.json()["stage"] == "cg_negative"


async def test_a_panel_goes_its_way_by_program(app: FastAPI) -> None:
    case_id = await before_a_panel(app)
    steps: list[tuple[str, dict[str, Any]]] = [
        ("arrange", {"panel_on": "2020-01-07"}),
        ("papers", {"sent_on": "2020-01-02"}),
        ("sitting", {"members": QUORATE}),
        ("answer", {"answer": "disagrees", "reasons": "MARKER of the panel"}),
    ]
    async with signed_in(app, CASEY) as client:
        for step, body in steps:
            headers = await latest(app, case_id)
            response = await client.post(f"/v1/cases/{case_id}/panel/{step}", json=body, headers=headers)
            assert response.status_code == 200, response.text
    async with signed_in(app, LEE) as client:
        word = {"answer": "upheld", "reasons": "MARKER of the lead"}
        headers = await latest(app, case_id)
        done = await client.post(f"/v1/cases/{case_id}/panel/lead", json=word, headers=headers)
    assert response.json()["stage"] == "technical_lead"
    assert done.json()["stage"] == "cg_negative"


async def test_a_panel_that_is_not_quorate_is_refused_by_program_too(app: FastAPI) -> None:
    case_id = await before_a_panel(app)
    path = f"/v1/cases/{case_id}/panel"
    async with signed_in(app, CASEY) as client:
        body: dict[str, Any] = {"members": QUORATE[:2]}
        problem(await client.post(f"{path}/sitting", json=body, headers=await latest(app, case_id)), 404)
        body = {"panel_on": "2020-01-07"}
        await client.post(f"{path}/arrange", json=body, headers=await latest(app, case_id))
        body = {"sent_on": "2020-01-02"}
        await client.post(f"{path}/papers", json=body, headers=await latest(app, case_id))
        body = {"members": QUORATE[:2]}
        problem(await client.post(f"{path}/sitting", json=body, headers=await latest(app, case_id)), 422)
