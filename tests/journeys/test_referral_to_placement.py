"""One person from the form to a bed: three services in processes of their own, a real broker, HTTP only."""

import json
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from tests.care.portal import an_initial_assessment
from tests.running import RunningSystem

from clocks import london_day
from nrm.simulate.answers import answers_for
from nrm.simulate.deciding import decision_on
from nrm.simulate.reconciliation import due_on_for
from nrm.simulate.sampler import Drawn
from nrm.simulate.staff import Staff
from nrm.simulate.visitor import Json, MovedOn, Visitor
from nrm.simulate.waiting import until
from plumbing.clock import utcnow

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(900)]

NRM = Path(sys.executable).with_name("nrm")
ADULT = Drawn(
    number=1,
    route="nrm",
    age="adult",
    responder="police",
    nationality="Albanian",
    exploitation="labour & criminal",
    gender="male",
    location="uk",
    nation="england",
    wants_support=True,
)


def today() -> date:
    return london_day(utcnow())


async def only(visitor: Visitor, path: str, **query: str) -> Json:
    """The one entry there will be, as soon as the service has heard of it."""

    async def look() -> Json | None:
        items = (await visitor.get(path, **query))["items"]
        assert len(items) < 2
        return items[0] if items else None

    return await until(look, path)


async def becomes(visitor: Visitor, path: str, name: str, wanted: str) -> Json:
    async def look() -> Json | None:
        found = await visitor.get(path)
        return found if found[name] == wanted else None

    return await until(look, f"{name} to become {wanted}")


async def send(staff: Staff, drawn: Drawn) -> Json:
    officer = staff.responder("police")
    answers = answers_for(drawn, staff.sender(officer), today=today(), seed=1)
    key = str(uuid4())
    receipt = await officer.post("/v1/referrals", {"answers": answers}, key=key)
    assert await officer.post("/v1/referrals", {"answers": answers}, key=key) == receipt, (
        "asked twice, sent once"
    )
    return receipt


async def test_a_referral_becomes_a_case_a_decision_and_a_placement(staff: Staff) -> None:
    officer, caseworker, prime = staff.responder("police"), staff.caseworker(0), staff.prime
    receipt = await send(staff, ADULT)
    sent = await officer.get(f"/v1/referrals/{receipt['id']}")

    case = await only(caseworker, "/v1/cases", referral_id=receipt["id"])
    assert (case["reference"], case["stage"], case["age_band"]) == (
        receipt["reference"],
        "rg_pending",
        "adult",
    )
    assert case["due_on"] == due_on_for(datetime.fromisoformat(sent["sent_at"])).isoformat()

    support = await only(prime, "/v1/support-cases", referral_id=receipt["id"])
    await prime.post(f"/v1/support-cases/{support['id']}/contact")
    found = an_initial_assessment(is_emergency="no", grounds=[], gender="man")
    await prime.post(f"/v1/support-cases/{support['id']}/assessment", found)

    decision = decision_on(case, "positive")
    path = f"/v1/cases/{case['id']}/reasonable-grounds"
    decided = await caseworker.post(path, decision, version=case["version"])
    assert decided["stage"] == "recovery"
    await becomes(officer, f"/v1/referrals/{receipt['id']}", "stage", "positive")

    await becomes(prime, f"/v1/support-cases/{support['id']}", "state", "recovery")
    placement = await place(staff, support["id"])
    await becomes(prime, f"/v1/placements/{placement['id']}", "state", "in_residence")


async def place(staff: Staff, support_case_id: str) -> Json:
    prime, stay = staff.prime, 28
    beds = await prime.get(
        "/v1/beds/search",
        support_case_id=support_case_id,
        starts_on=today().isoformat(),
        days=stay,
        region=["london", "south-east"],
    )
    offer = {
        "bedspace_id": beds["items"][0]["bedspace_id"],
        "arrival_on": today().isoformat(),
        "departure_on": (today() + timedelta(days=stay - 1)).isoformat(),
        "accepted_by": ["person"],
        "is_local_connection_explained": True,
    }
    placement = await prime.post(f"/v1/support-cases/{support_case_id}/offers", offer, key=str(uuid4()))
    provider = staff.of_provider(placement["provider_id"])
    await provider.post(f"/v1/offers/{placement['offer_id']}/accept", {"side": "provider"})
    await provider.post(f"/v1/placements/{placement['id']}/confirm")
    arrived = {"arrival_on": today().isoformat()}
    await provider.post(f"/v1/placements/{placement['id']}/arrive", arrived)
    return placement


async def test_a_negative_decision_stands_only_after_a_second_person(staff: Staff) -> None:
    officer, author = staff.responder("police"), staff.caseworker(0)
    receipt = await send(staff, ADULT)
    case = await only(author, "/v1/cases", referral_id=receipt["id"])
    path = f"/v1/cases/{case['id']}/reasonable-grounds"
    asked = await author.get(f"/v1/cases/{case['id']}/information-requests")
    reasons = [{"party": each["party"], "why": "other", "words": "Made up."} for each in asked["checklist"]]
    said = await author.post(
        f"/v1/cases/{case['id']}/not-asked", {"reasons": reasons}, version=case["version"]
    )
    written = await author.post(path, decision_on(case, "negative"), version=said["version"])
    assert written["stage"] == "rg_review"
    with pytest.raises(MovedOn):
        await author.post(path, decision_on(case, "positive"), version=case["version"])
    reader = staff.second_reader(author)
    agreed = await reader.post(f"{path}/review", {"agree": True}, version=written["version"])
    assert agreed["stage"] == "rg_negative"
    await becomes(officer, f"/v1/referrals/{receipt['id']}", "stage", "negative")


def test_nothing_is_lost_or_done_twice_while_workers_are_killed(system: RunningSystem) -> None:
    """Each worker is a relay and a consumer; they die at random and are started again by the supervisor."""
    portals = {"--refer": "referral", "--decide": "decision", "--place": "care"}
    addresses = [part for option, service in portals.items() for part in (option, system.url(service))]
    asked = ["simulate", "--year", "2023", "--referrals", "60", "--seed", "11", "--kill", "5", "--json"]
    done = subprocess.run(
        [NRM, *asked, "--data", system.folder, *addresses],
        capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout)
    assert told["agrees"]
    assert len(told["killed"]) >= 2, "it was over before it was hurt"
    sent = next(line for line in told["lines"] if line["what"] == "sent, with a receipt")
    assert sent["found"] == 60
