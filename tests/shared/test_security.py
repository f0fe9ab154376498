"""The guards around every portal: headers, forged requests, sizes, hosts, limits, sessions (S9 to S29)."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import update
from tests.portals import a_person, portal_settings, put_in_directory, signed_in, visitor
from tests.shared.small_portal import TABLES, small_portal

from nrm.runtime.databases import DatabaseUrls
from plumbing.clock import utcnow
from plumbing.database import Database
from plumbing.security import LARGEST_BODY
from plumbing.settings import ServiceSettings
from plumbing.visits import forget_old_visits

CASEWORKER = a_person("caseworker")


@pytest.fixture
def app(plumbing_urls: DatabaseUrls, plumbing_database: Database, tmp_path: Path) -> FastAPI:
    return small_portal(portal_settings(ServiceSettings, plumbing_urls, tmp_path), plumbing_database)


@pytest.fixture
async def browser(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with signed_in(app, CASEWORKER) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/cases/1", 200),
        ("/cases/word", 404),
        ("/nowhere", 404),
        ("/broken", 500),
        ("/v1/broken", 500),
        ("/v1/me", 200),
        ("/health/live", 200),
        ("/assets/govuk-frontend.min.css", 200),
        ("/assets/nothing.css", 404),
        ("/privacy", 200),
        ("/accessibility", 200),
        ("/sign-in", 303),
        ("/signed-out", 200),
    ],
)
async def test_every_response_carries_the_security_headers(
    browser: httpx.AsyncClient, path: str, status: int
) -> None:
    response = await browser.get(path)
    assert response.status_code == status
    assert response.headers["strict-transport-security"].startswith("max-age=63072000")
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "no-referrer"
    assert response.headers["cross-origin-opener-policy"] == "same-origin"
    assert response.headers["cross-origin-resource-policy"] == "same-origin"
    assert "geolocation=()" in response.headers["permissions-policy"]
    assert response.headers["x-request-id"]
    is_asset = path.startswith("/assets/")
    assert (response.headers["cache-control"] == "no-store") is not is_asset


async def test_the_content_policy_starts_from_nothing_and_its_nonce_is_new_each_time(
    browser: httpx.AsyncClient,
) -> None:
    first, second = [(await browser.get("/privacy")).headers["content-security-policy"] for _ in range(2)]
    assert first != second
    directives = dict(directive.strip().split(" ", 1) for directive in first.split(";"))
    assert directives["default-src"] == "'none'"
    assert directives["form-action"] == "'self'"
    assert directives["frame-ancestors"] == directives["base-uri"] == "'none'"
    assert "unsafe" not in first


FORGED = [
    pytest.param({"Sec-Fetch-Site": "cross-site"}, id="from another site"),
    pytest.param({"Sec-Fetch-Site": "same-site"}, id="from a sibling site"),
    pytest.param({"Sec-Fetch-Site": "none"}, id="from nowhere"),
    pytest.param({"Origin": "https://evil.test"}, id="another origin, old browser"),
    pytest.param({"Origin": "null"}, id="hidden origin"),
    pytest.param({}, id="neither header"),
    pytest.param({"Sec-Fetch-Site": "same-origin", "X-CSRF-Token": "wrong"}, id="wrong token"),
    pytest.param({"Sec-Fetch-Site": "same-origin", "X-CSRF-Token": ""}, id="empty token"),
    pytest.param({"Sec-Fetch-Site": "cross-site", "Authorization": "Bearer x"}, id="bearer beside a cookie"),
]


@pytest.mark.parametrize("headers", FORGED)
async def test_a_forged_request_writes_nothing(
    app: FastAPI, browser: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    token = browser.headers["X-CSRF-Token"]
    del browser.headers["Sec-Fetch-Site"]
    response = await browser.post("/cases", data={"text": "x"}, headers={"X-CSRF-Token": token, **headers})
    assert response.status_code == 403
    assert app.state.written == []


@pytest.mark.parametrize(
    "where", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "https://portal.test"}], ids=["new", "old"]
)
async def test_a_form_with_its_token_is_taken(
    app: FastAPI, browser: httpx.AsyncClient, where: dict[str, str]
) -> None:
    token = browser.headers.pop("X-CSRF-Token")
    del browser.headers["Sec-Fetch-Site"]
    response = await browser.post("/cases", data={"text": "x", "csrf_token": token}, headers=where)
    assert response.status_code == 303
    assert app.state.written == ["x"]


async def test_another_session_s_token_is_refused(app: FastAPI, browser: httpx.AsyncClient) -> None:
    async with signed_in(app, a_person("caseworker", subject="other.sample")) as other:
        stolen = other.headers["X-CSRF-Token"]
    response = await browser.post("/cases", data={"text": "x"}, headers={"X-CSRF-Token": stolen})
    assert response.status_code == 403


async def test_a_form_without_a_session_leads_to_sign_in(app: FastAPI) -> None:
    async with visitor(app) as client:
        response = await client.post("/cases", data={"text": "x"})
    assert (response.status_code, response.headers["location"]) == (303, "/sign-in")
    assert app.state.written == []


async def in_pieces(size: int) -> AsyncIterator[bytes]:
    for _ in range(size // 65536 + 1):
        yield bytes(65536)


async def test_a_body_that_is_too_big_is_refused_with_and_without_its_length(
    browser: httpx.AsyncClient,
) -> None:
    announced = await browser.post("/v1/uploads", content=bytes(LARGEST_BODY + 1))
    unannounced = await browser.post("/v1/uploads", content=in_pieces(LARGEST_BODY))
    assert announced.status_code == unannounced.status_code == 413
    assert unannounced.headers["content-type"] == "application/problem+json"


async def test_a_body_of_the_largest_size_is_taken(browser: httpx.AsyncClient) -> None:
    response = await browser.post("/v1/uploads", content=bytes(LARGEST_BODY))
    assert response.json() == {"size": LARGEST_BODY}


async def test_too_many_fields_are_refused(app: FastAPI, browser: httpx.AsyncClient) -> None:
    response = await browser.post("/cases", data={f"field{n}": "x" for n in range(201)})
    assert response.status_code == 400
    assert app.state.written == []


async def test_two_files_at_once_are_refused(app: FastAPI, browser: httpx.AsyncClient) -> None:
    files = [("one", ("a.txt", b"a")), ("two", ("b.txt", b"b"))]
    response = await browser.post("/cases", files=files)
    assert response.status_code == 400
    assert app.state.written == []


async def test_another_host_is_refused_but_probes_may_use_any(app: FastAPI) -> None:
    async with visitor(app) as client:
        elsewhere = {"Host": "evil.test"}
        assert (await client.get("/privacy", headers=elsewhere)).status_code == 421
        assert (await client.get("/health/live", headers=elsewhere)).status_code == 200


async def test_documentation_of_the_interface_is_not_public(browser: httpx.AsyncClient) -> None:
    for path in ("/docs", "/redoc", "/openapi.json", "/metrics"):
        assert (await browser.get(path)).status_code == 404


async def test_the_third_of_two_allowed_is_told_when_to_come_back(browser: httpx.AsyncClient) -> None:
    statuses = [(await browser.post("/v1/rare")).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    assert 1 <= int((await browser.post("/v1/rare")).headers["retry-after"]) <= 60


async def test_somebody_who_is_not_signed_in_is_led_to_sign_in_and_back(app: FastAPI) -> None:
    async with visitor(app) as client:
        page = await client.get("/cases/1?tab=2")
        program = await client.get("/v1/me")
    assert (page.status_code, page.headers["location"]) == (303, "/sign-in?next=/cases/1%3Ftab%3D2")
    assert program.status_code == 401


async def test_somebody_without_the_role_is_refused(app: FastAPI) -> None:
    async with signed_in(app, a_person("second_reviewer")) as client:
        assert (await client.get("/")).status_code == 200
        assert (await client.get("/cases/1")).status_code == 403


async def test_a_change_of_roles_counts_from_the_next_request(
    app: FastAPI, browser: httpx.AsyncClient
) -> None:
    assert (await browser.get("/cases/1")).status_code == 200
    await put_in_directory(app, a_person("leader", user_id=CASEWORKER.user_id))
    assert (await browser.get("/cases/1")).status_code == 403


async def test_closing_an_account_ends_its_sessions_at_once(app: FastAPI, browser: httpx.AsyncClient) -> None:
    await put_in_directory(app, a_person("caseworker", user_id=CASEWORKER.user_id, is_active=False))
    assert (await browser.get("/v1/me")).status_code == 401


async def set_back(app: FastAPI, **times: timedelta) -> None:
    async with app.state.work() as uow:
        values = {name: utcnow() - time for name, time in times.items()}
        await uow.session.execute(update(TABLES.session).values(values))


@pytest.mark.parametrize(
    ("idle", "age", "status"),
    [
        (timedelta(minutes=29), timedelta(hours=1), 200),
        (timedelta(minutes=31), timedelta(hours=1), 401),
        (timedelta(minutes=1), timedelta(hours=11, minutes=59), 200),
        (timedelta(minutes=1), timedelta(hours=12, minutes=1), 401),
    ],
)
async def test_a_session_ends_when_idle_and_after_twelve_hours(
    app: FastAPI, browser: httpx.AsyncClient, idle: timedelta, age: timedelta, status: int
) -> None:
    await set_back(app, last_seen_at=idle, created_at=age)
    assert (await browser.get("/v1/me")).status_code == status


async def test_being_seen_keeps_a_session_alive(app: FastAPI, browser: httpx.AsyncClient) -> None:
    for _ in range(3):
        await set_back(app, last_seen_at=timedelta(minutes=20))
        assert (await browser.get("/v1/me")).status_code == 200


async def test_what_needs_a_fresh_sign_in_refuses_an_older_one(
    app: FastAPI, browser: httpx.AsyncClient
) -> None:
    assert (await browser.get("/reveal")).status_code == 200
    await set_back(app, signed_in_at=timedelta(minutes=16))
    stale = await browser.get("/reveal")
    assert stale.headers["location"] == "/sign-in?next=/reveal"


async def test_sessions_that_have_run_out_are_deleted_and_others_stay(
    app: FastAPI, browser: httpx.AsyncClient
) -> None:
    for age, status in ((timedelta(hours=11), 200), (timedelta(hours=13), 401)):
        await set_back(app, created_at=age)
        async with app.state.work() as uow:
            await forget_old_visits(uow.session, TABLES, at=utcnow())
        assert (await browser.get("/v1/me")).status_code == status
    async with app.state.work() as uow:
        assert (await uow.session.execute(TABLES.session.select())).all() == []


async def test_a_session_says_when_it_ends(app: FastAPI, browser: httpx.AsyncClient) -> None:
    await set_back(app, created_at=timedelta(hours=11, minutes=50))
    ends = datetime.fromisoformat((await browser.get("/v1/me")).json()["expires_at"])
    assert timedelta(minutes=9) < ends - utcnow() < timedelta(minutes=10)


async def test_a_made_up_session_is_nobody_s(app: FastAPI) -> None:
    async with visitor(app) as client:
        client.cookies.set("__Host-small", "made-up")
        assert (await client.get("/v1/me")).status_code == 401


async def test_the_database_never_sees_the_session_s_id(app: FastAPI, browser: httpx.AsyncClient) -> None:
    async with app.state.work() as uow:
        (row,) = (await uow.session.execute(TABLES.session.select())).all()
    assert browser.cookies["__Host-small"].encode() not in row.id_hash
    assert len(row.id_hash) == 32


async def test_sign_out_ends_the_session_and_clears_the_browser(browser: httpx.AsyncClient) -> None:
    token = browser.cookies["__Host-small"]
    response = await browser.post("/sign-out")
    assert (response.status_code, response.headers["location"]) == (303, "/signed-out")
    assert response.headers["clear-site-data"] == '"cache", "storage"'
    browser.cookies.set("__Host-small", token)
    assert (await browser.get("/v1/me")).status_code == 401


async def test_a_link_cannot_sign_anybody_out(browser: httpx.AsyncClient) -> None:
    assert (await browser.get("/sign-out")).status_code == 405
    assert (await browser.get("/v1/me")).status_code == 200
