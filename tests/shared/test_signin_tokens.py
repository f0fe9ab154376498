"""Every token not to be believed, from a provider made up to say what no honest one would (S22)."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from tests.identity import hs256_with_the_public_key, unsigned

from plumbing.oidc import Client, Provider, ProviderUnavailable, SignInRefused

ISSUER = "https://provider.test"
KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)
CLAIMS = {
    "iss": ISSUER,
    "aud": "portal",
    "sub": "casey.sample",
    "iat": int(NOW.timestamp()),
    "exp": int(NOW.timestamp()) + 300,
    "nonce": "the-nonce",
}
SETTINGS = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": f"{ISSUER}/keys",
}


def signed(alg: str = "RS256", key: Any = KEY, **changed: object) -> str:
    claims = {name: value for name, value in (CLAIMS | changed).items() if value is not None}
    return jwt.encode({"alg": alg, "kid": "one"}, claims, key, algorithms=[alg])


def provider_saying(
    token: object, *, key: RSAKey = KEY, settings: dict[str, str] = SETTINGS, status: int = 200
) -> Provider:
    answers: dict[str, tuple[int, object]] = {
        "/.well-known/openid-configuration": (200, settings),
        "/keys": (200, KeySet([key]).as_dict(private=False)),
        "/token": (status, {"id_token": token, "access_token": "x"}),
    }

    def answer(request: httpx.Request) -> httpx.Response:
        code, content = answers[request.url.path]
        return httpx.Response(code, json=content)

    client = Client("portal", "secret", "https://portal.test/sign-in/callback")
    return Provider(ISSUER, client, transport=httpx.MockTransport(answer))


async def identify(provider: Provider) -> str:
    identity = await provider.identify("code", nonce="the-nonce", code_verifier="v", at=NOW)
    return identity.subject


async def test_a_good_token_names_its_subject() -> None:
    assert await identify(provider_saying(signed())) == "casey.sample"


REFUSED = [
    pytest.param(lambda: signed(aud="another-client"), id="another audience"),
    pytest.param(lambda: signed(aud=["portal", "other"], azp="other"), id="another authorised party"),
    pytest.param(lambda: signed(iss="https://evil.test"), id="another issuer"),
    pytest.param(lambda: signed(exp=int(NOW.timestamp()) - 31), id="expired"),
    pytest.param(lambda: signed(exp=None), id="never expires"),
    pytest.param(lambda: signed(iat=int(NOW.timestamp()) + 120), id="from the future"),
    pytest.param(lambda: signed(nonce="another"), id="another nonce"),
    pytest.param(lambda: signed(nonce=None), id="no nonce"),
    pytest.param(lambda: signed(sub=None), id="no subject"),
    pytest.param(lambda: signed(key=RSAKey.generate_key(2048)), id="another key"),
    pytest.param(lambda: signed("RS512"), id="algorithm not on the list"),
    pytest.param(lambda: hs256_with_the_public_key(CLAIMS, KEY), id="HS256 with the public key"),
    pytest.param(lambda: unsigned(CLAIMS), id="alg none"),
    pytest.param(lambda: signed()[:-4] + "AAAA", id="changed signature"),
    pytest.param(lambda: "not a token", id="no token at all"),
    pytest.param(lambda: None, id="nothing"),
]


@pytest.mark.parametrize("token", REFUSED)
@pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")
async def test_a_token_that_does_not_hold_is_refused(token: Any) -> None:
    with pytest.raises(SignInRefused):
        await identify(provider_saying(token()))


async def test_a_refused_code_is_a_refused_sign_in() -> None:
    with pytest.raises(SignInRefused):
        await identify(provider_saying(None, status=400))


async def test_a_provider_that_calls_itself_something_else_is_not_ours() -> None:
    with pytest.raises(ProviderUnavailable):
        await identify(provider_saying(signed(), settings=SETTINGS | {"issuer": "https://evil.test"}))


async def test_a_provider_may_change_its_keys() -> None:
    turned_over = RSAKey.generate_key(2048, {"kid": "two", "use": "sig"})
    published = [KeySet([KEY]), KeySet([turned_over])]

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/keys":
            return httpx.Response(200, json=published.pop(0).as_dict(private=False))
        token = jwt.encode({"alg": "RS256", "kid": "two"}, CLAIMS, turned_over)
        return httpx.Response(200, json=SETTINGS | {"id_token": token})

    client = Client("portal", "secret", "https://portal.test/sign-in/callback")
    assert await identify(Provider(ISSUER, client, transport=httpx.MockTransport(answer))) == "casey.sample"
