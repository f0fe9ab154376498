"""Programs call with access tokens: whose are believed, and where they lead (S13, S22, S28, S32)."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from httpx import ASGITransport
from joserfc.jwk import KeySet, RSAKey
from tests.identity import KEY, Keys, bearer, claims, hs256_with_the_public_key, token, unsigned
from tests.portals import ISSUER, PORTAL_URL, a_person, portal_settings, put_in_directory, signed_in
from tests.shared.small_portal import PORTAL, small_portal

from nrm.runtime.databases import DatabaseUrls
from plumbing.clock import utcnow
from plumbing.database import Database
from plumbing.settings import ServiceSettings

OPEN = replace(PORTAL, is_open_to_programs=True)
RECORDS = a_person("first_responder", "program", organisation="a-force", subject="records.sample")


@pytest.fixture
def settings(plumbing_urls: DatabaseUrls, tmp_path: Path) -> ServiceSettings:
    return portal_settings(ServiceSettings, plumbing_urls, tmp_path, sign_in_limit="30/minute")


@pytest.fixture
def provider() -> Keys:
    return Keys()


@pytest.fixture
async def app(settings: ServiceSettings, plumbing_database: Database, provider: Keys) -> FastAPI:
    app = small_portal(settings, plumbing_database, OPEN, transport=provider)
    await put_in_directory(app, RECORDS)
    return app


@pytest.fixture
async def program(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """It keeps no cookies and says nothing of where it comes from."""
    async with httpx.AsyncClient(transport=ASGITransport(app), base_url=PORTAL_URL) as client:
        yield client


async def test_a_program_is_who_our_directory_says(program: httpx.AsyncClient) -> None:
    signed = token(organisation="another-force", roles=["leader"], name="Somebody else")
    me = (await program.get("/v1/me", headers=bearer(signed))).json()
    assert (me["user_id"], me["organisation"]) == (str(RECORDS.user_id), "a-force")
    assert (me["roles"], me["csrf_token"]) == (["first_responder", "program"], None)


async def test_a_program_may_change_things_without_a_session_s_token(
    app: FastAPI, program: httpx.AsyncClient
) -> None:
    headers = {**bearer(token()), "Idempotency-Key": "one"}
    made = await program.post("/v1/things", json={"name": "a"}, headers=headers)
    assert made.status_code == 201
    assert "set-cookie" not in made.headers
    assert app.state.written == ["a"]


NOW = int(utcnow().timestamp())
REFUSED: list[object] = [
    pytest.param(lambda: token(aud="referral"), id="another audience"),
    pytest.param(lambda: token(aud=None), id="no audience"),
    pytest.param(lambda: token(iss="https://evil.test"), id="another issuer"),
    pytest.param(lambda: token(iss=None), id="no issuer"),
    pytest.param(lambda: token(exp=NOW - 31), id="expired"),
    pytest.param(lambda: token(exp=None), id="never expires"),
    pytest.param(lambda: token(exp=NOW + 3 * 3600), id="lasts too long"),
    pytest.param(lambda: token(iat=NOW + 3600, exp=NOW + 3700), id="from the future"),
    pytest.param(lambda: token(nbf=NOW + 3600), id="not yet"),
    pytest.param(lambda: token(sub=None), id="no subject"),
    pytest.param(lambda: token(key=RSAKey.generate_key(2048)), id="another key"),
    pytest.param(lambda: token(kid="unknown"), id="a key nobody knows"),
    pytest.param(lambda: token("RS512"), id="an algorithm that is not on the list"),
    pytest.param(lambda: hs256_with_the_public_key(claims(), KEY), id="HS256 with the public key"),
    pytest.param(lambda: unsigned(claims()), id="alg none"),
    pytest.param(lambda: token()[:-4] + "AAAA", id="a changed signature"),
    pytest.param(lambda: "MTIz.MTIz.MTIz", id="numbers"),
    pytest.param(lambda: "W10.W10.W10", id="lists"),
    pytest.param(lambda: "no token", id="no token at all"),
    pytest.param(lambda: "", id="nothing"),
]


@pytest.mark.parametrize("signed", REFUSED)
@pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")
async def test_a_token_that_does_not_hold_is_refused(
    program: httpx.AsyncClient, signed: Callable[[], str]
) -> None:
    refused = await program.get("/v1/me", headers=bearer(signed()))
    assert refused.status_code == 401
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.headers["www-authenticate"].startswith("Bearer")


async def test_without_a_token_the_answer_says_what_is_needed(program: httpx.AsyncClient) -> None:
    refused = await program.get("/v1/me")
    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")


async def test_a_token_for_several_audiences_is_good_when_ours_is_among_them(
    program: httpx.AsyncClient,
) -> None:
    signed = token(aud=["account", f"{PORTAL_URL}/v1"])
    assert (await program.get("/v1/me", headers=bearer(signed))).status_code == 200


async def test_what_is_taken_from_a_program_is_gone_at_its_next_call(
    app: FastAPI, program: httpx.AsyncClient
) -> None:
    """S32: however long its token still lasts."""
    headers = bearer(token())
    assert (await program.get("/v1/me", headers=headers)).status_code == 200
    await put_in_directory(app, replace(RECORDS, is_active=False))
    refused = await program.get("/v1/me", headers=headers)
    assert (refused.status_code, "not registered" in refused.text) == (403, True)


async def test_a_person_s_token_opens_nothing_here(app: FastAPI, program: httpx.AsyncClient) -> None:
    await put_in_directory(app, a_person("first_responder", subject="pc.sample"))
    assert (await program.get("/v1/me", headers=bearer(token(sub="pc.sample")))).status_code == 403


async def test_pages_know_no_programs(program: httpx.AsyncClient) -> None:
    page = await program.get("/", headers=bearer(token()))
    assert (page.status_code, page.headers["location"]) == (303, "/sign-in?next=/")


async def test_calls_between_services_are_not_for_programs(program: httpx.AsyncClient) -> None:
    assert (await program.get("/v1/internal/anything", headers=bearer(token()))).status_code == 404
    assert (await program.get("/v1/shared/1", headers=bearer(token()))).status_code == 401


async def test_a_portal_that_is_not_open_to_programs_knows_none(
    settings: ServiceSettings, plumbing_database: Database, provider: Keys
) -> None:
    closed = small_portal(settings, plumbing_database, PORTAL, transport=provider)
    await put_in_directory(closed, RECORDS)
    async with httpx.AsyncClient(transport=ASGITransport(closed), base_url=PORTAL_URL) as client:
        assert (await client.get("/v1/me", headers=bearer(token()))).status_code == 401


async def test_a_browser_s_session_comes_before_a_token_and_needs_its_own_proof(app: FastAPI) -> None:
    """S13: adding a token to a forged request does not make it a program's."""
    async with signed_in(app, a_person("caseworker")) as browser:
        del browser.headers["X-CSRF-Token"]
        headers = {**bearer(token()), "Idempotency-Key": "one"}
        assert (await browser.post("/v1/things", json={"name": "a"}, headers=headers)).status_code == 403


async def test_a_program_is_limited_like_a_person(program: httpx.AsyncClient) -> None:
    """S9"""
    statuses = [(await program.post("/v1/rare", headers=bearer(token()))).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


async def test_guessing_tokens_is_limited(program: httpx.AsyncClient) -> None:
    """S9"""
    guesses = [(await program.get("/v1/me", headers=bearer("made.up.token"))) for _ in range(31)]
    assert [guess.status_code for guess in guesses] == [401] * 30 + [429]
    assert guesses[-1].headers["retry-after"]


async def test_the_provider_may_change_its_keys_and_made_up_keys_do_not_make_us_ask_again(
    program: httpx.AsyncClient, provider: Keys
) -> None:
    assert (await program.get("/v1/me", headers=bearer(token()))).status_code == 200
    turned = RSAKey.generate_key(2048, {"kid": "two", "use": "sig"})
    provider.published = KeySet([turned])
    again = await program.get("/v1/me", headers=bearer(token(key=turned, kid="two")))
    assert (again.status_code, provider.asked) == (200, 2)
    for number in range(5):
        guess = await program.get("/v1/me", headers=bearer(token(kid=f"guess-{number}")))
        assert guess.status_code == 401
    assert provider.asked == 2


async def test_without_the_provider_a_program_is_asked_to_come_back(
    program: httpx.AsyncClient, provider: Keys
) -> None:
    """S45: what cannot be checked is not let in."""
    provider.is_reachable = False
    reply = await program.get("/v1/me", headers=bearer(token()))
    assert (reply.status_code, reply.headers["retry-after"]) == (503, "30")


def test_the_audience_is_the_address_of_the_api(settings: ServiceSettings) -> None:
    assert (settings.api_audience, settings.issuer) == (f"{PORTAL_URL}/v1", ISSUER)
