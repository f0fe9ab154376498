"""An identity provider that says whatever a test wants it to, with the tokens it signs."""

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from typing import Any

import httpx
from joserfc import jws, jwt
from joserfc.jwk import KeySet, OctKey, RSAKey
from tests.portals import ISSUER, PORTAL_URL

from plumbing.clock import utcnow

AUDIENCE = f"{PORTAL_URL}/v1"
PUBLISHED = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": f"{ISSUER}/keys",
}
KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})


class Keys(httpx.AsyncBaseTransport):
    """Publishes settings and keys; counts how often somebody asks for the keys."""

    def __init__(self) -> None:
        self.published = KeySet([KEY])
        self.is_reachable = True
        self.asked = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if not self.is_reachable:
            raise httpx.ConnectError("away")
        if request.url.path != "/keys":
            return httpx.Response(200, json=PUBLISHED)
        self.asked += 1
        return httpx.Response(200, json=self.published.as_dict(private=False))


def claims(**changed: object) -> dict[str, Any]:
    """Those of a good token for a program; None leaves a claim out."""
    now = int(utcnow().timestamp())
    usual = {"iss": ISSUER, "aud": AUDIENCE, "sub": "records.sample", "iat": now, "exp": now + 300}
    return {name: value for name, value in (usual | changed).items() if value is not None}


def token(alg: str = "RS256", key: Any = KEY, *, kid: str = "one", **changed: object) -> str:
    return jwt.encode({"alg": alg, "kid": kid}, claims(**changed), key, algorithms=[alg])


def bearer(signed: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {signed}"}


def unsigned(said: dict[str, Any]) -> str:
    registry = jws.JWSRegistry(algorithms=["none"])
    return jwt.encode({"alg": "none"}, said, OctKey.generate_key(), registry=registry)


def hs256_with_the_public_key(said: Mapping[str, Any], key: RSAKey) -> str:
    """The classic confusion: what is public is used as if it were a shared secret."""
    start = ".".join(_part(part) for part in ({"alg": "HS256", "kid": "one"}, said))
    mac = hmac.new(key.as_pem(private=False), start.encode(), "sha256").digest()
    return f"{start}.{_encoded(mac)}"


def _part(part: object) -> str:
    return _encoded(json.dumps(part).encode())


def _encoded(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()
