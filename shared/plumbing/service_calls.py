"""Services asking each other: a short-lived signed token says which service calls, and for which person."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import stamina
from fastapi import Request
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OKPKey

from contracts.ids import UserId
from plumbing.access import RoleMissing, SignInNeeded, User
from plumbing.clock import utcnow
from plumbing.files import name_in
from plumbing.identifiers import new_id

ALGORITHMS = ["Ed25519"]
TOKEN_LASTS = timedelta(seconds=60)
CLOCK_SKEW_SECONDS = 5
TIMEOUT = httpx.Timeout(5.0, connect=2.0)
WHOLE_ANSWER_SECONDS = 30.0
LARGEST_JSON = 8 * 1024 * 1024
TEMPORARY = (502, 503, 504)


class PeerUnavailable(Exception):
    """The other service gave no answer, or none of any use. Say so on the page, and go on without it."""

    def __init__(self, peer: str) -> None:
        super().__init__(peer)
        self.peer = peer


class PeerRefused(Exception):
    """The other service answered, and said no: 404 for what does not exist or is not for this person."""

    def __init__(self, peer: str, status: int) -> None:
        super().__init__(f"{peer} {status}")
        self.peer = peer
        self.status = status


@dataclass(frozen=True)
class ServiceIdentity:
    """A service's own name and private key."""

    name: str
    key: OKPKey

    @classmethod
    def read(cls, name: str, key_file: Path) -> "ServiceIdentity":
        return cls(name, OKPKey.import_key(json.loads(key_file.read_text())))

    def token(self, user: User, *, audience: str, at: datetime) -> str:
        claims = {
            "iss": self.name,
            "aud": audience,
            "sub": str(user.id),
            "jti": str(new_id()),
            "iat": at,
            "exp": at + TOKEN_LASTS,
            "name": user.name,
            "organisation": user.organisation,
            "organisation_name": user.organisation_name,
            "roles": sorted(user.roles),
            "signed_in_at": int(user.signed_in_at.timestamp()),
        }
        header = {"alg": ALGORITHMS[0], "kid": self.name}
        return jwt.encode(header, claims, self.key, algorithms=ALGORITHMS)


@dataclass(frozen=True)
class ServedFile:
    """A file as the other service serves it: its name there, what kind it is said to be, and all of it."""

    name: str
    kind: str
    content: bytes


class Peer:
    """Another service. Every call acts for a person; nothing is asked in a service's own right."""

    def __init__(
        self,
        name: str,
        url: str,
        identity: ServiceIdentity,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        patience: float = WHOLE_ANSWER_SECONDS,
    ) -> None:
        """`patience`: seconds for a whole answer, however steadily it trickles."""
        self.name = name
        self._url = url
        self._identity = identity
        self._transport = transport
        self._patience = patience

    async def get(self, path: str, *, user: User, params: Mapping[str, str] | None = None) -> Any:
        """The JSON at this path, asked again a few times when the other side is only briefly away."""
        return self._json(await self._answer(_Question(path, user, params or {}, most=LARGEST_JSON)))

    async def look_for(self, path: str, wanted: Mapping[str, object], *, user: User) -> Any:
        """The JSON answer to a question that may name somebody: it goes in a body, never in an address.

        It changes nothing, so it is asked again as `get` does.
        """
        answer = await self._answer(_Question(path, user, {}, most=LARGEST_JSON, wanted=wanted))
        return self._json(answer)

    async def get_file(self, path: str, *, user: User, most: int) -> ServedFile:
        """A file of at most so many bytes, or none at all. In memory: on a disk it would lie unsealed."""
        answer = await self._answer(_Question(path, user, {}, most=most))
        kind, disposition = map(answer.headers.get, ("content-type", "content-disposition"))
        return ServedFile(name_in(disposition or ""), kind or "", answer.body)

    def _json(self, answer: "_Answer") -> Any:
        try:
            return json.loads(answer.body)
        except ValueError as fault:
            raise PeerUnavailable(self.name) from fault

    async def _answer(self, question: "_Question") -> "_Answer":
        try:
            async with asyncio.timeout(self._patience):
                answer = await self._ask(question)
        except (httpx.RequestError, _Busy, _TooMuch, TimeoutError) as fault:
            raise PeerUnavailable(self.name) from fault
        if httpx.codes.is_server_error(answer.status):
            raise PeerUnavailable(self.name)
        if not httpx.codes.is_success(answer.status):
            raise PeerRefused(self.name, answer.status)
        return answer

    @stamina.retry(on=lambda error: isinstance(error, (httpx.TransportError, _Busy)), attempts=3, timeout=8)
    async def _ask(self, question: "_Question") -> "_Answer":
        async with (
            httpx.AsyncClient(
                base_url=self._url, timeout=TIMEOUT, transport=self._transport, follow_redirects=False
            ) as http,
            http.stream(
                "GET" if question.wanted is None else "POST",
                question.path,
                headers=self._headers(question.user),
                params=question.params,
                json=question.wanted,
            ) as response,
        ):
            if response.status_code in TEMPORARY:
                raise _Busy
            return _Answer(response.status_code, response.headers, await _read(response, question.most))

    def _headers(self, user: User) -> dict[str, str]:
        """Not compressed, so that what is counted while reading is what there is."""
        token = self._identity.token(user, audience=self.name, at=utcnow())
        return {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}


@dataclass(frozen=True)
class _Question:
    """Its text goes to the log when it has to be asked again, so it names nobody."""

    path: str
    user: User = field(repr=False)
    params: Mapping[str, str]
    most: int
    wanted: Mapping[str, object] | None = field(default=None, repr=False)


@dataclass(frozen=True)
class _Answer:
    status: int
    headers: httpx.Headers
    body: bytes


async def _read(response: httpx.Response, most: int) -> bytes:
    """Counted while reading, because a length that is announced need not be true."""
    read = bytearray()
    async for piece in response.aiter_bytes():
        read += piece
        if len(read) > most:
            raise _TooMuch
    return bytes(read)


class _TooMuch(Exception):
    """More than was bargained for; asking again would not make it less."""


class _Busy(Exception):
    """Asked at a bad moment; worth asking again."""


@dataclass(frozen=True)
class PeerKeys:
    """The public keys of the services that may call this one, and this one's own name."""

    service: str
    keys: KeySet

    @classmethod
    def read(cls, service: str, peer_keys_file: Path) -> "PeerKeys":
        return cls(service, KeySet.import_key_set(json.loads(peer_keys_file.read_text())))

    def verify(self, token: str, *, at: datetime) -> tuple[str, User]:
        """Which service calls, and for whom. A key speaks only for the service it is named after."""
        try:
            decoded = jwt.decode(token, self.keys, algorithms=ALGORITHMS)
            self._expectations(decoded.header.get("kid"), at).validate(decoded.claims)
            _refuse_long_life(decoded.claims)
            return decoded.claims["iss"], _user(decoded.claims)
        except (JoseError, ValueError, KeyError, TypeError) as fault:
            raise SignInNeeded from fault

    def _expectations(self, kid: object, at: datetime) -> jwt.JWTClaimsRegistry:
        return jwt.JWTClaimsRegistry(
            now=int(at.timestamp()),
            leeway=CLOCK_SKEW_SECONDS,
            iss={"essential": True, "value": str(kid)},
            aud={"essential": True, "value": self.service},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
        )


def _refuse_long_life(claims: Mapping[str, Any]) -> None:
    """A peer whose clock or code is wrong must not leave tokens lying about that work for hours."""
    if claims["exp"] - claims["iat"] > TOKEN_LASTS.total_seconds():
        raise ValueError("token_lasts_too_long")


def _user(claims: Mapping[str, Any]) -> User:
    return User(
        id=UserId(UUID(claims["sub"])),
        name=str(claims["name"]),
        organisation=str(claims["organisation"]),
        organisation_name=str(claims["organisation_name"]),
        roles=frozenset(str(role) for role in claims["roles"]),
        signed_in_at=datetime.fromtimestamp(claims["signed_in_at"], tz=UTC),
    )


@dataclass(frozen=True)
class CalledBy:
    """The rule of a route for services: which of them may call, for people with which roles."""

    services: tuple[str, ...]
    roles: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{' or '.join(self.services)} for {' or '.join(self.roles)}"

    async def __call__(self, request: Request) -> User:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme != "Bearer":
            raise SignInNeeded
        peer_keys: PeerKeys = request.app.state.peer_keys
        service, user = peer_keys.verify(token, at=utcnow())
        request.state.asked_for = user
        if service not in self.services or not user.has_any(*self.roles):
            raise RoleMissing
        return user


def called_by(*services: str, roles: Sequence[str]) -> CalledBy:
    return CalledBy(services, tuple(roles))


def generate_service_keys(folder: Path, services: Sequence[str]) -> None:
    """A private key for each service, and for each the public keys of the others. Keys already there stay."""
    folder.mkdir(parents=True, exist_ok=True)
    keys = {service: _key_of(service, folder / f"{service}.key.json") for service in services}
    for service in services:
        others = [keys[other].as_dict(private=False) for other in services if other != service]
        (folder / f"{service}.peers.json").write_text(json.dumps({"keys": others}, indent=2))


def _key_of(service: str, file: Path) -> OKPKey:
    if not file.exists():
        key = OKPKey.generate_key("Ed25519", {"kid": service, "use": "sig"})
        file.touch(mode=0o600)
        file.write_text(json.dumps(key.as_dict(private=True), indent=2))
    return OKPKey.import_key(json.loads(file.read_text()))
