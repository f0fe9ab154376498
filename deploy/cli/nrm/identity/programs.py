"""Access tokens for programs: OAuth 2.0 client credentials, as the operators' own providers give them out."""

import time
from collections.abc import Iterable, Mapping
from hmac import compare_digest
from http import HTTPStatus
from pathlib import Path

import flask
from authlib import jose

from nrm.runtime.files import kept_secret

TOKENS_AT = "/oauth2/token"
GRANT = "client_credentials"
TOKEN_LASTS_SECONDS = 300


def read_programs(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Each program's secret, in a file of its own where whoever tries it out can read it."""
    return {name: kept_secret(folder / f"{name}.client-secret") for name in names}


class ProgramTokens:
    """`programs` has the secret of each; `audience` is the API the tokens are for; no other takes them."""

    def __init__(self, programs: Mapping[str, str], key: jose.RSAKey, audience: str) -> None:
        self._programs = programs
        self._key = key
        self._audience = audience

    def answer(self) -> flask.Response | None:
        """To what asks for a program's token; everything else goes on to the provider's own doors."""
        request = flask.request
        if request.path != TOKENS_AT or request.form.get("grant_type") != GRANT:
            return None
        name, secret = _credentials(request)
        if name not in self._programs or not compare_digest(self._programs[name].encode(), secret.encode()):
            return _answer(HTTPStatus.UNAUTHORIZED, {"error": "invalid_client"})
        token = {"access_token": self._token(name), "token_type": "Bearer", "expires_in": TOKEN_LASTS_SECONDS}
        return _answer(HTTPStatus.OK, token)

    def _token(self, name: str) -> str:
        now = int(time.time())
        claims = {
            "iss": flask.request.host_url.rstrip("/"),
            "aud": self._audience,
            "sub": name,
            "client_id": name,
            "iat": now,
            "exp": now + TOKEN_LASTS_SECONDS,
        }
        header = {"alg": "RS256", "typ": "at+jwt", "kid": self._key.as_dict(add_kid=True)["kid"]}
        signed: bytes = jose.jwt.encode(header, claims, self._key)
        return signed.decode()


def _credentials(request: flask.Request) -> tuple[str, str]:
    """From the `Authorization` header or from the form: providers take both."""
    basic = request.authorization
    if basic is not None and basic.type == "basic":
        return basic.username or "", basic.password or ""
    return request.form.get("client_id", ""), request.form.get("client_secret", "")


def _answer(status: HTTPStatus, content: Mapping[str, object]) -> flask.Response:
    response = flask.jsonify(content)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response
