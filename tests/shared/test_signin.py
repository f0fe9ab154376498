"""Signing in: the whole way with a real provider (S10, S16, S22, S23)."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import stamina
from fastapi import FastAPI
from sqlalchemy import select, update
from tests.portals import a_person, portal_settings, put_in_directory, visitor
from tests.shared.small_portal import PORTAL, TABLES, small_portal

from nrm.runtime.databases import DatabaseUrls
from nrm.runtime.processes import free_port
from plumbing.clock import utcnow
from plumbing.database import Database
from plumbing.portal import Portal
from plumbing.settings import ServiceSettings


@pytest.fixture(scope="module")
def identity_provider() -> Iterator[str]:
    """The issuer's address. It has a process of its own, where its warnings are not errors."""
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(f"http://localhost:{port}/.well-known/openid-configuration")
            yield f"http://localhost:{port}"
        finally:
            process.terminate()


@stamina.retry(on=httpx.HTTPError, attempts=100, wait_initial=0.05, wait_max=0.2, timeout=20)
def wait_for(url: str) -> None:
    httpx.get(url).raise_for_status()


@pytest.fixture
def app(
    plumbing_urls: DatabaseUrls, plumbing_database: Database, tmp_path: Path, identity_provider: str
) -> FastAPI:
    settings = portal_settings(ServiceSettings, plumbing_urls, tmp_path, issuer=identity_provider)
    return small_portal(settings, plumbing_database)


@pytest.fixture
async def browser(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    await put_in_directory(app, a_person("caseworker", issuer=app.state.settings.issuer))
    async with visitor(app) as client:
        yield client


async def at_provider(url: str, subject: str, **claims: object) -> str:
    """Agrees at the provider's own page, and returns where it sends the browser."""
    parts = urlsplit(url)
    async with httpx.AsyncClient() as http:
        await http.put(f"{parts.scheme}://{parts.netloc}/users/{subject}", json=claims)
        answer = await http.post(url, data={"sub": subject})
    return answer.headers["location"]


async def sign_in(
    browser: httpx.AsyncClient, subject: str = "casey.sample", wanted: str = "/", **claims: object
) -> httpx.Response:
    begun = await browser.get("/sign-in/start", params={"next": wanted})
    return await browser.get(await at_provider(begun.headers["location"], subject, **claims))


async def test_signing_in_leads_where_the_person_wanted_to_go(browser: httpx.AsyncClient) -> None:
    done = await sign_in(browser, wanted="/cases/7")
    assert (done.status_code, done.headers["location"]) == (303, "/cases/7")
    assert (await browser.get("/cases/7")).text == "case 7"


async def test_the_start_page_is_a_link_and_keeps_the_way_back(browser: httpx.AsyncClient) -> None:
    page = await browser.get("/sign-in?next=/cases/7")
    assert 'href="/sign-in/start?next=/cases/7"' in page.text


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_hosts(browser: httpx.AsyncClient) -> None:
    done = await sign_in(browser)
    (cookie,) = done.headers.get_list("set-cookie")
    name, *attributes = [part.strip().lower() for part in cookie.split(";")]
    assert name.startswith("__host-small=")
    assert set(attributes) == {"path=/", "secure", "httponly", "samesite=lax"}


async def test_each_sign_in_makes_a_new_session_and_ends_the_one_before(
    app: FastAPI, browser: httpx.AsyncClient
) -> None:
    browser.cookies.set("__Host-small", "planted", domain="portal.test", path="/")
    await sign_in(browser)
    first = browser.cookies["__Host-small"]
    await sign_in(browser)
    assert len({"planted", first, browser.cookies["__Host-small"]}) == 3
    assert await sessions(app) == 1


async def test_the_provider_is_asked_with_pkce_state_and_nonce(browser: httpx.AsyncClient) -> None:
    begun = await browser.get("/sign-in/start")
    asked = parse_qs(urlsplit(begun.headers["location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["scope"] == ["openid"]
    assert asked["redirect_uri"] == ["https://portal.test/sign-in/callback"]
    assert all(len(asked[name][0]) >= 43 for name in ("code_challenge", "state", "nonce"))


async def test_two_tabs_may_sign_in_side_by_side(browser: httpx.AsyncClient) -> None:
    tabs = [await browser.get(f"/sign-in/start?next=/cases/{number}") for number in (1, 2)]
    backs = [await at_provider(tab.headers["location"], "casey.sample") for tab in tabs]
    assert [(await browser.get(back)).headers["location"] for back in backs] == ["/cases/1", "/cases/2"]


async def sessions(app: FastAPI) -> int:
    async with app.state.work() as uow:
        return len((await uow.session.execute(select(TABLES.session.c.id_hash))).all())


async def test_a_changed_state_is_refused(app: FastAPI, browser: httpx.AsyncClient) -> None:
    begun = await browser.get("/sign-in/start")
    back = httpx.URL(await at_provider(begun.headers["location"], "casey.sample"))
    refused = await browser.get(back.copy_set_param("state", "made-up"))
    assert refused.status_code == 400
    assert "Signing in did not work" in refused.text
    assert await sessions(app) == 0


async def test_an_answer_meant_for_another_browser_is_refused(
    app: FastAPI, browser: httpx.AsyncClient
) -> None:
    begun = await browser.get("/sign-in/start")
    back = await at_provider(begun.headers["location"], "casey.sample")
    async with visitor(app) as victim:
        assert (await victim.get(back)).status_code == 400
    assert await sessions(app) == 0


async def test_an_answer_works_only_once(browser: httpx.AsyncClient) -> None:
    begun = await browser.get("/sign-in/start")
    back = await at_provider(begun.headers["location"], "casey.sample")
    assert [(await browser.get(back)).status_code for _ in range(2)] == [303, 400]


class WayToProvider(httpx.AsyncHTTPTransport):
    """The real network, counting how often a code is exchanged."""

    exchanges = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.exchanges += request.method == "POST"
        return await super().handle_async_request(request)


@pytest.mark.usefixtures("browser")
async def test_an_answer_brought_many_times_at_once_works_once(
    app: FastAPI, plumbing_database: Database
) -> None:
    """MH14: the provider would refuse the code a second time, but it is not even asked."""
    way = WayToProvider()
    async with visitor(small_portal(app.state.settings, plumbing_database, transport=way)) as client:
        begun = await client.get("/sign-in/start")
        back = await at_provider(begun.headers["location"], "casey.sample")
        answers = await asyncio.gather(*(client.get(back) for _ in range(20)))
    assert sorted(answer.status_code for answer in answers) == [303] + [400] * 19
    assert way.exchanges == 1
    assert await sessions(app) == 1


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Forwarded-Server", "X-Original-Host", "Forwarded"])
async def test_addresses_are_built_from_configuration_not_from_headers(
    browser: httpx.AsyncClient, header: str
) -> None:
    """MH14"""
    begun = await browser.get(
        "/sign-in/start", headers={header: "host=evil.test", "X-Forwarded-Proto": "ftp"}
    )
    asked = parse_qs(urlsplit(begun.headers["location"]).query)
    assert asked["redirect_uri"] == ["https://portal.test/sign-in/callback"]
    assert (await browser.get("/sign-in/start", headers={"Host": "evil.test"})).status_code == 421


async def test_a_sign_in_left_lying_is_refused(app: FastAPI, browser: httpx.AsyncClient) -> None:
    begun = await browser.get("/sign-in/start")
    back = await at_provider(begun.headers["location"], "casey.sample")
    async with app.state.work() as uow:
        await uow.session.execute(update(TABLES.signin).values(created_at=utcnow() - timedelta(minutes=16)))
    assert (await browser.get(back)).status_code == 400


async def test_somebody_the_directory_does_not_know_is_told_whom_to_ask(
    app: FastAPI, browser: httpx.AsyncClient
) -> None:
    refused = await sign_in(browser, "stranger.sample", email="casey.sample@example.org")
    assert refused.status_code == 403
    assert "not set up for this service" in refused.text
    assert await sessions(app) == 0


async def test_saying_no_at_the_provider_leads_back_to_the_start(browser: httpx.AsyncClient) -> None:
    begun = await browser.get("/sign-in/start")
    async with httpx.AsyncClient() as http:
        answer = await http.post(begun.headers["location"], data={"action": "deny"})
    refused = await browser.get(answer.headers["location"])
    assert refused.headers["location"] == "/sign-in"


@pytest.mark.parametrize("wanted", ["//evil.test", "/\\evil.test", "https://evil.test/"])
async def test_signing_in_never_leads_to_another_site(browser: httpx.AsyncClient, wanted: str) -> None:
    assert (await sign_in(browser, wanted=wanted)).headers["location"] == "/"


async def test_signing_in_and_out_is_written_down_once_each(app: FastAPI, browser: httpx.AsyncClient) -> None:
    """MH18"""
    await sign_in(browser)
    token = (await browser.get("/v1/me")).json()["csrf_token"]
    await browser.post("/sign-out", data={"csrf_token": token})
    async with app.state.work() as uow:
        actions = (await uow.session.execute(select(TABLES.audit.c.action))).scalars().all()
    assert sorted(actions) == ["signed_in", "signed_out"]


async def test_after_signing_out_a_link_leads_to_the_provider_s_own_sign_out(
    app: FastAPI, browser: httpx.AsyncClient
) -> None:
    await sign_in(browser)
    page = await browser.get("/signed-out")
    assert 'href="/signed-out/provider"' in page.text
    onward = (await browser.get("/signed-out/provider")).headers["location"]
    assert onward.startswith(app.state.settings.issuer)
    assert parse_qs(urlsplit(onward).query)["post_logout_redirect_uri"] == ["https://portal.test/signed-out"]


STRICT = Portal(key="strict", title="Strict portal", needs_second_factor=True)


@pytest.mark.parametrize(
    ("amr", "status"),
    [(None, 403), (["pwd"], 403), (["email"], 403), (["pwd", "otp"], 303), (["mfa"], 303), (["hwk"], 303)],
)
async def test_staff_need_a_second_factor(
    app: FastAPI, plumbing_database: Database, amr: list[str] | None, status: int
) -> None:
    strict = small_portal(app.state.settings, plumbing_database, STRICT)
    await put_in_directory(strict, a_person("caseworker", issuer=app.state.settings.issuer))
    async with visitor(strict) as client:
        assert (await sign_in(client, amr=amr)).status_code == status


async def test_one_portal_s_session_opens_no_other(
    app: FastAPI, browser: httpx.AsyncClient, plumbing_database: Database
) -> None:
    await sign_in(browser)
    other = small_portal(app.state.settings, plumbing_database, STRICT)
    async with visitor(other) as client:
        client.cookies.update(browser.cookies)
        assert (await client.get("/v1/me")).status_code == 401


async def test_the_portal_s_own_pages_still_work_without_the_provider(
    plumbing_urls: DatabaseUrls, plumbing_database: Database, tmp_path: Path
) -> None:
    settings = portal_settings(ServiceSettings, plumbing_urls, tmp_path, issuer="http://localhost:9")
    async with visitor(small_portal(settings, plumbing_database, PORTAL)) as client:
        assert (await client.get("/sign-in")).status_code == 200
        assert (await client.get("/sign-in/start")).status_code == 503
