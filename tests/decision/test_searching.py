from datetime import timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import func, select
from tests.decision.portal_visits import CASEY, REMY, STRANGER, Seen, decide, open_case, see, send
from tests.portals import signed_in

from decision.domain.decisions import Outcome
from decision.storage.queue_tables import case_search
from decision.storage.searches import KEPT, SearchFor, SearchNotFound
from plumbing.clock import utcnow


def found(page: Seen) -> list[str]:
    return [cell.get_text(strip=True) for cell in page.soup.select("tbody th a")]


async def look(client: httpx.AsyncClient, **fields: str) -> Seen:
    answer = await send(client, "/search", **fields)
    assert answer.status_code == 303, answer.text
    return await see(client, answer.headers["location"])


async def some_cases(app: FastAPI) -> None:
    await open_case(app, days_ago=40, reference="NRM-AAAA-0001", organisation_id="sample-police")
    await open_case(app, days_ago=20, reference="NRM-AAAA-0002")
    case_id = await open_case(app, days_ago=1, reference="NRM-BBBB-0003")
    await decide(app, case_id, Outcome.POSITIVE)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({"reference": "nrm-bbbb-0003"}, ["NRM-BBBB-0003"], id="reference in small letters"),
        pytest.param({"reference": "NRM-AAAA"}, ["NRM-AAAA-0002", "NRM-AAAA-0001"], id="how it begins"),
        pytest.param({"reference": "NRM_"}, [], id="a sign that SQL takes for any letter"),
        pytest.param({"organisation": "sample-police"}, ["NRM-AAAA-0001"], id="referring organisation"),
        pytest.param({"stage": "recovery"}, ["NRM-BBBB-0003"], id="stage"),
        pytest.param({"reference": "NRM-AAAA", "stage": "recovery"}, [], id="all of it must hold"),
    ],
)
async def test_a_search_finds_the_cases_of_which_all_of_it_is_true(
    app: FastAPI, fields: dict[str, str], expected: list[str]
) -> None:
    await some_cases(app)
    async with signed_in(app, CASEY) as client:
        assert found(await look(client, **fields)) == expected


async def test_a_search_by_the_days_received_counts_both_days(app: FastAPI) -> None:
    await some_cases(app)
    on = (utcnow() - timedelta(days=20)).date()
    parts = {"day": str(on.day), "month": str(on.month), "year": str(on.year)}
    days = {f"received_{end}-{name}": value for end in ("from", "until") for name, value in parts.items()}
    async with signed_in(app, CASEY) as client:
        assert found(await look(client, **days)) == ["NRM-AAAA-0002"]


async def test_what_was_looked_for_is_in_no_address(app: FastAPI) -> None:
    async with signed_in(app, CASEY) as client:
        answer = await send(client, "/search", reference="NRM-SECRET")
    where = urlsplit(answer.headers["location"])
    assert "SECRET" not in answer.headers["location"]
    assert where.query == ""


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        pytest.param({}, "at least one thing", id="nothing"),
        pytest.param({"stage": "lunch"}, "Select a stage from the list", id="an unknown stage"),
        pytest.param({"received_from-day": "40"}, "The first day", id="no day"),
    ],
)
async def test_a_search_that_makes_no_sense_is_asked_again(
    app: FastAPI, fields: dict[str, str], words: str
) -> None:
    async with signed_in(app, CASEY) as client:
        answer = await send(client, "/search", **fields)
    assert answer.status_code == 422
    assert words in Seen(answer).text


async def test_nobody_sees_the_search_of_another_nor_an_unknown_one(app: FastAPI) -> None:
    async with signed_in(app, CASEY) as client:
        made = (await send(client, "/search", reference="NRM")).headers["location"]
    async with signed_in(app, REMY) as client:
        for path in (made, f"/search/{uuid4()}"):
            assert "Search again" in (await see(client, path, status=404)).text


async def test_a_search_expires_and_is_forgotten(app: FastAPI) -> None:
    at, search_id = utcnow(), uuid4()
    async with app.state.open_work() as uow:
        await uow.searches.keep(search_id, SearchFor(reference="NRM"), by=CASEY.user_id, at=at)
        assert (await uow.searches.get(search_id, by=CASEY.user_id, at=at)).reference == "NRM"
        with pytest.raises(SearchNotFound):
            await uow.searches.get(search_id, by=CASEY.user_id, at=at + KEPT)
        assert await uow.searches.forget_expired(at=at) == 0
        assert await uow.searches.forget_expired(at=at + KEPT) == 1
        assert await uow.session.scalar(select(func.count()).select_from(case_search)) == 0


async def test_a_long_result_is_read_on_without_losing_or_repeating_a_case(app: FastAPI) -> None:
    for number in range(27):
        await open_case(app, reference=f"NRM-{number:04}")
    async with signed_in(app, CASEY) as client:
        first = await look(client, reference="NRM")
        onward = first.soup.select_one(".govuk-pagination__next a")
        assert onward is not None
        second = await see(client, str(onward["href"]))
    assert sorted(found(first) + found(second)) == [f"NRM-{number:04}" for number in range(27)]


async def test_a_stranger_cannot_search(app: FastAPI) -> None:
    async with signed_in(app, STRANGER) as client:
        assert (await client.get("/search")).status_code == 403
