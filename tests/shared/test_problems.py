"""What people and programs are told when refused, and a repeated request answered once."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from bs4 import BeautifulSoup
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import create_async_engine
from tests.portals import a_person, portal_settings, signed_in
from tests.shared.small_portal import small_portal

from nrm.runtime.databases import DatabaseUrls
from plumbing.database import Database
from plumbing.return_paths import own_path
from plumbing.settings import ServiceSettings


@pytest.fixture
def app(plumbing_urls: DatabaseUrls, plumbing_database: Database, tmp_path: Path) -> FastAPI:
    return small_portal(portal_settings(ServiceSettings, plumbing_urls, tmp_path), plumbing_database)


@pytest.fixture
async def browser(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with signed_in(app, a_person("caseworker")) as client:
        yield client


SECRET = "0161-made-up-value"
BAD_BODIES = [
    pytest.param({"content": f'{{"name": "{SECRET}'}, "", "json_invalid", id="not JSON"),
    pytest.param({"json": {"name": SECRET}}, "/name", "string_too_long", id="too long"),
    pytest.param({"json": {"name": {"deep": SECRET}}}, "/name", "string_type", id="wrong type"),
    pytest.param({"json": {}}, "/name", "missing", id="missing"),
    pytest.param(
        {"json": {"name": "x", "is_admin/~": SECRET}}, "/is_admin~1~0", "extra_forbidden", id="unknown field"
    ),
    pytest.param({"json": [SECRET]}, "", "model_attributes_type", id="a list"),
]


@pytest.mark.parametrize(("sent", "pointer", "code"), BAD_BODIES)
async def test_a_bad_body_is_refused_by_pointer_and_code_without_echoing_it(
    browser: httpx.AsyncClient, sent: dict[str, object], pointer: str, code: str
) -> None:
    headers = {"Idempotency-Key": "k", "Content-Type": "application/json"}
    response = await browser.post("/v1/things", headers=headers, **sent)  # type: ignore[arg-type]  # a table
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert [(fault["pointer"], fault["code"]) for fault in problem["errors"]] == [(pointer, code)]
    assert problem["instance"] == response.headers["x-request-id"]
    assert SECRET not in response.text


async def test_a_page_that_fails_says_nothing_internal(browser: httpx.AsyncClient) -> None:
    response = await browser.get("/broken")
    page = BeautifulSoup(response.text, "html.parser")
    assert page.h1 is not None
    assert "problem with the service" in page.h1.text
    assert response.headers["x-request-id"] in page.text
    assert "secret" not in response.text
    assert "RuntimeError" not in response.text


async def test_an_api_that_fails_says_nothing_internal(browser: httpx.AsyncClient) -> None:
    response = await browser.get("/v1/broken")
    assert response.json() == {
        "type": "about:blank",
        "title": "Internal Server Error",
        "status": 500,
        "instance": response.headers["x-request-id"],
    }


async def test_the_service_s_own_table_says_what_a_refusal_of_its_domain_means(
    browser: httpx.AsyncClient,
) -> None:
    response = await browser.post("/cases/close")
    assert response.status_code == 409
    assert "about a person" not in response.text


async def test_a_database_that_is_down_is_a_service_unavailable(
    app: FastAPI, browser: httpx.AsyncClient, plumbing_database: object
) -> None:
    await plumbing_database.engine.dispose()  # type: ignore[attr-defined]
    closed = create_async_engine("postgresql+asyncpg://nobody@127.0.0.1:9/none")
    plumbing_database._sessions.configure(bind=closed)  # type: ignore[attr-defined]
    response = await browser.get("/")
    assert (response.status_code, response.headers["retry-after"]) == (503, "30")
    assert (await browser.get("/health/live")).status_code == 200
    assert (await browser.get("/health/ready")).status_code == 503


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.test/",
        "//evil.test",
        "/\\evil.test",
        "\\\\evil.test",
        "/\t/evil.test",
        "/\n/evil.test",
        "///evil.test",
        "javascript:alert(1)",
        "evil.test",
        "",
        None,
    ],
)
def test_anything_but_a_path_of_ours_leads_to_the_start_page(wanted: str | None) -> None:
    assert own_path(wanted) == "/"


def test_a_path_of_ours_is_kept_with_its_query() -> None:
    assert own_path("/cases/1?tab=2") == "/cases/1?tab=2"


async def test_the_same_request_twice_has_one_effect_and_one_answer(
    app: FastAPI, browser: httpx.AsyncClient
) -> None:
    headers = {"Idempotency-Key": "a"}
    first, second = [await browser.post("/v1/things", json={"name": "x"}, headers=headers) for _ in range(2)]
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json() == {"number": 1}
    assert second.headers["location"] == "/v1/things/1"
    assert app.state.written == ["x"]


async def test_the_same_key_with_another_body_is_refused(app: FastAPI, browser: httpx.AsyncClient) -> None:
    headers = {"Idempotency-Key": "a"}
    await browser.post("/v1/things", json={"name": "x"}, headers=headers)
    other = await browser.post("/v1/things", json={"name": "y"}, headers=headers)
    assert other.status_code == 422
    assert app.state.written == ["x"]


async def test_another_person_s_key_is_another_key(app: FastAPI, browser: httpx.AsyncClient) -> None:
    headers = {"Idempotency-Key": "a"}
    await browser.post("/v1/things", json={"name": "x"}, headers=headers)
    async with signed_in(app, a_person("caseworker", subject="other.sample")) as other:
        assert (await other.post("/v1/things", json={"name": "y"}, headers=headers)).status_code == 201


async def test_a_request_that_creates_needs_a_key(browser: httpx.AsyncClient) -> None:
    response = await browser.post("/v1/things", json={"name": "x"})
    assert response.status_code == 400
    assert response.json()["errors"][0]["pointer"] == "header:Idempotency-Key"


async def test_many_at_once_with_one_key_have_one_effect(app: FastAPI, browser: httpx.AsyncClient) -> None:
    requests = [
        browser.post("/v1/things", json={"name": "x"}, headers={"Idempotency-Key": "a"}) for _ in range(10)
    ]
    statuses = {response.status_code for response in await asyncio.gather(*requests)}
    assert statuses <= {201, 409}
    assert app.state.written == ["x"]
