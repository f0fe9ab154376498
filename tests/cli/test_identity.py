"""The development sign-in: one chooses who to be, and staff come with a second factor."""

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from nrm.identity.people import Person, write_people
from nrm.runtime.identity import IdentityProvider
from nrm.runtime.processes import ChildFailed, free_port

PEOPLE = [
    Person("pc.sample", "Officer Pat Sample", "referral", "A made-up constabulary", ("first_responder",)),
    Person("records.sample", "Records", "referral", "A made-up constabulary", ("first_responder", "program")),
    Person("casey.worker", "Casey Worker", "decision", "Single Competent Authority", ("caseworker",)),
]
PROGRAM = "records.sample"
AUDIENCE = "http://localhost:8001/v1"
BACK = "http://localhost:8002/sign-in/callback"
ASKED = {
    "client_id": "decision",
    "response_type": "code",
    "scope": "openid",
    "redirect_uri": BACK,
    "state": "some-state",
    "nonce": "some-nonce",
}


def a_provider(folder: Path) -> IdentityProvider:
    people, key = folder / "people.json", folder / "key.json"
    return IdentityProvider(folder=folder, people=people, key=key, port=free_port(), audience=AUDIENCE)


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[IdentityProvider]:
    folder = tmp_path_factory.mktemp("identity")
    write_people(folder / "people.json", PEOPLE)
    provider = a_provider(folder)
    provider.start()
    yield provider
    provider.stop()


@pytest.fixture
def browser(provider: IdentityProvider) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"http://localhost:{provider.port}") as client:
        yield client


def claims_of(browser: httpx.Client, subject: str) -> dict[str, object]:
    chosen = browser.post("/oauth2/authorize", params=ASKED, data={"sub": subject})
    code = parse_qs(urlsplit(chosen.headers["location"]).query)["code"][0]
    traded = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK}
    token = browser.post("/oauth2/token", data=traded, auth=("decision", "secret")).json()["id_token"]
    claims: dict[str, object] = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
    return claims


def test_the_page_says_what_it_is_and_offers_the_people_of_the_service_asked_for(
    browser: httpx.Client,
) -> None:
    page = browser.get("/oauth2/authorize", params=ASKED).text
    assert "Not for production" in page
    assert re.findall(r'name="sub" value="([^"]+)"', page.split("<details")[0]) == ["casey.worker"]
    assert "http" not in page.replace("https://", "http://").split("<main")[0], (
        "nothing is loaded from elsewhere"
    )


@pytest.mark.parametrize(("subject", "methods"), [("casey.worker", ["pwd", "otp"]), ("pc.sample", ["pwd"])])
def test_staff_come_with_a_second_factor_and_first_responders_without(
    browser: httpx.Client, subject: str, methods: list[str]
) -> None:
    claims = claims_of(browser, subject)
    assert (claims["sub"], claims["nonce"], claims["amr"]) == (subject, "some-nonce", methods)


def test_the_issuer_is_the_address_the_services_are_told(browser: httpx.Client) -> None:
    published = browser.get("/.well-known/openid-configuration").json()
    assert published["issuer"] == str(browser.base_url).rstrip("/")


def test_it_signs_with_the_same_key_when_started_again(
    provider: IdentityProvider, browser: httpx.Client
) -> None:
    before = browser.get("/jwks").json()
    provider.kill()
    provider.start()
    assert browser.get("/jwks").json() == before


def ask_for_token(browser: httpx.Client, secret: str, name: str = PROGRAM) -> httpx.Response:
    return browser.post("/oauth2/token", data={"grant_type": "client_credentials"}, auth=(name, secret))


def test_a_program_gets_a_token_that_the_published_keys_confirm(
    provider: IdentityProvider, browser: httpx.Client
) -> None:
    secret = (provider.folder / f"{PROGRAM}.client-secret").read_text().strip()
    token = ask_for_token(browser, secret).json()["access_token"]
    published = KeySet.import_key_set(browser.get("/jwks").json())
    found = jwt.decode(token, published, algorithms=["RS256"])
    claims = found.claims
    assert (claims["iss"], claims["aud"], claims["sub"]) == (
        f"{browser.base_url}".rstrip("/"),
        AUDIENCE,
        PROGRAM,
    )
    assert (found.header["typ"], claims["exp"] - claims["iat"]) == ("at+jwt", 300)


def test_without_its_secret_nobody_gets_a_program_s_token(browser: httpx.Client) -> None:
    for name in (PROGRAM, "pc.sample", "unknown"):
        refused = ask_for_token(browser, "guessed", name)
        assert (refused.status_code, refused.json()) == (401, {"error": "invalid_client"})


def test_nobody_can_sign_in_as_a_program(browser: httpx.Client) -> None:
    page = browser.get("/oauth2/authorize", params=ASKED | {"client_id": "referral"}).text
    assert "pc.sample" in page
    assert PROGRAM not in page


def test_its_debugger_is_off(browser: httpx.Client) -> None:
    assert browser.get("/console").status_code == 404


def test_it_does_not_start_in_production(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NRM_ENVIRONMENT", "production")
    write_people(tmp_path / "people.json", PEOPLE)
    provider = a_provider(tmp_path)
    with pytest.raises(ChildFailed, match="does not start in production"):
        provider.start()
