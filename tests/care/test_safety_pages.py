"""The pages of danger: an incident from record to close, somebody missing and found, a complaint answered."""

from datetime import timedelta

import httpx
from fastapi import FastAPI
from tests.care.bookings import a_booking, arrive
from tests.care.portal import day_boxes, prime, read, ready_to_place, send, supported, text_of, worker
from tests.care.scenes import HESTIA
from tests.care.test_money_pages import first_action, manager
from tests.care.town import Town

from care.storage.addresses import seal_address
from clocks.days import LONDON
from contracts.ids import PremisesId, SupportCaseId
from plumbing.clock import utcnow

WHERE = "1 Invented Row, Nowhere"
SECRET = "A man in a red van asked for her"


async def at_home(town: Town) -> SupportCaseId:
    what = await a_booking(town)
    await arrive(town, what, "10", at="10")
    return await supported(town, what.support_case_id)


def a_minute_ago() -> str:
    return f"{(utcnow() - timedelta(minutes=1)).astimezone(LONDON):%H:%M}"


async def test_a_known_address_is_recorded_reported_and_closed(app: FastAPI, town: Town) -> None:
    person = await at_home(town)
    days = day_boxes("known_on", 0)
    async with worker(app) as client:
        wrong = await send(client, f"/people/{person}/incident", 422, **days, known_time="2 pm")
        assert "Enter the time as hours and minutes, for example 14:05" in text_of(wrong)
        given = {**days, "known_time": a_minute_ago(), "what_happened": SECRET}
        given |= {"category": "address_compromised", "severity": "serious"}
        refused = await send(client, f"/people/{person}/incident", 422, **given)
        assert "This kind of incident is always critical" in text_of(refused)
        assert SECRET in refused.text
        made = await send(client, f"/people/{person}/incident", **(given | {"severity": "critical"}))
        incident = made.headers["location"]
        shown = await read(client, incident)
        assert "The house is flagged, and the person waits for another place" in shown
        assert "our setting" in shown
        house = f"/units/{town.beds['A'].premises_id}"
        assert "This house is flagged" in await read(client, house)
        assert (await client.post(f"{house}/safe")).status_code == 403
        other = await ready_to_place(town)
        offered = f"/people/{other}/place/{town.bed('B')}"
        assert "This house is flagged" in await read(client, offered)
        days = day_boxes("arrival_on", 0) | day_boxes("departure_on", 9)
        made = await send(client, offered, **days, person_says="not_yet")
        assert "Send nobody there" in await read(client, made.headers["location"])
        assert "To be reported" in await read(client, "/incidents")
        await send(client, f"{incident}/report")
        assert "Enter what was done about it" in text_of(await send(client, f"{incident}/close", 422))
        await send(client, f"{incident}/close", outcome="She moved the same night")
        assert "She moved the same night" in await read(client, incident)
        assert "The person is not safe in this place" in await read(client, f"/people/{person}")
        assert SECRET not in await read(client, f"/people/{person}/safety")
    async with manager(app) as client:
        await send(client, f"{house}/safe")
        for here in (house, offered, made.headers["location"]):
            assert "This house is flagged" not in await read(client, here)
    async with prime(app) as client:
        assert "Needs another place" in await read(client, "/requests?name=place")
        assert "make that stay end sooner" in await read(client, f"/people/{person}/place")
    async with worker(app, "MED") as client:
        assert (await client.get(incident)).status_code == 404
        assert (await client.get(f"/people/{person}/safety")).status_code == 404


async def test_somebody_missing_is_told_of_one_by_one_and_found(app: FastAPI, town: Town) -> None:
    person = await at_home(town)
    given = {**day_boxes("seen_on", -1), "seen_time": "23:10", "what_happened": SECRET}
    async with worker(app) as client:
        assert "Enter the time" in text_of(await send(client, f"/people/{person}/missing", 422))
        await send(client, f"/people/{person}/missing", **given)
        safety = await client.get(f"/people/{person}/safety")
        assert "Report to the police as a vulnerable missing person. Then go on" in text_of(safety)
        assert "Release the bed" not in safety.text
        await send(client, first_action(safety.text, "/told/police"))
        assert "Ask the police for a marker. Then go on" in await read(client, f"/people/{person}/safety")
        assert "To be reported" in safety.text
        await send(client, first_action(safety.text, "/told/prime"))
        assert "To be reported" not in await read(client, f"/people/{person}/safety")
        found = next(part.split('"')[0] for part in safety.text.split('href="') if "/found" in part[:60])
        assert "Select where the person is" in text_of(await send(client, found, 422))
        await send(client, found, ending="returned")
        shown = await read(client, f"/people/{person}/safety")
        assert "Missing 1 time so far" in shown
        assert "Came back" in shown


async def test_a_complaint_is_answered_by_somebody_else_and_a_manager_asks_somebody_to_leave(
    app: FastAPI, town: Town
) -> None:
    person = await at_home(town)
    given = {**day_boxes("received_on", 0), "about": "extension_not_asked", "words": "Nobody asks for me"}
    async with worker(app) as client:
        assert (await client.get(f"/people/{person}/asked-to-leave")).status_code == 403
        await send(client, f"/people/{person}/complaint", **given)
        own = await first_complaint(client, person)
        answer = {"outcome": "upheld", "words": "We now ask"}
        assert (await send(client, own, 422, **answer)).status_code == 422
    async with prime(app) as client:
        await send(client, await first_complaint(client, person), **answer)
        assert "Upheld" in await read(client, f"/people/{person}/safety")
    async with manager(app, HESTIA) as client:
        leave = {"alternative": "council", "is_prime_told": "yes"}
        refused = await send(client, f"/people/{person}/asked-to-leave", 422, **leave)
        assert "or why a warning was not safe" in text_of(refused)
        await send(client, f"/people/{person}/asked-to-leave", **leave, **day_boxes("warned_on", -2))
        told = await read(client, f"/people/{person}/safety")
        assert "Ask the person to leave the house" not in told
        assert "Offered: housing by the council" in told


async def first_complaint(client: httpx.AsyncClient, person: SupportCaseId) -> str:
    page = (await client.get(f"/people/{person}/safety")).text
    return "/complaints/" + page.split('href="/complaints/')[1].split('"')[0]


async def test_vi_2_a_request_from_outside_is_answered_with_named_facts_by_a_colleague(
    app: FastAPI, town: Town
) -> None:
    person = await at_home(town)
    new = f"/people/{person}/disclosures/new"
    given = {"asker": "competent_authority", "who": "A caseworker", **day_boxes("asked_on", 0)}
    given |= {"purpose": "The decision", "basis": "Consent", "has_privileged": "no"}
    async with worker(app) as client:
        assert "Enter the facts they ask for" in text_of(await send(client, new, 422, **given))
        refused = await send(client, new, **given, facts="the whole case file")
        assert "A whole file or all notes cannot be given" in await read(client, refused.headers["location"])
        asked = await send(client, new, **given, facts="day of arrival\nregion")
        request = asked.headers["location"]
        assert "A colleague answers this request" in await read(client, request)
        assert (await send(client, f"{request}/release", 422, answer_0="10 March")).status_code == 422
    async with manager(app) as client:
        await send(client, f"{request}/release", answer_0="10 March", answer_5=SECRET)
        shown = await read(client, request)
        assert "day of arrival: 10 March" in shown
        assert "region: not told" in shown
        assert SECRET not in shown
        assert "Answered" in await read(client, f"/people/{person}/disclosures")


async def test_vi_5_an_address_is_shown_once_with_a_reason_and_managers_see_who_looked(
    app: FastAPI, town: Town
) -> None:
    house = PremisesId(town.beds["A"].premises_id)
    async with town.work() as uow:
        sealed = seal_address(WHERE, house, app.state.address_ring)
        await uow.addresses.keep(house, sealed)
    async with worker(app) as client:
        asking = f"/units/{house}/address"
        assert WHERE not in await read(client, asking)
        assert "Enter why you need the address" in text_of(await send(client, asking, 422))
        assert WHERE in text_of(await send(client, asking, 200, reason="A taxi for tonight"))
        assert WHERE not in await read(client, f"/units/{house}")
        assert (await client.get("/reveals")).status_code == 403
    async with worker(app, "MED") as client:
        assert (await send(client, asking, 404, reason="A taxi for tonight")).status_code == 404
    async with manager(app) as client:
        shown = await read(client, "/reveals")
        assert "A taxi for tonight" in shown
        assert WHERE not in shown


async def test_ri_1_each_page_of_danger_says_first_to_call_999(app: FastAPI, town: Town) -> None:
    person = await at_home(town)
    async with worker(app) as client:
        for part in ("safety", "incident", "missing"):
            assert "999" in await read(client, f"/people/{person}/{part}")
