"""The same form for programs: `/v1/referrals`."""

import asyncio
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import func, select
from tests.portals import signed_in, visitor
from tests.referral.answers import JOURNEYS, Filled, adult_answers, anonymous_answers, child_answers, filled

from plumbing.clock import utcnow
from plumbing.database import STAFF, Work
from plumbing.directory import DirectoryEntry
from referral.domain.form.content import referral_form
from referral.domain.form.values import Value
from referral.storage import UnitOfWork
from referral.storage.tables import referral

FORM = referral_form()
TODAY = utcnow().date()


async def post(client: httpx.AsyncClient, answers: Any, key: str = "a-key") -> httpx.Response:
    return await client.post("/v1/referrals", json={"answers": answers}, headers={"Idempotency-Key": key})


async def count_of_referrals(work: Work[UnitOfWork]) -> int:
    async with work(STAFF) as uow:
        count = select(func.count()).select_from(referral)
        return int((await uow.session.execute(count)).scalar_one())


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        pytest.param(adult_answers(FORM), "nrm", id="adult"),
        pytest.param(child_answers(FORM), "nrm", id="child"),
        pytest.param(anonymous_answers(FORM), "dtn", id="notification"),
    ],
)
async def test_a_complete_form_is_created_and_can_be_read(
    client: httpx.AsyncClient, answers: Filled, outcome: str
) -> None:
    created = await post(client, answers)
    assert created.status_code == 201
    body = created.json()
    assert body["outcome"] == outcome
    assert created.headers["location"] == f"/v1/referrals/{body['id']}"
    whole = (await client.get(created.headers["location"])).json()
    assert whole["reference"] == body["reference"]
    assert whole["stage"] == ("sent" if outcome == "nrm" else "notified")
    assert whole["answers"]["pv-under-age"] == answers["pv-under-age"]


async def test_the_same_key_gives_the_same_referral(
    client: httpx.AsyncClient, work: Work[UnitOfWork]
) -> None:
    first = await post(client, adult_answers(FORM))
    again = await post(client, adult_answers(FORM))
    assert (again.status_code, again.json()) == (201, first.json())
    assert await count_of_referrals(work) == 1


async def test_the_same_key_at_the_same_time_makes_one_referral(
    client: httpx.AsyncClient, work: Work[UnitOfWork]
) -> None:
    """MH04"""
    answers = adult_answers(FORM)
    replies = await asyncio.gather(*(post(client, answers) for _ in range(10)))
    assert {reply.status_code for reply in replies} <= {201, 409}
    assert len({reply.json()["id"] for reply in replies if reply.status_code == 201}) == 1
    assert await count_of_referrals(work) == 1


async def test_the_same_key_for_something_else_is_refused(client: httpx.AsyncClient) -> None:
    await post(client, adult_answers(FORM))
    assert (await post(client, child_answers(FORM))).status_code == 422


async def test_a_key_is_needed(client: httpx.AsyncClient) -> None:
    reply = await client.post("/v1/referrals", json={"answers": {}})
    assert reply.status_code == 400
    assert reply.json()["errors"][0]["pointer"] == "header:Idempotency-Key"


async def test_wrong_answers_are_pointed_at_and_never_echoed(
    client: httpx.AsyncClient, work: Work[UnitOfWork]
) -> None:
    answers = adult_answers(FORM)
    answers["fr-alternative-contact"] = {"fr-alternative-contact": "Marker-Value"}
    reply = await post(client, answers)
    assert reply.status_code == 422
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.json()["errors"] == [
        {
            "pointer": "/answers/fr-alternative-contact/fr-alternative-contact",
            "code": "email",
            "detail": "Enter an email address in the correct format, like name@example.com",
        }
    ]
    assert "Marker-Value" not in reply.text
    assert await count_of_referrals(work) == 0


async def test_a_missing_step_is_named(client: httpx.AsyncClient) -> None:
    answers = adult_answers(FORM)
    del answers["professional-insight"]
    errors = (await post(client, answers)).json()["errors"]
    assert [(error["pointer"], error["code"]) for error in errors] == [
        ("/answers/professional-insight/professional-insight", "required")
    ]


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param({"Marker-Step": {}}, id="unknown step"),
        pytest.param({"pv-under-age": {"Marker-Field": "yes"}}, id="unknown field"),
        pytest.param({"pv-under-age": {"pv-under-age": 7}}, id="a number"),
        pytest.param({"pv-under-age": "Marker-Text"}, id="no fields"),
        pytest.param("Marker-Text", id="no steps"),
        pytest.param(None, id="nothing"),
    ],
)
async def test_a_malformed_body_is_refused_without_echo(client: httpx.AsyncClient, answers: Any) -> None:
    reply = await post(client, answers)
    assert reply.status_code == 422
    assert reply.headers["content-type"] == "application/problem+json"
    assert "Marker" not in reply.text


async def test_a_body_with_something_extra_is_refused(client: httpx.AsyncClient) -> None:
    """S42"""
    body = {"answers": adult_answers(FORM), "author": "somebody else"}
    reply = await client.post("/v1/referrals", json=body, headers={"Idempotency-Key": "k"})
    assert reply.status_code == 422


async def test_a_child_is_a_referral_whatever_the_client_says(client: httpx.AsyncClient) -> None:
    """MH03, MH19"""
    answers = child_answers(FORM)
    answers["pv-want-to-submit-nrm"] = {"pv-want-to-submit-nrm": "no"}
    created = await post(client, answers)
    assert created.json()["outcome"] == "nrm"
    whole = (await client.get(created.headers["location"])).json()
    assert whole["answers"]["pv-want-to-submit-nrm"] == {}


async def test_own_referrals_are_listed_page_by_page(client: httpx.AsyncClient) -> None:
    made = [(await post(client, adult_answers(FORM), key=str(n))).json()["id"] for n in range(3)]
    first = (await client.get("/v1/referrals?limit=2")).json()
    rest = (await client.get(f"/v1/referrals?limit=2&after={first['next']}")).json()
    assert [item["id"] for item in first["items"] + rest["items"]] == made[::-1]
    assert rest["next"] is None


async def test_somebody_elses_referral_looks_absent(
    app: FastAPI, client: httpx.AsyncClient, colleague: DirectoryEntry, stranger: DirectoryEntry
) -> None:
    """S29, MH20"""
    location = (await post(client, adult_answers(FORM))).headers["location"]
    for other in (colleague, stranger):
        async with signed_in(app, other) as theirs:
            assert (await theirs.get(location)).status_code == 404
            assert (await theirs.get("/v1/referrals")).json() == {"items": [], "next": None}
    async with visitor(app) as nobody:
        assert (await nobody.get(location)).status_code == 401


@pytest.mark.parametrize("choices", JOURNEYS)
async def test_every_journey_of_the_form_can_be_sent_by_a_program(
    client: httpx.AsyncClient, choices: dict[str, Value]
) -> None:
    reply = await post(client, filled(FORM, choices, TODAY))
    assert reply.status_code == 201, reply.text


async def test_an_unchanged_referral_is_not_sent_again(client: httpx.AsyncClient) -> None:
    location = (await post(client, adult_answers(FORM))).headers["location"]
    tag = (await client.get(location)).headers["etag"]
    same = await client.get(location, headers={"If-None-Match": f'"another", {tag}'})
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)
    assert (await client.get(location, headers={"If-None-Match": '"another"'})).status_code == 200


async def test_a_place_in_the_list_says_nothing_and_works_for_its_owner_alone(
    app: FastAPI, client: httpx.AsyncClient, colleague: DirectoryEntry
) -> None:
    made = [(await post(client, adult_answers(FORM), key=str(n))).json()["id"] for n in range(2)]
    following = (await client.get("/v1/referrals?limit=1")).json()["next"]
    assert made[1] not in following
    async with signed_in(app, colleague) as theirs:
        assert (await theirs.get(f"/v1/referrals?after={following}")).status_code == 400
    changed = await client.get(f"/v1/referrals?after={following}x")
    assert (changed.status_code, changed.json()["errors"][0]["pointer"]) == (400, "query:after")


async def test_answers_can_be_checked_and_nothing_is_kept(
    client: httpx.AsyncClient, work: Work[UnitOfWork]
) -> None:
    whole = (await client.post("/v1/referrals/check", json={"answers": adult_answers(FORM)})).json()
    assert (whole["outcome"], whole["errors"], whole["next"]) == ("nrm", [], None)
    nothing = (await client.post("/v1/referrals/check", json={"answers": {}})).json()
    assert (nothing["outcome"], nothing["next"]) == ("incomplete", "pv-under-age")
    assert nothing["errors"][0]["pointer"] == "/answers/pv-under-age/pv-under-age"
    assert await count_of_referrals(work) == 0


async def test_the_form_can_be_read_with_its_lists(client: httpx.AsyncClient) -> None:
    form = (await client.get("/v1/form")).json()
    assert [step["id"] for step in form["steps"]] == list(FORM.steps)
    agreement = next(step for step in form["steps"] if step["id"] == "pv-want-to-submit-nrm")["fields"][0]
    assert agreement["required_when"] == {"field": "pv-under-age", "in": ["no"]}
    assert [option["value"] for option in agreement["options"]] == ["yes", "no"]
    values = (await client.get(form["lists"]["police_forces"])).json()["values"]
    assert values == list(FORM.lists["police_forces"])
    assert (await client.get("/v1/form/lists/nothing")).status_code == 404


async def test_an_organisation_is_found_by_its_old_name(client: httpx.AsyncClient) -> None:
    found = (await client.get("/v1/organisations?query=wycombe")).json()["items"]
    assert [(each["name"], each["now"]) for each in found] == [
        ("Wycombe District Council", ["Buckinghamshire Council"])
    ]
