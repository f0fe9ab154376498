"""Families, first journeys and money for a provider's own system, with the rules of the pages."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from fastapi import FastAPI
from tests.care.portal import TODAY, ready_to_place, worker
from tests.care.portal import prime as prime_of
from tests.care.programs import System, code_of, somebody_housed
from tests.care.scenes import HESTIA, a_bed
from tests.care.town import Town
from tests.portals import a_person, signed_in

from contracts.ids import BedspaceId

CHILD = {"known_as": "Robin", "born_on": "2019-05-01", "relation": "child"}


async def test_a_program_finds_one_unit_for_a_family_and_its_journey(app: FastAPI, town: Town) -> None:
    person, home = await ready_to_place(town), town.beds["A"].premises_id
    case = f"/v1/support-cases/{person}"
    async with town.work() as uow:
        premises = (await uow.houses.locked_around(town.bed("A"), since=TODAY))[0].premises
        uow.session.add_all(
            [a_bed(premises, id=BedspaceId(uuid4()), code=code, unit="flat") for code in ("U1", "U2")]
        )
    async with prime_of(app) as client:
        prime = System(client)
        unborn = CHILD | {"born_on": str(TODAY + timedelta(days=1))}
        assert code_of(await prime.create(f"{case}/dependants", unborn)) == "in_future"
        child = await prime.create(f"{case}/dependants", CHILD)
        assert (child.status_code, "Robin" in child.text, "2019" in child.text) == (201, False, False)
        known = {"needs": "A place at school", "risks": "None known"}
        assert (await prime.do(f"/v1/dependants/{child.json()['id']}/risks", known)).status_code == 204
        listed = (await client.get(f"{case}/dependants")).json()["items"]
        assert [each["risks_assessed_at"] is not None for each in listed] == [True]
        days = {"starts_on": str(TODAY), "days": "5", "region": "london", "support_case_id": str(person)}
        units = (await client.get("/v1/units/search", params=days)).json()["items"]
        assert [(each["unit"], len(each["bedspace_ids"])) for each in units] == [("flat", 2)]
        offer: dict[str, Any] = {
            "premises_id": str(home),
            "unit": "flat",
            "arrival_on": str(TODAY),
            "departure_on": str(TODAY + timedelta(days=4)),
            "accepted_by": ["person", "provider"],
        }
        path = f"{case}/household-offers"
        first, again = [await prime.create(path, offer, key="family") for _ in range(2)]
        assert (first.json()["bed_code"], first.json()) == ("U1", again.json())
        assert code_of(await prime.create(path, offer)) == "bed_conflict"
        pick_up = {
            "driver_id": "a driver",
            "pick_up_on": str(TODAY),
            "earliest": "10:00",
            "latest": "11:00",
            "seats": 2,
            "first_name": "Wren",
            "meeting": "The front desk",
        }
        journeys = f"{first.headers['location']}/journeys"
        backwards = pick_up | {"latest": "09:00"}
        assert code_of(await prime.create(journeys, backwards)) == "pick_up_over"
        assert (await prime.create(journeys, pick_up)).status_code == 201
        assert [each["seats"] for each in (await client.get(journeys)).json()["items"]] == [2]


async def test_a_program_ends_money_and_records_travel(app: FastAPI, town: Town) -> None:
    async with worker(app) as client:
        system = System(client)
        person = await somebody_housed(system, town)
        case = f"/v1/support-cases/{person}"
        assert (await system.do(f"{case}/worker/take")).status_code == 204
        travelled = {"on": str(TODAY), "cost": "6.40", "could_be_walked": False}
        assert (await system.do(f"{case}/travel", travelled)).status_code == 204
        walked = travelled | {"could_be_walked": True}
        assert code_of(await system.do(f"{case}/travel", walked)) == "walking_expected"
        later = travelled | {"on": str(TODAY + timedelta(days=1))}
        assert code_of(await system.do(f"{case}/travel", later)) == "in_future"
        ended = await system.do(f"{case}/money/end", {"last_on": str(TODAY)})
        assert ended.json()["last_on"] == str(TODAY)
        assert (await system.do(f"{case}/money/end", {"last_on": None})).json()["last_on"] is None
        tasks = (await client.get("/v1/tasks")).json()["items"]
        done = [await system.do(f"/v1/tasks/{each['id']}/done") for each in tasks]
        assert done
        assert {each.status_code for each in done} == {204}
        assert (await client.get("/v1/tasks")).json()["items"] == []
        assert (await client.get("/v1/payment-runs")).status_code == 403


async def test_a_managers_program_makes_a_run_and_says_what_was_paid(app: FastAPI, town: Town) -> None:
    manager = a_person("provider_manager", organisation=HESTIA, subject="hestia.manager")
    async with worker(app) as client, signed_in(app, manager) as paying:
        await somebody_housed(System(client), town)
        runs = System(paying)
        too_far = {"paid_until": str(TODAY + timedelta(days=400))}
        assert code_of(await runs.create("/v1/payment-runs", too_far)) == "too_far_ahead"
        until = {"paid_until": str(TODAY)}
        first, again = [await runs.create("/v1/payment-runs", until, key="one") for _ in range(2)]
        assert (first.status_code, first.json()) == (201, again.json())
        waiting = (await paying.get("/v1/payment-lines/to-approve")).json()["items"]
        for line in waiting:
            assert (await runs.do(f"/v1/payment-lines/{line['id']}/approve")).status_code == 204
        run = (await runs.create("/v1/payment-runs", until)).headers["location"]
        paid = (await runs.do(f"{run}/paid")).json()
        assert {line["state"] for line in paid["lines"]} == {"paid"}
        line = f"/v1/payment-lines/{paid['lines'][0]['id']}"
        assert (await runs.do(f"{line}/failed")).status_code == 204
        assert (await runs.do(f"{line}/cash")).status_code == 204
        lines = (await paying.get(run)).json()["lines"]
        assert "cash" in {each["channel"] for each in lines}
