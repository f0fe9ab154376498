"""Policies, calendars and addresses for programs of leaders, and no restricted case in a preview."""

from fastapi import FastAPI
from tests.decision.portal_visits import CASEY, LEE, REMY, open_case
from tests.decision.test_api import problem
from tests.decision.test_api_queues import got
from tests.decision.test_calendar_pages import CALENDAR
from tests.decision.test_policies import TEN_DAYS
from tests.decision.test_restricted_cases import HIDDEN, OTHER_LEADER, restricted
from tests.portals import signed_in

POLICY = {"policy": TEN_DAYS}


async def test_a_version_is_previewed_published_once_and_listed(app: FastAPI) -> None:
    await open_case(app, reference="NRM-MOVES", days_ago=2)
    async with signed_in(app, LEE) as client:
        moves = (await client.post("/v1/policies/preview", json=POLICY)).json()
        assert [each["reference"] for each in moves["moves"]] == ["NRM-MOVES"]
        assert await got(client, "/v1/policies") == {"items": []}
        published = await client.post("/v1/policies", json=POLICY)
        assert published.status_code == 201, published.text
        assert (await got(client, "/v1/policies"))["items"][0]["version"] == "PV-TEST"
        again = problem(await client.post("/v1/policies", json=POLICY), 422)
    assert "published before" in again["detail"]
    async with signed_in(app, CASEY) as client:
        problem(await client.post("/v1/policies", json=POLICY), 403)


async def test_a_calendar_and_an_address_are_kept_as_on_their_pages(app: FastAPI) -> None:
    address = {"who": "police", "belongs_to": "south-west", "address": "post@example.org"}
    async with signed_in(app, LEE) as client:
        assert (await client.post("/v1/calendars/preview", json={"calendar": CALENDAR})).status_code == 200
        assert (await client.post("/v1/calendars", json={"calendar": CALENDAR})).status_code == 201
        versions = [each["version"] for each in (await got(client, "/v1/calendars"))["items"]]
        problem(await client.post("/v1/calendars", json={"calendar": "nation: atlantis"}), 422)
        kept = (await client.post("/v1/addresses", json=address)).json()
        gone = await client.post("/v1/addresses/remove", json={"who": "police", "belongs_to": "south-west"})
        problem(await client.post("/v1/addresses", json=address | {"address": "nowhere"}), 422)
    assert "2026-emergency" in versions
    assert kept == {"items": [address]}
    assert gone.json() == {"items": []}


async def test_a_preview_counts_restricted_cases_and_names_none_to_others(app: FastAPI) -> None:
    await restricted(app, REMY)
    async with signed_in(app, OTHER_LEADER) as client:
        hidden = (await client.post("/v1/policies/preview", json=POLICY)).json()
    async with signed_in(app, LEE) as client:
        shown = (await client.post("/v1/policies/preview", json=POLICY)).json()
    assert (hidden["moved"], hidden["moves"]) == (1, [])
    assert [each["reference"] for each in shown["moves"]] == [HIDDEN]
