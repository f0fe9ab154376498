"""Programs of other organisations. They have no browser and no session: each call brings an access token.

The token comes from the provider that people sign in with (OAuth 2.0 client credentials). It says who
calls, and nothing else in it is believed: organisation and roles are in our own directory, as people's are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import Request
from joserfc import jwt
from joserfc.errors import JoseError
from starlette.types import ASGIApp, Receive, Scope, Send

from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.database import Transaction, Work
from plumbing.directory import Directory
from plumbing.oidc import CLOCK_SKEW_SECONDS, Provider, SignInRefused
from plumbing.problems import Problem
from plumbing.rate_limits import count_stranger
from plumbing.security import is_program
from plumbing.tables import PlumbingTables

LONGEST_LIFE = timedelta(hours=2)
OPEN_TO_PROGRAMS = "/v1/"
BETWEEN_SERVICES = "/v1/internal/"  # calls that bring tokens of another kind

log = structlog.get_logger()


@dataclass(frozen=True)
class ProgramAccess:
    """Whom an access token stands for. `audience` is this API's address; tokens for others are refused."""

    provider: Provider
    work: Work[Transaction]
    tables: PlumbingTables
    audience: str

    async def user_of(self, token: str, *, at: datetime) -> User:
        decoded = await self.provider.decode(token)
        claims = self._checked(decoded.claims, at)
        signed_in_at = datetime.fromtimestamp(claims["iat"], tz=UTC)
        async with self.work() as uow:
            directory = Directory(uow.session, self.tables.directory)
            user = await directory.program(claims["iss"], claims["sub"], at=at, signed_in_at=signed_in_at)
        if user is None:
            raise Problem(HTTPStatus.FORBIDDEN, "This program is not registered here, or no longer.")
        return user

    def _checked(self, claims: Mapping[str, Any], at: datetime) -> Mapping[str, Any]:
        try:
            self._expectations(at).validate(dict(claims))
        except JoseError as fault:
            raise SignInRefused(fault.error) from fault
        if claims["exp"] - claims["iat"] > LONGEST_LIFE.total_seconds():
            raise SignInRefused("token_lasts_too_long")
        return claims

    def _expectations(self, at: datetime) -> jwt.JWTClaimsRegistry:
        return jwt.JWTClaimsRegistry(
            now=int(at.timestamp()),
            leeway=CLOCK_SKEW_SECONDS,
            iss={"essential": True, "value": self.provider.issuer},
            aud={"essential": True, "value": self.audience},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
        )


class LoadProgram:
    """Puts the program on the request as its user, before anything decides who may do what.

    Only below `/v1/`: pages know no programs.
    """

    def __init__(self, app: ASGIApp, *, access: ProgramAccess, cookie: str) -> None:
        self._app = app
        self._access = access
        self._cookie = cookie

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _is_for_programs(scope["path"]):
            await self._load(Request(scope))
        await self._app(scope, receive, send)

    async def _load(self, request: Request) -> None:
        if not is_program(request, self._cookie):
            return
        token = request.headers["authorization"].removeprefix("Bearer ").strip()
        try:
            request.state.user = await self._access.user_of(token, at=utcnow())
        except SignInRefused as refusal:
            log.warning("token_refused", reason=refusal.reason, request_id=request.state.request_id)
            await count_stranger(request, "sign_in")
            raise _token_refused() from refusal


def _is_for_programs(path: str) -> bool:
    return path.startswith(OPEN_TO_PROGRAMS) and not path.startswith(BETWEEN_SERVICES)


def _token_refused() -> Problem:
    return Problem(
        HTTPStatus.UNAUTHORIZED,
        "The access token is not valid here. Get a new one, made for this API, and try again.",
        headers={"WWW-Authenticate": 'Bearer error="invalid_token"'},
    )
