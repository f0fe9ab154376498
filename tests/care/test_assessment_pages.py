"""Assessments on the pages: what the prime records at first, what the provider reads and adds."""

from typing import Any

from fastapi import FastAPI
from tests.care.portal import an_initial_assessment, day_boxes, prime, read, send, stay_of, text_of, worker
from tests.care.scenes import HESTIA, MEDAILLE, a_referral
from tests.care.test_life_pages import supported_by_hestia
from tests.care.town import Town, hear

from care.domain.assessments import MINIMUM, Kind
from contracts.ids import SupportCaseId
from plumbing.clock import utcnow

DETAILED = {f"said_{part}": f"Spoke of {part}" for part in MINIMUM[Kind.DETAILED]}
HELD: dict[str, Any] = {"method": "in_person", "language": "Vietnamese", "is_shared": "yes"}


async def a_person_reached(town: Town) -> SupportCaseId:
    person = await hear(town.work, a_referral(submitted_at=utcnow()))
    async with town.work() as uow:
        (await uow.cases.locked(person)).make_contact(at=utcnow())
    return person


async def test_lc_3_lc_5_el_5_the_page_says_all_that_is_missing_and_keeps_what_was_typed(
    app: FastAPI, town: Town
) -> None:
    person = await a_person_reached(town)
    here = f"/people/{person}/assessment"
    answers = an_initial_assessment(
        said_family="", interpreter="A man by telephone", is_interpreter_acceptable="no", council_help=""
    )
    async with prime(app) as client:
        assert "Emotional and mental wellbeing" in await read(client, here)
        sent = await send(client, here, 422, **answers)
        shown = text_of(sent)
        assert "Family: enter what was said, or below why it was not asked" in shown
        assert "Enter what is done about the interpreter" in shown
        assert "Select why the council does not help" in shown
        assert "Spoke of wellbeing" in sent.text
        put_right = {"not_asked_family": "A man was listening", "remedy": "A woman, on Monday"}
        await send(client, here, **answers | put_right | {"council_help": "refused"})
        shown = await read(client, f"/people/{person}/assessments")
        for words in (
            "Emergency accommodation is needed",
            "Not acceptable to the person",
            "A woman, on Monday",
            "The council was asked and refused",
            "Spoke of risk",
        ):
            assert words in shown
        assert "Spoke of wellbeing" not in shown
        assert "Spoke of physical_health" not in shown
    async with town.work() as uow:
        (await uow.cases.locked(person)).claim_for(HESTIA)
    async with worker(app) as client:
        assert "Not asked, because: A man was listening" in await read(
            client, f"/people/{person}/assessments"
        )
        assert (await client.get(here)).status_code == 403
    async with worker(app, MEDAILLE) as client:
        assert (await client.get(f"/people/{person}/assessments")).status_code == 404


async def test_lc_4_a_provider_holds_the_detailed_assessment_with_what_is_held_filled_in(
    app: FastAPI, town: Town
) -> None:
    person = await supported_by_hestia(town)
    here = f"/people/{person}/do/detailed-assessment"
    async with worker(app) as client:
        needs = {"health": "Asthma", "is_shared": "yes"}
        await send(client, f"/people/{person}/do/needs", **needs)
        assert "Asthma" in await read(client, here)
        await send(client, here, **HELD, **DETAILED | {"said_physical_health": "Asthma"})
        shown = await read(client, f"/people/{person}/assessments")
        assert "Detailed assessment" in shown
        assert "In person, by the support provider" in shown
        assert "Asked again for something held already: 0." in await read(client, f"/people/{person}/plan")
        await send(client, here, **HELD, **DETAILED | {"said_physical_health": "Asthma and a knee"})
        assert "Asked again for something held already: 1." in await read(client, f"/people/{person}/plan")


async def test_el_6_outreach_is_said_on_the_page_and_no_bed_is_booked_until_a_review(
    app: FastAPI, town: Town
) -> None:
    person = await supported_by_hestia(town)
    async with town.work() as uow:
        (await uow.cases.locked(person)).make_contact(at=utcnow())
    at_home = {"living": "family", "is_suitable": "yes", "is_emergency": "no", "grounds": []}
    async with prime(app) as client:
        await send(client, f"/people/{person}/assessment", **an_initial_assessment(**at_home))
        assert "supported where they live" in await read(client, f"/people/{person}")
        stay = stay_of(5) | {"person_says": "yes"}
        refused = await send(client, f"/people/{person}/place/{town.bed('A')}", 422, **stay)
        assert "somebody who lives somewhere safe and suitable stays there" in text_of(refused)
        assert "NRM-7K3F-92QD-X" not in await read(client, "/requests?name=place")
    async with worker(app) as client:
        review = {f"said_{part}": "It is not safe now" for part in MINIMUM[Kind.REVIEW]}
        await send(client, f"/people/{person}/do/needs-review", **HELD, **review, outcome="does_not_fit")
        assert "The person may be given a place" in await read(client, f"/people/{person}")


async def test_ac_5_nobody_leaves_for_asylum_accommodation_before_their_needs_are_assessed(
    app: FastAPI, town: Town
) -> None:
    person = await supported_by_hestia(town)
    async with worker(app) as client:
        stay = stay_of(5) | {"person_says": "yes"}
        placement = (await send(client, f"/people/{person}/place/{town.bed('A')}", **stay)).headers[
            "location"
        ]
        await send(client, f"{placement}/confirm")
        await send(client, f"{placement}/arrive", **stay_of(5))
        left = day_boxes("departure_on", 0) | {
            "reason": "asylum_accommodation",
            "destination": "asylum_accommodation",
        }
        assert "Assess their needs first" in text_of(await send(client, f"{placement}/depart", 422, **left))
        parts = {f"said_{part}": "Settled" for part in MINIMUM[Kind.PRE_ASYLUM_MOVE]}
        await send(client, f"/people/{person}/do/before-asylum-move", **HELD, **parts, outcome="fits")
        await send(client, f"{placement}/depart", **left)
