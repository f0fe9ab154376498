"""VI-3 and the matrix of who may see what: words planted in every field turn up only where they belong."""

import re
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from http import HTTPStatus
from io import StringIO
from typing import Any

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from tests.care.known_ids import addresses, known_ids, opened
from tests.care.lived import ADDRESS, DEE, INES, live
from tests.care.portal import NAME, a_search, prime, worker
from tests.care.scenes import MEDAILLE
from tests.care.test_money_pages import manager
from tests.care.town import Town
from tests.portals import signed_in
from tests.written_logs import logs_of

from care.storage.tables import metadata
from nrm.runtime.databases import DatabaseUrls

MARK = re.compile(rf"Marked-([a-z_-]+) Lane|({ADDRESS}|Canary|{NAME}|01632 960001)")
LINK = re.compile(r'href="(/[^"?#]*)')
CONTACT = {NAME, "01632 960001"}
NOTES = {
    "wish",
    "action",
    "review",
    "contact",
    "letter",
    "health",
    "assessed-health",
    "unshared",
    "move-on",
    "step",
    "home",
}
FOR_A_SECOND_LOOK = {
    "facts",
    "background",
    "why_not_now",
    "planned_actions",
    "not_started",
    "documents",
    "evidence",
}
DANGER = {"incident", "missing", "complaint"}
ASKED_FROM_OUTSIDE = {"asker", "purpose", "basis", "fact"}
CHILD = {"child", "school", "child-needs", "child-risks"}
FOUND = {"found-known-as", "found-brought-by-whom", "found-risks-tonight"}
ASSESSED = {"assessed-need", "not-asked", "interpreter", "remedy"}
BOTH_SIDES = (
    CONTACT | FOR_A_SECOND_LOOK | DANGER | ASKED_FROM_OUTSIDE | CHILD | ASSESSED | FOUND | {"shared", "move"}
)
WHO_READS_WHAT = {
    "the prime": BOTH_SIDES | {"reason", "why-not-first"},
    "their worker": BOTH_SIDES | NOTES | {"privileged", "found-urgent-health"},
    "another worker of their provider": BOTH_SIDES - FOR_A_SECOND_LOOK - CHILD | {"unshared"},
    "their worker's manager": (BOTH_SIDES | {"unshared", "reason"}),
    "another provider's worker": set(),
    "another provider's manager": set(),
    "a driver": {"called", "meeting", "way"},
    "an inspector": set(),  # reads a sample once it is drawn, and opens no page about anybody
}


def everybody(app: Any) -> dict[str, AbstractAsyncContextManager[httpx.AsyncClient]]:
    return {
        "the prime": prime(app),
        "their worker": worker(app),
        "another worker of their provider": worker(app, called="other"),
        "their worker's manager": manager(app),
        "another provider's worker": worker(app, MEDAILLE),
        "another provider's manager": manager(app, MEDAILLE),
        "a driver": signed_in(app, DEE),
        "an inspector": signed_in(app, INES),
    }


async def whole_database(urls: DatabaseUrls) -> str:
    """As a superuser or a thief of the disk would read it."""
    engine = create_async_engine(urls.superuser)
    parts: list[str] = []
    async with engine.connect() as connection:
        for name in (table.name for table in metadata.sorted_tables):
            rows = await connection.execute(text(f"SELECT row_to_json(t)::text FROM {name} AS t"))
            parts += rows.scalars().all()
    await engine.dispose()
    return "\n".join(parts)


def marks_in(words: str) -> set[str]:
    return {one or other for one, other in MARK.findall(words)}


async def marks_met(client: httpx.AsyncClient, paths: list[str]) -> set[str]:
    """Sees on the way that no page leads to one that refuses whoever reads it."""
    met, offered, refused = set[str](), set[str](), set[str]()
    for path in paths:
        answer = await client.get(path)
        assert answer.status_code < 500, path
        met |= marks_in(f"{answer.url} {answer.headers} {answer.text}")
        if answer.status_code == HTTPStatus.FORBIDDEN:
            refused.add(path)
        else:
            offered |= set(LINK.findall(answer.text))
    assert offered & refused == set()
    return met


async def marks_in_searches_and_files(client: httpx.AsyncClient, person: Any, run: str) -> set[str]:
    found = await client.get("/v1/beds/search", params=a_search(person))
    file = await client.post(f"/payments/{run}/file")
    return marks_in(found.text) | marks_in(file.text)


@pytest.fixture
def logs() -> Iterator[StringIO]:
    with logs_of("care", "DEBUG") as written:
        yield written


@pytest.mark.timeout(900)
async def test_vi_3_what_is_planted_in_any_field_appears_only_to_those_with_a_right_to_it(
    app: Any, town: Town, care_urls: DatabaseUrls, logs: StringIO
) -> None:
    lived = await live(app, town)
    ids = await known_ids(town) | {"support_case_id": lived.told_most_about}
    paths = [address for path in opened(app) for address in addresses(path, ids)]
    calls = [each for each in paths if each.startswith("/v1/")]
    pages = [each for each in paths if not each.startswith("/v1/")]
    for who, browser in everybody(app).items():
        async with browser as client:
            assert (who, await marks_met(client, pages)) == (who, WHO_READS_WHAT[who])
            assert (who, await marks_met(client, calls)) == (who, set()), "no word of a person under /v1"
            assert await marks_in_searches_and_files(client, lived.at_home, ids["run_id"][0]) == set()
    assert marks_in(await whole_database(care_urls)) == set()
    assert marks_in(logs.getvalue()) == set()
