"""How long the service takes for a queue, a search and a case, with few cases and with very many."""

import statistics
import time
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus

import httpx
import pytest
from fastapi import FastAPI
from tests.bench.many_cases import fill
from tests.decision.portal_visits import CASEY
from tests.portals import signed_in

from nrm.runtime.databases import DatabaseUrls

TIMES = 40
BOUND_MS = 100
MOST_GROWTH = 1.5
SMALLEST: dict[str, float] = {}

Ask = Callable[[httpx.AsyncClient], Awaitable[httpx.Response]]


def opening(path: str) -> Ask:
    return lambda client: client.get(path)


def searching(**fields: str) -> Ask:
    async def ask(client: httpx.AsyncClient) -> httpx.Response:
        """Both halves: what is looked for is kept, then found."""
        kept = await client.post("/search", data=fields)
        return await client.get(kept.headers["location"])

    return ask


async def first_case(client: httpx.AsyncClient) -> str:
    page = (await client.get("/queues/reasonable-grounds")).text
    return "/cases/" + page.partition('href="/cases/')[2].partition('"')[0]


async def onward(client: httpx.AsyncClient, path: str, pages: int) -> str:
    """The address of a page further on."""
    for _ in range(pages):
        text = (await client.get(path)).text
        path = text.partition("govuk-pagination__next")[2].partition('href="')[2].partition('"')[0]
        path = path.replace("&amp;", "&")
    return path


async def asked(client: httpx.AsyncClient) -> Mapping[str, Ask]:
    queue = "/queues/reasonable-grounds"
    return {
        "queue, first page": opening(queue),
        "queue, tenth page": opening(await onward(client, queue, 9)),
        "queue, children nobody has": opening(f"{queue}?age=child&holder=nobody"),
        "queue, conclusive grounds": opening("/queues/conclusive-grounds"),
        "queue, longest waiting": opening(f"{queue}?order=longest-waiting"),
        "queue, by the day to serve": opening("/queues/conclusive-grounds?order=due-first"),
        "queue, ending soon": opening("/queues/ending"),
        "my work": opening("/my-work"),
        "search, reference": searching(reference="NRM-00000123"),
        "search, organisation": searching(organisation="organisation-7"),
        "search, stage and organisation": searching(organisation="organisation-7", stage="recovery"),
        "case": opening(await first_case(client)),
        "case, history": opening(await first_case(client) + "/history"),
    }


async def measured(client: httpx.AsyncClient, ask: Ask) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds, inside the service: nothing crosses a network."""
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        answer = await ask(client)
        taken.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == HTTPStatus.OK, answer.text
    return statistics.median(taken), statistics.quantiles(taken, n=20)[18]


def line(name: str, median: float, p95: float) -> str:
    growth = median / SMALLEST.setdefault(name, median)
    flags = " over" * (p95 > BOUND_MS) + " grows" * (growth > MOST_GROWTH)
    return f"{name:34}{median:6.1f} ms {p95:7.1f} ms {growth:7.2f}{flags}"


@pytest.mark.parametrize("cases", [10_000, 100_000, 1_000_000])
async def test_pages_with_many_cases(
    app: FastAPI, decision_urls: DatabaseUrls, cases: int, capsys: pytest.CaptureFixture[str]
) -> None:
    await fill(app, decision_urls.owner, cases)
    async with signed_in(app, CASEY) as client:
        rows = [line(name, *await measured(client, ask)) for name, ask in (await asked(client)).items()]
    head = f"{cases:,} cases, one person{'':11}median       p95   of the smallest"
    with capsys.disabled():
        print("\n".join(["", head, *rows]))  # noqa: T201 its purpose
