"""One of everything in Place, written through its pages in words that can be looked for afterwards."""

from dataclasses import dataclass
from typing import Any

import httpx
from fastapi import FastAPI
from sqlalchemy import select
from tests.care.bookings import BOTH, offer, wanted
from tests.care.portal import TODAY, day_boxes, prime, ready_to_place, send, worker
from tests.care.scenes import HESTIA, MEDAILLE, a_bed, a_referral
from tests.care.test_family_pages import CHILD
from tests.care.test_life_pages import conclude, do, supported_by_hestia
from tests.care.test_money_pages import first_action, manager
from tests.care.test_safety_pages import a_minute_ago, at_home
from tests.care.town import Town, hear
from tests.portals import a_person, put_in_directory

from care.domain.assessments import MINIMUM, Kind
from care.domain.beds import Premises
from care.domain.heard import Grounds
from care.storage.addresses import seal_address
from care.storage.household_tables import dependant
from contracts.ids import PlacementId, PremisesId, ReferralId, SupportCaseId
from plumbing.clock import utcnow

ADDRESS = "77 Canary Lane, Nowhere-on-Paper"
DEE = a_person("driver", organisation="TSA", subject="dee.driver")
INES = a_person("inspector", organisation="INSPECTORATE", subject="ines.inspector")


def marked(what: str) -> str:
    """As somebody would write it who puts an address where none belongs."""
    return f"Seen at 9 Marked-{what} Lane"


@dataclass(frozen=True, kw_only=True)
class Lived:
    """People in support, by what became of them; `expected` is a stay that begins today."""

    at_home: SupportCaseId
    coming: SupportCaseId
    leaving: SupportCaseId
    confirmed: SupportCaseId
    to_contact: SupportCaseId
    expected: PlacementId
    child: ReferralId

    @property
    def told_most_about(self) -> list[str]:
        return [str(each) for each in (self.at_home, self.leaving, self.confirmed)]


async def live(app: FastAPI, town: Town) -> Lived:
    """Once the logs are open: what is written while it happens is looked for too."""
    await put_in_directory(app, DEE)
    await _keep_addresses(app, town)
    coming, expected = await _expected(town)
    child = a_referral(age_band="child")
    lived = Lived(
        at_home=await at_home(town),
        coming=coming,
        leaving=await supported_by_hestia(town),
        confirmed=await supported_by_hestia(town),
        to_contact=await hear(town.work, a_referral(has_safe_contact=False)),
        expected=expected,
        child=child.referral_id,
    )
    await hear(town.work, a_referral(nation="scotland"))
    await hear(town.work, child)
    await _chosen(app, lived.leaving)
    await _by_workers(app, town, lived)
    await _by_the_prime(app, town, lived)
    await _by_managers(app)
    return lived


async def _keep_addresses(app: FastAPI, town: Town) -> None:
    async with town.work() as uow:
        for house in {bed.premises_id for bed in town.beds.values()}:
            sealed = seal_address(ADDRESS, house, app.state.address_ring)
            await uow.addresses.keep(PremisesId(house), sealed)


async def _expected(town: Town) -> tuple[SupportCaseId, PlacementId]:
    person = await ready_to_place(town)
    days = {"arrival_on": TODAY, "departure_on": TODAY}
    what = wanted(person, town, "B", accepted_by=BOTH, **days)
    return person, (await offer(town, what, at=utcnow())).placement_id


async def _chosen(app: FastAPI, person: SupportCaseId) -> None:
    """To another provider, and back to the one whose people write most here."""
    async with prime(app) as client:
        for provider in (MEDAILLE, HESTIA):
            choice = {"provider_id": provider, "why_not_first": marked("why-not-first")}
            await send(client, f"/people/{person}/provider", **choice)
    async with worker(app) as client:  # whoever goes to another provider leaves their worker
        await send(client, f"/people/{person}/worker/take")


async def _by_workers(app: FastAPI, town: Town, lived: Lived) -> None:
    await conclude(town, lived.leaving, Grounds.NEGATIVE)
    await conclude(town, lived.confirmed, Grounds.POSITIVE)
    async with worker(app) as client:
        await _plan(client, lived.at_home)
        await _assessed(client, lived.at_home)
        await _wanting_to_move(client, lived.at_home)
        await _in_danger(client, lived.at_home)
        await _family(client, town, lived.at_home)
        await _money(client, lived.at_home)
        await _on_the_way_out(client, lived)
        house = town.beds["A"].premises_id
        await send(client, f"/units/{house}/address", 200, reason=marked("reason"))
        void = day_boxes("starts_on", 20) | day_boxes("ends_on", 25)
        await send(client, f"/beds/{town.bed('B')}/void", **void, reason="fire_or_flood", is_emergency="no")


async def _plan(client: httpx.AsyncClient, person: SupportCaseId) -> None:
    goal = {"need": "health", "wish": marked("wish"), "action": marked("action"), "is_persons_own": "no"}
    await do(client, person, "goal", **goal, **day_boxes("due_on", 14))
    await do(client, person, "review", is_agreed="yes", words=marked("review"), **day_boxes("held_on", 0))
    seen = {"kind": "visit", "summary": marked("contact")}
    await do(client, person, "contact-log", **seen, **day_boxes("happened_on", 0))
    await do(client, person, "needs", health=marked("health"), money=marked("unshared"), is_shared="no")
    await do(client, person, "needs", legal=marked("shared"), is_shared="yes")
    await do(client, person, "privileged", words=marked("privileged"))
    await do(client, person, "inspection-sample", is_agreed="yes")
    await do(client, person, "letter", about=marked("letter"), is_address_safe="yes")


async def _in_danger(client: httpx.AsyncClient, person: SupportCaseId) -> None:
    here = f"/people/{person}"
    known = {**day_boxes("known_on", 0), "known_time": a_minute_ago(), "what_happened": marked("incident")}
    kind = {"category": "address_compromised", "severity": "critical"}
    await send(client, f"{here}/incident", **known, **kind)
    last = {**day_boxes("seen_on", -1), "seen_time": "23:10", "what_happened": marked("missing")}
    await send(client, f"{here}/missing", **last)
    said = {**day_boxes("received_on", 0), "about": "extension_not_asked", "words": marked("complaint")}
    await send(client, f"{here}/complaint", **said)
    asked = {"asker": "police", "who": marked("asker"), "purpose": marked("purpose"), "facts": marked("fact")}
    rest: dict[str, Any] = {"basis": marked("basis"), "has_privileged": "no", **day_boxes("asked_on", 0)}
    await send(client, f"{here}/disclosures/new", **asked, **rest)


async def _family(client: httpx.AsyncClient, town: Town, person: SupportCaseId) -> None:
    family = f"/people/{person}/family"
    await send(client, f"{family}/add", **CHILD | {"known_as": marked("child"), "school": marked("school")})
    async with town.work() as uow:
        child = await uow.session.scalar(select(dependant.c.id))
    await send(client, f"{family}/{child}/risks", needs=marked("child-needs"), risks=marked("child-risks"))


async def _money(client: httpx.AsyncClient, person: SupportCaseId) -> None:
    given = {"kind": "section_95", "weekly": "49.18", **day_boxes("first_on", -7)}
    await send(client, f"/people/{person}/money/asylum-support", **given)


async def _on_the_way_out(client: httpx.AsyncClient, lived: Lived) -> None:
    headings = ("facts", "background", "why_not_now", "planned_actions", "not_started", "documents")
    asked = {heading: marked(heading) for heading in headings}
    await do(client, lived.leaving, "extension", days="28", is_exceptional="no", **asked)
    await do(client, lived.confirmed, "needs-assessment", health_months="3", evidence=marked("evidence"))
    await do(client, lived.confirmed, "move-on", income=marked("move-on"), destination="council_housing")
    council = {"kind": "council_referral", "council": "Leeds", "words": marked("step")}
    await do(client, lived.confirmed, "step", **council)


async def _wanting_to_move(client: httpx.AsyncClient, person: SupportCaseId) -> None:
    await do(client, person, "home-check", kind="contract", faults="poor_condition", words=marked("home"))
    asked = {"reason": "poor_condition", "regions": "london", "is_explained": "no", "why": marked("move")}
    await do(client, person, "move", **asked)


async def _assessed(client: httpx.AsyncClient, person: SupportCaseId) -> None:
    words = {"said_sexual_health": marked("assessed-health"), "said_practical": marked("assessed-need")}
    rest = [part for part in MINIMUM[Kind.DETAILED] if f"said_{part}" not in words]
    held = {"method": "in_person", "language": "Vietnamese", "is_shared": "yes"}
    helped = {"interpreter": marked("interpreter"), "is_interpreter_acceptable": "no"}
    left_out = {f"not_asked_{part}": marked("not-asked") for part in rest[-1:]} | {
        f"not_asked_{part}": "Not now" for part in rest[:-1]
    }
    answers = held | helped | words | left_out | {"remedy": marked("remedy")}
    await do(client, person, "detailed-assessment", **answers)


async def _found(app: FastAPI, client: httpx.AsyncClient, town: Town) -> None:
    """In a place of safety, which runs only where it is switched on."""
    app.state.rules = app.state.rules.with_setting("places_of_safety_enabled", True)
    words = ("known_as", "brought_by_whom", "risks_tonight", "urgent_health")
    said = {name: marked(f"found-{name.replace('_', '-')}") for name in words}
    rest = {
        "brought_by": "police",
        "is_adult": "yes",
        "agrees": "yes",
        "gender": "woman",
        "preference": "any",
    }
    bed = (await send(client, "/places-of-safety/new", **said, **rest)).headers["location"]
    async with town.work() as uow:
        house = await uow.session.get_one(Premises, town.beds["A"].premises_id)
        uow.session.add(free := a_bed(house, code="C"))
    await send(client, bed, bedspace_id=str(free.id))
    async with worker(app) as own:
        for act in ("arrive", "take"):
            await send(own, bed.replace("/bed", f"/{act}"))


async def _by_the_prime(app: FastAPI, town: Town, lived: Lived) -> None:
    drives = {"earliest": "09:30", "latest": "11:00", "seats": "2", "driver_id": str(DEE.user_id)}
    drives |= {"first_name": marked("called"), "meeting": marked("meeting"), "on_the_way": marked("way")}
    async with prime(app) as client:
        await _found(app, client, town)
        await send(client, f"/placements/{lived.expected}/journey", **drives, **day_boxes("pick_up_on", 0))
        await send(client, "/outages", **day_boxes("first_on", -1))
        tried = {"way": "telephone", "result": "no_answer", "note": marked("attempt")}
        await send(client, f"/people/{lived.to_contact}/attempts", **tried)
        held = {"provider_id": HESTIA, "kind": "safeguarding"} | day_boxes("held_on", -1)
        recommend = (await send(client, "/inspections", **held)).headers["location"]
        asked = {"words": "Fit window locks", "owner": "House manager"} | day_boxes("due_on", 5)
        await send(client, recommend, **asked)


async def _by_managers(app: FastAPI) -> None:
    async with manager(app) as client:
        await send(client, "/payments", **day_boxes("paid_until", 0))
        waiting = (await client.get("/payments/approvals")).text
        await send(client, first_action(waiting, "/approve"))
        await send(client, "/payments", **day_boxes("paid_until", 0))
