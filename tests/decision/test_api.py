from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from tests.decision.asking_visits import say_why_nobody_is_asked
from tests.decision.builders import noon
from tests.decision.deciding_visits import by_program
from tests.decision.portal_visits import CASEY, LEE, REMY, STRANGER, open_case
from tests.portals import signed_in

from decision.web.acts import DONE_ALREADY
from decision.web.after_refusals import GONE
from decision.web.refusals import REFUSALS

MARKED = "MARKER of the reasons"


def tag(version: int) -> dict[str, str]:
    return {"If-Match": f'"{version}"'}


def problem(response: httpx.Response, status: int) -> Any:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert "MARKER" not in response.text, "what was sent is not echoed"
    return response.json()


async def test_a_case_comes_with_its_clocks_and_its_version_as_etag(app: FastAPI) -> None:
    case_id = await open_case(app, reference="NRM-7K3F-92QD-X")
    async with signed_in(app, CASEY) as client:
        response = await client.get(f"/v1/cases/{case_id}")
    body = response.json()
    assert response.headers["etag"] == '"1"'
    assert (body["reference"], body["stage"], body["version"]) == ("NRM-7K3F-92QD-X", "rg_pending", 1)
    assert {clock["rule"] for clock in body["clocks"]} == {"CLK-RG", "CLK-ACK"}


async def test_a_positive_decision_by_program(app: FastAPI) -> None:
    case_id = await open_case(app)
    async with signed_in(app, CASEY) as client:
        sent = await by_program(client, case_id, "positive", MARKED)
        response = await client.post(f"/v1/cases/{case_id}/reasonable-grounds", json=sent, headers=tag(1))
        decided = response.json()["decisions"][0]
    assert response.status_code == 200
    assert response.headers["etag"] == '"2"'
    assert response.json()["stage"] == "recovery"
    assert (decided["findings"], decided["relied_on"]) == (sent["findings"], sent["relied_on"])
    rules = {clock["rule"] for clock in response.json()["clocks"]}
    assert rules == {"CLK-ACK", "CLK-RG", "CLK-REC30", "CLK-CG-MIN", "CLK-REVIEW", "CLK-CG"}


async def test_a_negative_decision_by_program_needs_a_second_person(app: FastAPI) -> None:
    case_id = await open_case(app)
    path = f"/v1/cases/{case_id}/reasonable-grounds"
    async with signed_in(app, REMY) as client:
        await say_why_nobody_is_asked(client, case_id)
        negative = await by_program(client, case_id, "negative", MARKED)
        drafted = await client.post(path, json=negative, headers=tag(2))
        assert drafted.json()["stage"] == "rg_review"
        refused = problem(await client.post(f"{path}/review", json={"agree": True}, headers=tag(3)), 403)
        assert [each["code"] for each in refused["errors"]] == ["reviewer_is_author"]
    async with signed_in(app, LEE) as client:
        agreed = await client.post(f"{path}/review", json={"agree": True}, headers=tag(3))
    assert agreed.json()["stage"] == "rg_negative"


def test_what_is_so_no_more_is_a_refusal_with_its_words() -> None:
    assert {*DONE_ALREADY, *GONE} <= REFUSALS.keys()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({}, 428, id="no precondition"),
        pytest.param({"If-Match": '"7"'}, 412, id="stale"),
        pytest.param({"If-Match": "*"}, 412, id="anything"),
    ],
)
async def test_a_change_says_what_it_has_seen(app: FastAPI, headers: dict[str, str], status: int) -> None:
    case_id = await open_case(app)
    async with signed_in(app, CASEY) as client:
        sent = await by_program(client, case_id, "positive", MARKED)
        response = await client.post(f"/v1/cases/{case_id}/reasonable-grounds", json=sent, headers=headers)
    problem(response, status)


@pytest.mark.parametrize(
    "changed",
    [
        {"outcome": "perhaps"},
        {"outcome": "negative"},
        {"reasons": ""},
        {"reasons": "  "},
        {"findings": []},
        {"relied_on": []},
        {"relied_on": [{"source": "referral", "id": str(uuid4())}]},
        {"decided_on": "2020-01-01"},
    ],
    ids=lambda changed: "-".join(changed),
)
async def test_a_malformed_decision_is_refused_without_echo(app: FastAPI, changed: dict[str, object]) -> None:
    case_id = await open_case(app)
    async with signed_in(app, CASEY) as client:
        body = await by_program(client, case_id, "positive", MARKED) | changed
        response = await client.post(f"/v1/cases/{case_id}/reasonable-grounds", json=body, headers=tag(1))
    problem(response, 422)


async def test_a_decided_case_refuses_another_decision(app: FastAPI) -> None:
    case_id = await open_case(app)
    path = f"/v1/cases/{case_id}/reasonable-grounds"
    async with signed_in(app, CASEY) as client:
        sent = await by_program(client, case_id, "positive", MARKED)
        await client.post(path, json=sent, headers=tag(1))
        problem(await client.post(path, json=sent, headers=tag(2)), 409)


async def test_the_list_of_cases_is_cut_into_pages_that_miss_none(app: FastAPI) -> None:
    ids = {str(await open_case(app)) for _ in range(5)}
    found: list[str] = []
    after: dict[str, str] = {}
    async with signed_in(app, CASEY) as client:
        for _ in range(3):
            body = (await client.get("/v1/cases", params={"limit": 2, **after})).json()
            found += [item["id"] for item in body["items"]]
            after = {"after": body["next"]} if body["next"] else {}
    assert len(found) == 5
    assert set(found) == ids
    assert not after


async def test_the_list_of_cases_is_narrowed_by_filters(app: FastAPI) -> None:
    referral_id = uuid4()
    await open_case(app, referral_id=referral_id, age_band="child", reference="NRM-CHILD")
    await open_case(app)
    async with signed_in(app, CASEY) as client:
        for query in ({"age_band": "child"}, {"referral_id": str(referral_id)}, {"reference": "NRM-CHILD"}):
            body = (await client.get("/v1/cases", params=query)).json()
            assert [item["reference"] for item in body["items"]] == ["NRM-CHILD"]


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "stage=unknown", "after=!", "colour=red"])
async def test_a_list_asked_for_wrongly_is_refused(app: FastAPI, query: str) -> None:
    async with signed_in(app, CASEY) as client:
        problem(await client.get(f"/v1/cases?{query}"), 422)


async def test_notifications_are_counted_and_listed(app: FastAPI) -> None:
    async with app.state.open_work() as uow:
        for number in range(3):
            await uow.support.note_notification(
                referral_id=uuid4(),
                reference=f"NRM-{number}",
                recorded_at=noon("2026-04-01"),
                nation="england",
                organisation_id="cardiff",
                is_person_identified=False,
            )
    async with signed_in(app, LEE) as client:
        first = (await client.get("/v1/notifications", params={"limit": 2})).json()
        rest = (await client.get("/v1/notifications", params={"limit": 2, "after": first["next"]})).json()
    assert (first["count"], len(first["items"]), len(rest["items"]), rest["next"]) == (3, 2, 1, None)


@pytest.mark.parametrize("path", ["/v1/cases", "/v1/notifications"])
async def test_a_stranger_gets_no_list(app: FastAPI, path: str) -> None:
    async with signed_in(app, STRANGER) as client:
        problem(await client.get(path), 403)


async def test_an_unknown_case_is_not_found(app: FastAPI) -> None:
    async with signed_in(app, CASEY) as client:
        problem(await client.get(f"/v1/cases/{uuid4()}"), 404)
