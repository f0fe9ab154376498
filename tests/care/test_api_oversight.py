"""What only the prime or a manager does, by their own systems: the same rules and refusals as the pages."""

from datetime import timedelta

from fastapi import FastAPI
from tests.care.portal import TODAY, prime, ready_to_place, supported, worker, worker_id
from tests.care.programs import System, code_of, somebody_housed
from tests.care.scenes import HESTIA, MEDAILLE, a_referral
from tests.care.test_money_pages import manager
from tests.care.town import Town, hear

from care.domain.months import Month
from plumbing.clock import utcnow


async def test_programs_of_the_prime_try_to_reach_somebody_and_keep_two_people_apart(
    app: FastAPI, town: Town
) -> None:
    person = await hear(town.work, a_referral(submitted_at=utcnow(), reference="NRM-OTHR-0001-X"))
    other = await ready_to_place(town)
    async with prime(app) as client, worker(app) as provider:
        system, case = System(client), f"/v1/support-cases/{person}"
        tried = {"way": "telephone", "result": "no_answer", "note": "A word that is sealed"}
        made = [await system.create(f"{case}/attempts", tried, key="one") for _ in range(2)]
        assert [len(each.json()["items"]) for each in made] == [1, 1]
        assert "sealed" not in made[0].text + (await client.get(f"{case}/attempts")).text
        reference = (await client.get(f"/v1/support-cases/{other}")).json()["reference"]
        pair = {"reference": reference, "danger": "from_each_other"}
        assert (await provider.get(f"{case}/kept-apart")).status_code == 403
        nobody = await system.create(f"{case}/kept-apart", pair | {"reference": "NRM-NONE"})
        assert (nobody.status_code, code_of(nobody)) == (422, "not-found")
        own = (await client.get(case)).json()["reference"]
        assert code_of(await system.create(f"{case}/kept-apart", pair | {"reference": own})) == "same-person"
        kept = (await system.create(f"{case}/kept-apart", pair)).json()["items"]
        assert [each["danger"] for each in kept] == ["from_each_other"]
        assert (await system.do(f"/v1/kept-apart/{kept[0]['id']}/end")).status_code == 204
        assert (await client.get(f"{case}/kept-apart")).json()["items"] == []
        await system.do(f"{case}/contact")
        assert code_of(await system.create(f"{case}/attempts", tried)) == "wrong_state"
        agreed = await system.do(f"{case}/agreement")
        assert agreed.json()["state"] == "initial_assessment"


async def test_programs_hand_somebody_over_and_keep_records_for_a_court(app: FastAPI, town: Town) -> None:
    case = f"/v1/support-cases/{await supported(town, await ready_to_place(town))}"
    async with manager(app) as mo, manager(app, MEDAILLE) as theirs, worker(app, called="other"):
        system, another = System(mo), str(worker_id(called="other"))
        given = {"worker": another, "reason": "They speak her language"}
        assert (await theirs.post(f"{case}/worker", json=given)).status_code == 422, "not their worker"
        assert (await theirs.post(f"{case}/worker", json=given | {"worker": None})).status_code == 404
        stranger = await system.do(f"{case}/worker", given | {"worker": str(worker_id(MEDAILLE))})
        assert code_of(stranger) == "unknown"
        assert (await system.do(f"{case}/worker", given)).status_code == 204
        lists = (await mo.get("/v1/workers")).json()["items"]
        assert {"worker": another, "people": 1} in lists
        assert code_of(await system.do(f"{case}/worker", given)) == "wrong_state"
        held = await system.do(f"{case}/hold", {"reason": "A court has asked"})
        assert held.json()["held_since"] is not None
        assert code_of(await system.do(f"{case}/hold", {"reason": "Again"})) == "wrong_state"
        assert (await theirs.get(f"{case}/hold")).status_code == 404
        lifted = await system.do(f"{case}/hold/lift", {"reason": "It is over"})
        assert lifted.json() == {"held_since": None}
        running = (await mo.get("/v1/clocks", params={"until": str(TODAY), "limit": 1})).json()["items"]
        assert [each["support_case_id"] for each in running] == [case.rpartition("/")[2]]
        assert (await theirs.get("/v1/clocks")).json() == {"items": []}


async def test_mo_13_programs_note_that_cards_fail_and_when_a_bed_receives_people(
    app: FastAPI, town: Town
) -> None:
    person = await supported(town, await ready_to_place(town))
    async with prime(app) as client, manager(app) as mo, manager(app, MEDAILLE) as theirs:
        system = System(client)
        failing = {"first_on": str(TODAY - timedelta(days=1))}
        tomorrow = {"first_on": str(TODAY + timedelta(days=1))}
        assert code_of(await system.create("/v1/outages", tomorrow)) == "in_future"
        assert (await System(mo).create("/v1/outages", failing)).status_code == 403
        await System(mo).create("/v1/payment-runs", {"paid_until": str(TODAY)})
        made = await system.create("/v1/outages", failing)
        assert [each["id"] for each in (await mo.get("/v1/outages")).json()["items"]] == [made.json()["id"]]
        without = (await mo.get(made.headers["location"])).json()["items"]
        assert [each["support_case_id"] for each in without] == [str(person)]
        assert (await theirs.get(made.headers["location"])).json()["items"] == []
        hours = f"/v1/beds/{town.bed('A')}/hours"
        both = {"admits_from": "09:00", "admits_until": "17:00"}
        half = await mo.post(hours, json={"admits_from": "09:00"})
        assert (half.status_code, code_of(half)) == (422, "half_an_answer")
        assert (await theirs.post(hours, json=both)).status_code in (403, 404)
        assert (await mo.post(hours, json=both)).status_code == 204


async def test_programs_read_and_give_the_monthly_return(app: FastAPI, town: Town) -> None:
    month = Month.of(TODAY).before
    here = f"/v1/returns/{month}"
    async with prime(app) as client, manager(app) as mo:
        system = System(client)
        before = (await client.get(here)).json()
        assert (before["version"], before["numbers"] != []) == (None, True)
        this_month = await system.create(f"/v1/returns/{Month.of(TODAY)}", {"after": 0})
        assert code_of(this_month) == "in_future"
        assert (await System(mo).create(here, {"after": 0})).status_code == 403
        given = await system.create(here, {"after": 0})
        assert (given.status_code, given.json()["version"]) == (201, 1)
        assert code_of(await system.create(here, {"after": 1})) == "reason_required"
        assert code_of(await system.create(here, {"after": 0})) == "wrong_state", "somebody gave it"
        corrected = await system.create(here, {"after": 1, "reason": "One was counted twice"})
        assert corrected.json()["version"] == 2
        listed = (await client.get("/v1/returns")).json()["items"]
        assert [each["version"] for each in listed] == [2, 1]
        assert (await client.get(f"{here}?version=9")).status_code == 404
        sheet = await client.get(f"{here}.csv")
        assert sheet.headers["content-type"].startswith("text/csv")
        assert sheet.content == (await client.get(f"/figures{here.removeprefix('/v1')}.csv")).content


async def test_programs_inspect_answer_say_what_they_offer_and_what_somebody_was_given(
    app: FastAPI, town: Town
) -> None:
    async with prime(app) as client, manager(app) as mo, manager(app, MEDAILLE) as theirs:
        system, own = System(client), System(mo)
        held = {"provider_id": HESTIA, "kind": "safeguarding", "held_on": str(TODAY)}
        tomorrow = held | {"held_on": str(TODAY + timedelta(days=1))}
        assert code_of(await system.create("/v1/inspections", tomorrow)) == "in_future"
        made = await system.create("/v1/inspections", held)
        asked = {"words": "Mend the alarm", "owner": "The manager", "due_on": str(TODAY)}
        of_it = f"/v1/inspections/{made.json()['id']}/recommendations"
        listed = (await system.create(of_it, asked)).json()["recommendations"]
        assert (await theirs.get("/v1/inspections")).json() == {"items": [], "recommendations": []}
        answer = f"/v1/recommendations/{listed[0]['id']}/answer"
        assert (await theirs.post(answer, json={"words": "Done"})).status_code in (403, 404)
        answered = await own.do(answer, {"words": "Done"})
        assert answered.json()["answered_at"] is not None
        offers = {"languages": ["Tigrinya"], "regions": ["london"], "list_places": 12}
        assert (await own.do("/v1/own-provider", offers)).json() == offers
        assert (await theirs.get("/v1/own-provider")).json()["languages"] == []
        nowhere = await own.do("/v1/own-provider", offers | {"regions": ["atlantis"]})
        assert code_of(nowhere) == "no_region"
        await somebody_housed(system, town)
        stay = (await client.get("/v1/placements")).json()["items"][0]["id"]
        pack = {"pack": ["soap"], "clothing_sets": 1}
        assert (await theirs.get(f"/v1/placements/{stay}/welcome")).status_code == 404
        given = await own.create(f"/v1/placements/{stay}/welcome", pack)
        assert [each["is_complete"] for each in given.json()["items"]] == [False]
