"""VI-3: an address and a name, planted as markers, turn up nowhere but where they belong."""

import logging
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import httpx
import pytest
import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from tests.care.portal import NAME, TODAY, an_offer, prime, stay_of, worker
from tests.care.town import Town, a_person_in_recovery

from care.storage.addresses import seal_address
from care.storage.tables import metadata
from contracts.ids import PremisesId
from nrm.runtime.databases import DatabaseUrls
from plumbing.encryption import KeyRing
from plumbing.logging import set_up_logging

ADDRESS = "77 Canary Marker Lane, Nowhere-on-Paper"
SEARCH = {"starts_on": str(TODAY), "days": "5", "region": "london"}


async def plant(town: Town, folder: Path) -> None:
    ring = KeyRing.create(folder / "canary.json")
    async with town.work() as uow:
        for house in {bed.premises_id for bed in town.beds.values()}:
            await uow.addresses.keep(PremisesId(house), seal_address(ADDRESS, house, ring))


async def whole_database(urls: DatabaseUrls) -> str:
    """Every table as text, as a superuser or a thief of the disk would read it."""
    engine = create_async_engine(urls.superuser)
    parts: list[str] = []
    async with engine.connect() as connection:
        for table in metadata.sorted_tables:
            rows = await connection.execute(text(f"SELECT row_to_json(t)::text FROM {table.name} AS t"))
            parts += rows.scalars().all()
    await engine.dispose()
    return "\n".join(parts)


def everywhere(town: Town, person: object, placement: str) -> list[str]:
    house = town.beds["A"].premises_id
    pages = ["/requests", "/board", "/board/calendar", "/people", f"/units/{house}", placement]
    pages += [f"/people/{person}/place", f"{placement}/depart", "/requests?name=place"]
    return [*pages, "/v1/support-cases", "/v1/placements", f"/v1{placement}"]


async def live_through_a_stay(client: httpx.AsyncClient, town: Town, person: object) -> str:
    made = await client.post(
        f"/v1/support-cases/{person}/offers", json=an_offer(town), headers={"Idempotency-Key": "k"}
    )
    placement = f"/placements/{made.json()['id']}"
    await client.post(f"{placement}/confirm")
    await client.post(f"{placement}/arrive", data=stay_of(5))
    return placement


@pytest.fixture
def logs() -> Iterator[StringIO]:
    written = StringIO()
    set_up_logging("care", "DEBUG", to=written)
    yield written
    structlog.reset_defaults()
    logging.basicConfig(handlers=[logging.NullHandler()], force=True)


async def test_an_address_and_a_name_appear_nowhere_they_should_not(
    app: Any, town: Town, care_urls: DatabaseUrls, tmp_path: Path, logs: StringIO
) -> None:
    await plant(town, tmp_path)
    person = await a_person_in_recovery(town.work)
    async with prime(app) as client:
        placement = await live_through_a_stay(client, town, person)
        beds = await client.get("/v1/beds/search", params=SEARCH | {"support_case_id": str(person)})
        seen = [beds, *[await client.get(path) for path in everywhere(town, person, placement)]]
        reached = await client.get(f"/people/{person}")
    async with worker(app, "MED") as client:
        seen += [await client.get(path) for path in everywhere(town, person, placement)]
    read = "\n".join(str(each.url) + each.text + str(each.headers) for each in seen)
    kept = await whole_database(care_urls)
    logged = logs.getvalue()
    assert NAME in reached.text
    assert ADDRESS not in reached.text
    for marker in (ADDRESS, "Canary", NAME):
        assert marker not in read
        assert marker not in kept
        assert marker not in logged
