"""Incidents, missing people, complaints and requests for a provider's own system, by the pages' rules."""

from datetime import timedelta

from fastapi import FastAPI
from tests.care.portal import TODAY, worker
from tests.care.programs import System, code_of, somebody_housed
from tests.care.scenes import HESTIA, MEDAILLE
from tests.care.town import Town
from tests.portals import a_person, signed_in

from plumbing.clock import utcnow


async def test_a_program_writes_down_an_incident_once_reports_and_closes_it(app: FastAPI, town: Town) -> None:
    async with worker(app) as client, worker(app, MEDAILLE) as another:
        system = System(client)
        of_person = f"/v1/support-cases/{await somebody_housed(system, town)}/incidents"
        body = {
            "category": "safeguarding_adult",
            "severity": "serious",
            "known_at": (utcnow() - timedelta(minutes=5)).isoformat(),
            "what_happened": "Words that are sealed",
        }
        first, again = [await system.create(of_person, body, key="one") for _ in range(2)]
        assert (first.status_code, first.json()) == (201, again.json())
        assert len((await client.get(of_person)).json()["items"]) == 1
        here = first.headers["location"]
        assert (await another.get(here)).status_code == 404
        assert (await another.post(f"{here}/report")).status_code == 404
        assert code_of(await system.do(f"{here}/close", {"outcome": "Done"})) == "wrong_state"
        reported = await system.do(f"{here}/report")
        assert reported.json()["reported_at"] is not None
        assert "Words" not in reported.text
        assert code_of(await system.do(f"{here}/close", {"outcome": "Done"})) == "safeguarding_not_told"
        await system.do(f"{here}/safeguarding")
        assert (await system.do(f"{here}/close", {"outcome": "Done"})).json()["closed_at"] is not None
        assert (await client.get("/v1/incidents")).json()["items"] == []
        known = body | {"category": "death"}
        assert code_of(await system.create(of_person, known)) == "always_critical"


async def test_a_program_says_that_somebody_is_missing_who_was_told_and_that_they_are_back(
    app: FastAPI, town: Town
) -> None:
    async with worker(app) as client:
        system = System(client)
        of_person = f"/v1/support-cases/{await somebody_housed(system, town)}/missing-episodes"
        seen = {"last_seen_at": (utcnow() - timedelta(hours=2)).isoformat(), "what_happened": "Went out"}
        made = await system.create(of_person, seen)
        here = made.headers["location"]
        assert made.json()["placement_id"] is not None
        assert code_of(await system.create(of_person, seen)) == "already_missing"
        told = await system.do(f"{here}/told", {"whom": "police"})
        assert "police" not in told.json()["still_to_tell"]
        assert code_of(await system.do(f"{here}/release-bed")) == "forbidden"
        assert (await system.do(f"{here}/found", {"ending": "returned"})).json()["ending"] == "returned"
        assert (await client.get(here)).json()["ended_at"] is not None


async def test_a_program_records_a_complaint_and_a_request_which_a_colleague_answers(
    app: FastAPI, town: Town
) -> None:
    manager = a_person("provider_manager", organisation=HESTIA, subject="hestia.manager")
    async with worker(app) as client, signed_in(app, manager) as colleague:
        system = System(client)
        case = f"/v1/support-cases/{await somebody_housed(system, town)}"
        said = {"about": "money", "received_on": str(TODAY), "words": "My money is late"}
        tomorrow = said | {"received_on": str(TODAY + timedelta(days=1))}
        assert code_of(await system.create(f"{case}/complaints", tomorrow)) == "in_future"
        complaint = (await system.create(f"{case}/complaints", said)).headers["location"]
        answer = {"outcome": "upheld", "words": "It was"}
        assert code_of(await system.do(f"{complaint}/answer", answer)) == "forbidden"
        answered = await colleague.post(f"{complaint}/answer", json=answer)
        assert (answered.json()["outcome"], "late" in answered.text) == ("upheld", False)
        asked = {
            "asker": "competent_authority",
            "who": "A caseworker",
            "asked_on": str(TODAY),
            "purpose": "A decision",
            "basis": "Consent",
            "facts": ["On which day did support start?"],
        }
        whole_file = asked | {"facts": ["The whole file"]}
        refused = await system.create(f"{case}/disclosure-requests", whole_file)
        assert (refused.json()["state"], refused.json()["refused_for"]) == ("refused", "must_name_facts")
        request = (await system.create(f"{case}/disclosure-requests", asked)).headers["location"]
        answers = {"answers": ["On 10 March 2025"]}
        assert code_of(await system.do(f"{request}/release", answers)) == "forbidden"
        released = await colleague.post(f"{request}/release", json=answers)
        assert (released.json()["state"], "10 March" in released.text) == ("released", False)
        leave = {"why_no_warning": "", "alternative": "council", "is_prime_told": True}
        assert (await system.do(f"{case}/asked-to-leave", leave)).status_code == 403
        assert code_of(await colleague.post(f"{case}/asked-to-leave", json=leave)) == "reason_required"
        warned = leave | {"warned_on": str(TODAY)}
        assert (await colleague.post(f"{case}/asked-to-leave", json=warned)).status_code == 204
