"""The Place API: the same acts as the pages, with the same rules."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from tests.care.portal import TODAY, a_search, an_initial_assessment, an_offer, prime, ready_to_place, worker
from tests.care.scenes import a_referral
from tests.care.town import Town, hear

from contracts.ids import SupportCaseId
from plumbing.clock import utcnow


@pytest.fixture
async def api(app: FastAPI, town: Town) -> AsyncIterator[httpx.AsyncClient]:
    async with prime(app) as client:
        yield client


async def offer(
    api: httpx.AsyncClient, person: SupportCaseId, body: dict[str, object], key: str = "k"
) -> httpx.Response:
    path = f"/v1/support-cases/{person}/offers"
    return await api.post(path, json=body, headers={"Idempotency-Key": key})


async def test_programs_place_a_person_too(api: httpx.AsyncClient, town: Town) -> None:
    person = await hear(town.work, a_referral(submitted_at=utcnow()))
    reached = await api.post(f"/v1/support-cases/{person}/contact")
    assert reached.json()["state"] == "initial_assessment"
    found = await api.post(f"/v1/support-cases/{person}/assessment", json=an_initial_assessment())
    assert found.json()["state"] == "emergency"
    search = a_search(person)
    beds = (await api.get("/v1/beds/search", params=search)).json()["items"]
    assert {bed["bed_code"] for bed in beds} == {"A", "B", "M"}
    made = await offer(api, person, an_offer(town))
    assert (made.status_code, made.json()["state"]) == (201, "provisional")
    placement = made.headers["location"]
    assert (await api.post(f"{placement}/confirm")).json()["state"] == "confirmed"
    arrived = await api.post(f"{placement}/arrive", json={"arrival_on": str(TODAY)})
    assert arrived.json()["state"] == "in_residence"
    leaving = {"departure_on": str(TODAY), "reason": "left_by_choice", "destination": "not_known"}
    assert (await api.post(f"{placement}/depart", json=leaving)).json()["state"] == "departed"
    assert [each["id"] for each in (await api.get("/v1/placements")).json()["items"]] == [
        placement.rpartition("/")[2]
    ]


async def test_programs_answer_and_cancel_offers(api: httpx.AsyncClient, town: Town) -> None:
    person = await ready_to_place(town)
    made = (await offer(api, person, an_offer(town, accepted_by=[]))).json()
    accepted = await api.post(f"/v1/offers/{made['offer_id']}/accept", json={"side": "provider"})
    assert accepted.json()["provider_answer"] == "accepted"
    declined = await api.post(
        f"/v1/offers/{made['offer_id']}/decline", json={"side": "person", "reason": "too_far"}
    )
    assert declined.json()["state"] == "declined"
    again = (await offer(api, person, an_offer(town), key="k2")).json()
    cancelled = await api.post(f"/v1/placements/{again['id']}/cancel", json={"reason": "booked_in_error"})
    assert cancelled.json()["state"] == "cancelled"


async def test_the_same_request_twice_makes_one_offer(api: httpx.AsyncClient, town: Town) -> None:
    person = await ready_to_place(town)
    first, second = [await offer(api, person, an_offer(town)) for _ in range(2)]
    assert first.json() == second.json()


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        pytest.param({"bed": "A"}, 409, "bed_conflict", id="a bed that is taken"),
        pytest.param({"bed": "B", "days": -1}, 422, "departure_before_arrival", id="days reversed"),
    ],
)
async def test_a_refusal_is_a_problem_with_the_rules_own_code(
    api: httpx.AsyncClient, town: Town, body: dict[str, Any], status: int, code: str
) -> None:
    await offer(api, await ready_to_place(town), an_offer(town))
    refused = await offer(api, await ready_to_place(town), an_offer(town, **body), key="k2")
    assert refused.status_code == status
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["errors"][0]["code"] == code


async def test_s42_a_field_nobody_asked_for_is_refused(api: httpx.AsyncClient, town: Town) -> None:
    refused = await offer(api, await ready_to_place(town), an_offer(town, state="in_residence"))
    assert refused.status_code == 422
    assert "in_residence" not in refused.text


async def test_se_6_a_search_result_carries_no_address_and_no_resident(
    api: httpx.AsyncClient, town: Town
) -> None:
    person = await ready_to_place(town)
    search = a_search(person)
    beds = (await api.get("/v1/beds/search", params=search)).json()["items"]
    assert {name for bed in beds for name in bed} == {
        "bedspace_id",
        "bed_code",
        "premises_code",
        "region",
        "gender_policy",
        "features",
        "distance",
        "admits_from",
        "admits_until",
        "beds_in_use",
        "beds_available",
    }


async def test_a_program_runs_a_house(app: FastAPI, town: Town) -> None:
    person, bed = await ready_to_place(town), town.bed("A")
    house = f"/v1/houses/{town.beds['A'].premises_id}"
    async with worker(app) as client:
        stay = (await offer(client, person, an_offer(town))).headers["location"]
        until = {"departure_on": str(TODAY + timedelta(days=8))}
        assert (await client.post(f"{stay}/extend", json=until)).json()["departure_on"] == until[
            "departure_on"
        ]
        assert (await client.post(f"{stay}/turnaround", json={"turnaround_days": 0})).status_code == 200
        over = until | {"is_authorised": True}
        assert (await client.post(f"{stay}/overstay", json=over)).json()["errors"][0]["code"] == "wrong_state"
        void = {"starts_on": str(TODAY), "ends_on": str(TODAY), "reason": "deep_clean"}
        clash = await client.post(f"/v1/beds/{bed}/voids", json=void, headers={"Idempotency-Key": "1"})
        assert clash.json()["errors"][0]["code"] == "bed_conflict"
        assert (await client.post(f"{stay}/no-show")).json()["state"] == "no_show"
        made = await client.post(f"/v1/beds/{bed}/voids", json=void, headers={"Idempotency-Key": "2"})
        assert (await client.get(house)).json()["capacity"][0]["available"] == 1
        assert (await client.post(made.headers["location"], json=void)).status_code == 204
        assert (await client.post(made.headers["location"] + "/cancel")).status_code == 204
        used = await client.get(f"/v1/beds/{bed}/occupancy", params={"first": str(TODAY), "last": str(TODAY)})
        assert (used.json()["online"], used.json()["share"]) == (1, "0.0000")
        today = {"last_on": str(TODAY)}
        for path in (f"/v1/beds/{bed}/close", f"{house}/close"):
            assert (await client.post(path, json=today)).status_code == 204, path
        opened = await client.post(f"{house}/reopen", json={"first_on": str(TODAY)})
        assert opened.status_code == 204
        assert len((await client.get("/v1/houses")).json()["items"]) == 1
