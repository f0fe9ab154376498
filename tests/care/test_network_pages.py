"""The pages by which the prime finds a provider for a person, and what a provider says of itself."""

from typing import Any

import httpx
from fastapi import FastAPI
from sqlalchemy import select
from tests.care.portal import prime, read, ready_to_place, send, worker
from tests.care.scenes import HESTIA, MEDAILLE, RULES
from tests.care.test_life_pages import do
from tests.care.test_money_pages import manager
from tests.care.test_safety_pages import at_home
from tests.care.town import Town

from care.commands.moving import finish_move
from care.commands.support_clocks import sweep_allocations
from care.domain.support_clocks import ALLOCATION
from care.queries.people import person as person_of
from care.storage.leaving_tables import support_clock
from contracts.ids import SupportCaseId
from plumbing.clock import utcnow

WHY = "She knows a worker there"
SEEN = "A man waits outside each evening"
WHY_MOVE = "She was kept two streets away"


async def states_of_the_clock(town: Town) -> list[str]:
    async with town.work() as uow:
        await sweep_allocations(uow, rules=RULES, at=utcnow())
        query = select(support_clock.c.state).where(support_clock.c.rule == ALLOCATION)
        return [str(each) for each in await uow.session.scalars(query)]


async def test_a_person_is_allocated_with_reasons_and_again_and_the_clock_ends(
    app: FastAPI, town: Town
) -> None:
    person = await ready_to_place(town, is_interpreter_needed=True)
    here = f"/people/{person}/provider"
    assert await states_of_the_clock(town) == ["running"]
    said = {"languages": "English, vietnamese,", "regions": "london", "list_places": "1"}
    async with manager(app) as client:
        assert (
            "must be a number"
            in (await send(client, "/own-provider", 422, **said | {"list_places": "x"})).text
        )
        await send(client, "/own-provider", **said)
        assert "You support 0 people now" in await read(client, "/own-provider")
    async with prime(app) as client:
        assert "Without a provider" in await read(client, "/requests")
        assert "Choose a provider" in await read(client, "/requests?name=allocate")
        shown = await read(client, f"{here}?language=Vietnamese")
        for words in ("1. Hestia", "Its workers speak the language", "A provider for the person", "Overdue"):
            assert words in shown
        form = {"provider_id": "UNS", "language": "Vietnamese"}
        refused = await send(client, here, 422, **form)
        assert "Enter why you do not take the first" in refused.text
        await send(client, here, **form, why_not_first=WHY)
        assert WHY in await read(client, here)
        ranked = (await client.get(f"/v1/support-cases/{person}/providers?language=Vietnamese")).json()
        assert ranked["items"][0]["provider_id"] == HESTIA
        chosen = {"provider_id": HESTIA, "language": "Vietnamese"}
        assert (await client.post(f"/v1/support-cases/{person}/provider", json=chosen)).status_code == 204
        assert "Hestia, after Unseen UK" in await read(client, here)
        full = await client.get(f"/v1/support-cases/{await ready_to_place(town)}/providers")
        assert next(each for each in full.json()["items"] if each["provider_id"] == HESTIA)["room"] == 0
    assert "running" not in (await states_of_the_clock(town))[:1]
    async with worker(app) as client:
        assert (await client.get(here)).status_code == 403


async def test_ac_6_a_home_that_does_not_suit_is_left_for_another_the_network_agrees_to(
    app: FastAPI, town: Town
) -> None:
    person = await at_home(town)
    here = f"/people/{person}/moves"
    async with worker(app) as client:
        await do(client, person, "home-check", kind="contract", faults="area_not_safe", words=SEEN)
        shown = await read(client, here)
        assert "Does not suit them" in shown
        assert "Nobody has said yet" in shown
        assert "Ask the network for a move, or record that they stay" in await read(
            client, f"/people/{person}"
        )
        asking = {"reason": "area_not_safe", "regions": "wales", "avoid_areas": "ldn-b", "why": WHY_MOVE}
        refused = await client.post(f"/people/{person}/do/move", data=asking | {"is_explained": "no"})
        assert refused.status_code == 422
        assert WHY_MOVE in refused.text
        await do(client, person, "move", **asking, is_explained="yes")
        assert "Waits for the network" in await read(client, here)
        assert "Ask the network for a move" not in await read(client, f"/people/{person}")
        assert (await client.get(f"/people/{person}/do/move-answer")).status_code == 409
        assert person_in(await client.get("/v1/support-cases?list=place"), person) is False
    async with prime(app) as client:
        assert "Answer the request for a move" in await read(client, f"/people/{person}")
        assert WHY_MOVE in await read(client, f"/people/{person}/do/move-answer")
        assert SEEN not in await read(client, here)
        await do(client, person, "move-answer", answer="accept", words="Look in Wales first")
        assert person_in(await client.get("/v1/support-cases?list=place"), person)
        shown = await read(client, here)
        assert "Accepted: a bed is to be found" in shown
        assert "LDN-B" in shown
        moves = (await client.get(f"/v1/support-cases/{person}/moves")).json()
        assert (moves["moves"][0]["state"], moves["home_checks"][0]["is_suitable"]) == ("accepted", False)
    async with worker(app, MEDAILLE) as client:
        assert (await client.get(here)).status_code == 404
    async with town.work() as uow:
        assert (await person_of(uow, person)).move_regions == ("wales",)
        await finish_move(uow, await uow.cases.locked(person), by="a worker", at=utcnow())
    async with worker(app) as client:
        assert "Moved" in await read(client, here)
        assert person_in(await client.get("/v1/support-cases?list=place"), person) is False


async def test_ac_6_a_home_that_does_not_suit_leads_to_a_move_in_one_step_and_never_silently(
    app: FastAPI, town: Town
) -> None:
    person = await at_home(town)
    here, checking = f"/people/{person}/moves", f"/people/{person}/do/home-check"
    found: dict[str, Any] = {"kind": "asylum", "faults": ["people_not_safe", "poor_condition"], "words": SEEN}
    async with worker(app) as client:
        assert "Do you ask the network for a move" in await read(client, checking)
        nothing_wrong = {"kind": "asylum", "wants_move": "yes", "regions": "london"}
        assert "as the reason for the move" in (await send(client, checking, 422, **nothing_wrong)).text
        nowhere = await send(client, checking, 422, **found, wants_move="yes")
        assert SEEN in nowhere.text
        away = await send(client, checking, 422, **found, wants_move="yes", regions="wales")
        assert "Moves asked for" not in away.text
        assert "No move has been asked for" in await read(client, here), "refused, so nothing is recorded"
        assert "Nobody has looked" in await read(client, here)
        await do(client, person, "home-check", **found, wants_move="later")
        await do(client, person, "move-not-wanted", confirmed="yes")
        assert "No, they stay" in await read(client, here)
        assert "does not suit" not in await read(client, f"/people/{person}")
        assert (await client.get(f"/people/{person}/do/move-not-wanted")).status_code == 409
        await do(client, person, "home-check", **found, wants_move="yes", regions="london")
        asked = (await client.get(f"/v1/support-cases/{person}/moves")).json()
        [move] = asked["moves"]
        assert (move["reason"], move["further_reasons"]) == ("people_not_safe", ["poor_condition"])
        assert [each["is_move_wanted"] for each in asked["home_checks"]] == [True, False]
        assert "Do you ask the network" not in await read(client, checking), "one is under way"
    async with prime(app) as client:
        assert SEEN in await read(client, f"/people/{person}/do/move-answer"), (
            "told once, sent with the request"
        )


def person_in(listed: httpx.Response, person: SupportCaseId) -> bool:
    return str(person) in {each["id"] for each in listed.json()["items"]}
