"""The pages on which a house is run: stays that change, beds out of use, closed and opened again."""

from contextlib import AbstractAsyncContextManager

import httpx
from fastapi import FastAPI
from sqlalchemy import select
from tests.care.portal import day_boxes, prime, read, ready_to_place, send, stay_of, text_of, worker
from tests.care.scenes import HESTIA
from tests.care.town import Town
from tests.portals import a_person, signed_in

from care.storage.tables import bed_void


def manager(app: FastAPI) -> AbstractAsyncContextManager[httpx.AsyncClient]:
    return signed_in(app, a_person("provider_manager", organisation=HESTIA, subject="mo.manager"))


async def a_stay_on(client: httpx.AsyncClient, town: Town, bed: str = "A", *, days: int = 5) -> str:
    person = await ready_to_place(town)
    offered = await send(
        client, f"/people/{person}/place/{town.bed(bed)}", **stay_of(days), person_says="yes"
    )
    return str(offered.headers["location"])


async def test_a_stay_is_made_longer_overstayed_and_prepared_for_on_its_pages(
    app: FastAPI, town: Town
) -> None:
    async with worker(app) as client:
        placement = await a_stay_on(client, town)
        await read(client, f"{placement}/extend")
        refused = await send(client, f"{placement}/extend", 422, **day_boxes("departure_on", -1))
        assert "Departure must be on or after the day of arrival" in text_of(refused)
        await send(client, f"{placement}/extend", **day_boxes("departure_on", 7))
        assert "Stay made longer" in await read(client, placement)
        await send(client, f"{placement}/arrive", **stay_of(7))
        await read(client, f"{placement}/overstay")
        over = day_boxes("departure_on", 9) | {"is_authorised": "no"}
        refused = await send(client, f"{placement}/overstay", 422, **over)
        assert "Enter why the person is still there" in text_of(refused)
        await send(client, f"{placement}/overstay", **over, reason="Nowhere to go yet")
        await read(client, f"{placement}/turnaround")
        await send(client, f"{placement}/turnaround", turnaround_days="0")
        told = await read(client, placement)
    assert "Not authorised Nowhere to go yet" in told
    assert "Working days to prepare the bed: 0, before 2" in told


async def test_somebody_who_does_not_come_is_looked_for(app: FastAPI, town: Town) -> None:
    async with worker(app) as client:
        placement = await a_stay_on(client, town)
        assert "may be in danger" in await read(client, f"{placement}/no-show")
        await send(client, f"{placement}/no-show")
        assert "Did not arrive" in await read(client, placement)
        assert "They did not come" in text_of(await send(client, f"{placement}/no-show", 422))


async def test_a_bed_is_taken_out_of_use_changed_and_given_back(app: FastAPI, town: Town) -> None:
    async with worker(app) as client:
        path = f"/beds/{town.bed('A')}/void"
        assert "Is this an emergency?" not in await read(client, path)
        days = day_boxes("starts_on", 3) | day_boxes("ends_on", 2)
        refused = await send(client, path, 422, **days, reason="deep_clean")
        assert "The last day out of use must be on or after the first" in text_of(refused)
        days |= day_boxes("ends_on", 4)
        house = (await send(client, path, **days, reason="deep_clean")).headers["location"]
        assert "Deep clean" in await read(client, house)
        async with town.work() as uow:
            void = f"/voids/{await uow.session.scalar(select(bed_void.c.id))}"
        await read(client, void)
        await send(client, void, **days, reason="damage_repair")
        await send(client, f"{void}/cancel")
        assert "already" in text_of(await send(client, f"{void}/cancel", 422))


async def test_an_emergency_is_declared_by_the_manager_and_whoever_lives_there_needs_another_bed(
    app: FastAPI, town: Town
) -> None:
    days = day_boxes("starts_on", 0) | day_boxes("ends_on", 30)
    fire = days | {"reason": "fire_or_flood", "is_emergency": "yes"}
    async with worker(app) as client:
        placement = await a_stay_on(client, town)
        await a_stay_on(client, town, "B")
        await send(client, f"/beds/{town.bed('A')}/void", 422, **fire)
    async with manager(app) as client:
        assert "Is this an emergency?" in await read(client, f"/beds/{town.bed('A')}/void")
        await send(client, f"/beds/{town.bed('A')}/void", **fire)
        assert "This person needs another bed" in await read(client, placement)
        board = await read(client, "/board")
    assert "Place somebody elsewhere" in board
    assert "Over-booked" in board


async def test_a_bed_and_a_house_are_closed_and_opened_again(app: FastAPI, town: Town) -> None:
    bed, house = f"/beds/{town.bed('A')}", f"/units/{town.beds['A'].premises_id}"
    async with worker(app) as client:
        await a_stay_on(client, town, "B", days=3)
        for path in (f"{bed}/close", f"{bed}/reopen", f"{house}/close", f"{house}/reopen"):
            await read(client, path)
        await send(client, f"{bed}/close", **day_boxes("on", 0))
        refused = text_of(await send(client, f"{house}/close", 422, **day_boxes("on", 1)))
        assert "The first possible is" in refused
        await send(client, f"{bed}/reopen", **day_boxes("on", 1))
        refused = text_of(await send(client, f"{bed}/reopen", 422, **day_boxes("on", 1)))
        assert "cannot be done" in refused


async def test_a_move_out_of_the_area_is_explained_before_it_is_accepted(app: FastAPI, town: Town) -> None:
    person = await ready_to_place(town, region="wales")
    async with prime(app) as client:
        bed = f"/people/{person}/place/{town.bed('A')}"
        assert "I have told them" in await read(client, bed)
        refused = await send(client, bed, 422, **stay_of(5), person_says="yes")
        assert "Tell the person that moving away" in text_of(refused)
        placement = (await send(client, bed, **stay_of(5), person_says="not_yet")).headers["location"]
        await send(client, f"{placement}/accept", 409, side="person")
        await send(client, f"{placement}/accept", side="person", is_explained="yes")


async def test_ac_9_a_bed_is_offered_only_for_an_hour_at_which_it_receives_people(
    app: FastAPI, town: Town
) -> None:
    async with worker(app) as client:
        hours = f"/beds/{town.bed('A')}/hours"
        assert "both hours" in text_of(await send(client, hours, 422, admits_from="08:00", admits_until=""))
        house = (await send(client, hours, admits_from="08:00", admits_until="22:00")).headers["location"]
        assert "from 08:00 to 22:00" in await read(client, house)
        place = f"/people/{await ready_to_place(town)}/place"
        bed = f"/place/{town.bed('A')}?"
        days = day_boxes("arrival_on", 1) | {"days": "5", "regions": "london"}
        for hour, is_found in (("22:30", False), ("21:00", True)):
            found = await client.get(place, params=days | {"hour": hour})
            assert (bed in found.text) is is_found
        asked = stay_of(5) | day_boxes("arrival_on", 1)
        offer = f"{place}/{town.bed('A')}"
        refused = await send(client, offer, 422, **asked, hour="22:30", person_says="yes")
        assert "Agree another hour" in text_of(refused)
        made = await send(client, offer, **asked, hour="21.00", person_says="yes")
        assert "at 21:00 as agreed" in await read(client, made.headers["location"])
