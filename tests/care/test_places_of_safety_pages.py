"""Places of safety in the portal: no sign of them with the setting off, a whole stay with it on (§9)."""

from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import Update, update
from tests.care.portal import TODAY, day_boxes, prime, read, send, text_of, worker
from tests.care.scenes import MEDAILLE, a_referral
from tests.care.town import Town, hear

from care.commands.safety_stays import sweep_referred
from care.domain.safety_stay import SETTING
from care.storage.safety_tables import safety_stay
from plumbing.clock import utcnow

LIST = "/places-of-safety"
FOUND = {
    "brought_by": "police",
    "brought_by_whom": "Sergeant Sample, 01632 960002",
    "is_adult": "yes",
    "agrees": "yes",
    "known_as": "Ana",
    "gender": "woman",
    "preference": "any",
    "urgent_health": "Insulin in the evening",
}


@pytest.fixture
def on(app: FastAPI) -> FastAPI:
    app.state.rules = app.state.rules.with_setting(SETTING, True)
    return app


async def test_with_the_setting_off_there_is_no_sign_of_places_of_safety(app: FastAPI, town: Town) -> None:
    del town
    async with prime(app) as client:
        for path in (LIST, f"{LIST}/new", f"{LIST}/{uuid4()}"):
            assert (await client.get(path)).status_code == 404
        assert (await client.post(f"{LIST}/new", data=FOUND)).status_code == 404
        for path in ("/requests", "/board", "/people", "/network", "/retention"):
            assert "safety" not in await read(client, path)


async def test_somebody_found_tonight_has_a_bed_and_decides_to_be_referred(on: FastAPI, town: Town) -> None:
    async with prime(on) as client:
        assert "Places of safety" in await read(client, "/requests")
        child = await send(client, f"{LIST}/new", 422, **FOUND | {"is_adult": "no"})
        assert "The local authority finds a place" in text_of(child)
        assert "Sergeant Sample" in child.text
        beds = (await send(client, f"{LIST}/new", **FOUND)).headers["location"]
        assert "Give them bed A" in await read(client, beds)
        await send(client, beds, bedspace_id=str(town.bed("A")))
        assert "Give them bed A" not in await read(client, (await _another(client)))
        here = beds.removesuffix("/bed")
        shown = await read(client, here)
        assert "Expected" in shown
        assert "Insulin" not in shown, "health is for their own worker"
        lived_in = (await read(client, f"/units/{town.beds['A'].premises_id}")).count("Lived in")
    async with worker(on, MEDAILLE) as client:
        assert "Ana" not in await read(client, LIST)
        assert (await client.get(here)).status_code == 404
    await _by_the_house(on, town, here, lived_in)
    async with town.work() as uow:
        await uow.session.execute(_the_days_are_over())
    async with prime(on) as client:
        assert "the days of 1 are over" in await read(client, "/requests")
        assert "Nobody has to leave" in await read(client, LIST)
    heard = a_referral()
    async with worker(on) as client:
        await send(client, f"{here}/refer", reference=heard.reference.lower())
    case_id = await hear(town.work, heard)
    async with town.work() as uow:
        await sweep_referred(uow, at=utcnow())
    async with prime(on) as client:
        assert here in (await client.get(f"/people/{case_id}")).text
    async with worker(on) as client:
        early = await send(client, f"{here}/go-on", 422, **day_boxes("until", 5))
        assert "cannot be placed now" in text_of(early)
        assert f"/people/{case_id}" in (await client.get(here)).text
        await send(client, f"{here}/end", how="moved_on")
        assert "Ended" in await read(client, here)


def _the_days_are_over() -> Update:
    came = safety_stay.c.arrived_on.is_not(None)
    return update(safety_stay).where(came).values(due_on=TODAY - timedelta(days=1))


async def _another(client: httpx.AsyncClient) -> str:
    return str((await send(client, f"{LIST}/new", **FOUND)).headers["location"])


async def _by_the_house(app: FastAPI, town: Town, here: str, lived_in: int) -> None:
    async with worker(app) as client:
        assert (await client.get(f"{LIST}/new")).status_code == 403
        await send(client, f"{here}/arrive")
        assert (await read(client, f"/units/{town.beds['A'].premises_id}")).count("Lived in") > lived_in
        assert "Insulin" not in await read(client, here)
        await send(client, f"{here}/take")
        assert "Insulin" in await read(client, here)
        await send(client, f"{here}/longer", **day_boxes("until", 9))
        assert (await client.get(f"{here}/end")).status_code == 200
