"""The Place portal: who sees what, the way from a waiting person to a bed, and kind words for a refusal."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from fastapi import FastAPI
from tests.care.portal import (
    NAME,
    an_initial_assessment,
    day_boxes,
    gone_away,
    prime,
    read,
    ready_to_place,
    send,
    stay_of,
    text_of,
    worker,
)
from tests.care.scenes import MEDAILLE, Works, a_referral
from tests.care.town import Town, hear

from plumbing.access import route_rules
from plumbing.clock import utcnow


async def test_every_route_says_who_may_use_it(app: FastAPI) -> None:
    assert [rule.path for rule in route_rules(app) if not rule.rules] == []


async def test_a_support_worker_places_a_waiting_person_in_few_steps(app: FastAPI, town: Town) -> None:
    person = await ready_to_place(town)
    async with worker(app) as client:
        assert "NRM-7K3F-92QD-X" in await read(client, "/requests")
        found = await read(client, f"/people/{person}/place")
        assert "2 beds that can be booked now" in found
        bed = f"/people/{person}/place/{town.bed('A')}"
        await read(client, bed)
        offered = await send(client, bed, **stay_of(20), person_says="yes")
        placement = offered.headers["location"]
        assert "Provisional" in await read(client, placement)
        await send(client, f"{placement}/confirm")
        await read(client, f"{placement}/arrive")
        await send(client, f"{placement}/arrive", **stay_of(20))
        assert "Living here" in await read(client, placement)
        assert NAME in await read(client, f"/people/{person}")
        await read(client, f"{placement}/depart")
        left = day_boxes("departure_on", 0) | {"reason": "left_by_choice", "destination": "not_known"}
        await send(client, f"{placement}/depart", **left)
        assert "Left by choice" in await read(client, placement)


async def test_the_prime_takes_a_person_from_contact_to_an_offer_the_provider_answers(
    app: FastAPI, town: Town
) -> None:
    person = await hear(town.work, a_referral(submitted_at=utcnow(), is_interpreter_needed=True))
    async with prime(app) as client:
        assert "Waiting to be contacted" in await read(client, "/requests")
        assert NAME in await read(client, f"/people/{person}/contact")
        await send(client, f"/people/{person}/contact", was_reached="yes")
        await read(client, f"/people/{person}/assessment")
        found = an_initial_assessment(preference="women_only")
        await send(client, f"/people/{person}/assessment", **found)
        assert "Emergency" in await read(client, f"/people/{person}")
        bed = f"/people/{person}/place/{town.bed('A')}"
        offered = await send(client, bed, **stay_of(5), person_says="yes")
        placement = offered.headers["location"]
        assert "The house accepts" in await read(client, placement)
        await read(client, "/requests?name=answer")
    async with worker(app) as client:
        assert "minutes left" in await read(client, "/requests?name=answer")
        await send(client, f"{placement}/accept", side="provider")
        assert "Provisional" in await read(client, placement)


async def test_an_offer_is_declined_with_a_reason(app: FastAPI, town: Town) -> None:
    person = await ready_to_place(town)
    async with prime(app) as client:
        offered = await send(
            client, f"/people/{person}/place/{town.bed('A')}", **stay_of(5), person_says="not_yet"
        )
    placement = offered.headers["location"]
    async with worker(app) as client:
        await read(client, f"{placement}/decline/provider")
        refused = await send(client, f"{placement}/decline/provider", 422)
        assert "Select a reason" in text_of(refused)
        await send(client, f"{placement}/decline/provider", reason="bed_not_ready")
        assert "The bed is not ready" in await read(client, placement)
    async with prime(app) as client:
        assert "Find another bed" in await read(client, placement)


async def test_a_booking_is_cancelled_with_a_reason(app: FastAPI, town: Town) -> None:
    person = await ready_to_place(town)
    async with worker(app) as client:
        bed = f"/people/{person}/place/{town.bed('A')}"
        offered = await send(client, bed, **stay_of(5), person_says="yes")
        placement = offered.headers["location"]
        await read(client, f"{placement}/cancel")
        await send(client, f"{placement}/cancel", reason="booked_in_error")
        assert "Cancelled" in await read(client, placement)


async def test_a_refusal_is_said_in_kind_words_and_keeps_what_was_typed(app: FastAPI, town: Town) -> None:
    first, second = await ready_to_place(town), await ready_to_place(town)
    async with worker(app) as client:
        await send(client, f"/people/{first}/place/{town.bed('A')}", **stay_of(5), person_says="yes")
        answer = stay_of(3) | {"person_says": "not_yet"}
        refused = await send(client, f"/people/{second}/place/{town.bed('A')}", 422, **answer)
        assert "Somebody else has this bed on some of these days" in text_of(refused)
        page = BeautifulSoup(refused.text, "lxml")
        chosen = page.select_one("input[name=person_says][checked]")
        assert chosen is not None
        assert chosen["value"] == "not_yet"


async def test_confirming_twice_is_refused_on_the_page(app: FastAPI, town: Town) -> None:
    person = await ready_to_place(town)
    async with worker(app) as client:
        bed = f"/people/{person}/place/{town.bed('A')}"
        placement = (await send(client, bed, **stay_of(5), person_says="yes")).headers["location"]
        await send(client, f"{placement}/confirm")
        refused = await send(client, f"{placement}/confirm", 409)
        assert "This placement has been confirmed already" in text_of(refused)


async def test_an_unfinished_form_comes_back_with_what_to_put_right(app: FastAPI, town: Town) -> None:
    person = await hear(town.work, a_referral())
    async with prime(app) as client:
        unfinished = text_of(await send(client, f"/people/{person}/contact", 422))
        assert "Select to confirm that you have spoken with the person" in unfinished


async def test_a_search_says_what_is_wrong_with_it(app: FastAPI, town: Town) -> None:
    person = await ready_to_place(town)
    search = "&".join(f"{name}={value}" for name, value in day_boxes("arrival_on", 0).items())
    async with worker(app) as client:
        found = await read(client, f"/people/{person}/place?{search}&days=0&regions=london", status=422)
        assert "Length of stay must be 1 or more" in found
        none = await read(client, f"/people/{person}/place?{search}&days=3", status=422)
        assert "Select at least one region" in none


async def test_another_providers_people_houses_and_placements_look_absent(app: FastAPI, town: Town) -> None:
    person = await ready_to_place(town)
    async with worker(app) as client:
        bed = f"/people/{person}/place/{town.bed('A')}"
        placement = (await send(client, bed, **stay_of(5), person_says="yes")).headers["location"]
    unit = f"/units/{town.beds['A'].premises_id}"
    async with worker(app, MEDAILLE) as client:
        for path in (f"/people/{person}", placement, unit, f"{placement}/arrive"):
            assert (await client.get(path)).status_code == 404
        for path in (f"{placement}/confirm", f"{placement}/arrive"):
            assert (await client.post(path, data=stay_of(5))).status_code == 404
        assert "NRM-7K3F-92QD-X" not in await read(client, "/people")


async def test_who_waits_for_a_place_has_no_name_until_somebody_supports_them(
    app: FastAPI, town: Town
) -> None:
    person = await ready_to_place(town)
    async with worker(app) as client:
        shown = await read(client, f"/people/{person}")
        assert NAME not in shown
        assert "shown once your organisation supports this person" in shown


async def test_the_page_works_while_the_referral_service_is_away(
    make_app: Callable[..., FastAPI], town: Town
) -> None:
    person = await ready_to_place(town)
    async with prime(make_app(gone_away)) as client:
        shown = await read(client, f"/people/{person}")
        assert "The referral service is not answering" in shown
        assert "Find a bed" in shown


@pytest.mark.parametrize(
    "path", ["/board", "/board/calendar", "/board?region=london", "/people", "/requests"]
)
async def test_lists_and_board_hold_to_the_html_contract(app: FastAPI, town: Town, path: str) -> None:
    await ready_to_place(town)
    async with prime(app) as client:
        await read(client, path)


@pytest.mark.parametrize("name", ["contact", "assess", "place", "answer", "coming"])
async def test_each_list_of_requests_can_be_empty(app: FastAPI, work: Works, name: str) -> None:
    async with prime(app) as client:
        await read(client, f"/requests?name={name}")


async def test_the_board_shows_every_house_to_the_prime_and_its_own_to_a_provider(
    app: FastAPI, town: Town
) -> None:
    async with prime(app) as client:
        shown = await read(client, "/board")
        assert "LON-01" in shown
        assert "LON-02" in shown
    async with worker(app) as client:
        shown = await read(client, "/board")
        assert "LON-01" in shown
        assert "LON-02" not in shown
        await read(client, f"/units/{town.beds['A'].premises_id}")


async def test_el_10_referrals_outside_the_contract_are_visible_and_explained(
    app: FastAPI, work: Works
) -> None:
    await hear(work, a_referral(nation="scotland"))
    await hear(work, a_referral(age_band="child"))
    async with prime(app) as client:
        shown = await read(client, "/elsewhere")
        assert "In Scotland. TARA supports women" in shown
        assert "A child. The local authority is responsible" in shown
        assert "No such referral" not in shown
    async with worker(app) as client:
        assert (await client.get("/elsewhere")).status_code == 403


async def test_people_are_listed_a_page_at_a_time(app: FastAPI, town: Town) -> None:
    people = [await ready_to_place(town) for _ in range(27)]
    seen: list[str] = []
    async with prime(app) as client:
        after = ""
        while True:
            answer = (await client.get(f"/v1/support-cases?limit=10{after}")).json()
            seen += [item["id"] for item in answer["items"]]
            if not answer["next"]:
                break
            after = f"&after={answer['next']}"
        assert "More" in await read(client, "/people")
    assert sorted(seen) == sorted(str(person) for person in people)
