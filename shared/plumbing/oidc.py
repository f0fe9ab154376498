"""The identity provider: where its doors are, what it says about a person, and whether to believe it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Any

import httpx
import stamina
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

ALGORITHMS = ["RS256", "ES256", "EdDSA"]  # signatures only: never `none`, never a shared secret
CLOCK_SKEW_SECONDS = 30
SECOND_FACTORS = frozenset({"mfa", "otp", "hwk", "swk", "sc"})  # RFC 8176; an e-mailed link is not among them
TIMEOUT = httpx.Timeout(5.0)
KEYS_READ_AGAIN_AFTER_SECONDS = 10.0  # whoever sends made-up tokens must not make us ask all the time


class SignInRefused(Exception):
    """The provider's answer cannot be believed, or does not say enough. `reason` is a code for the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ProviderUnavailable(Exception):
    """The identity provider did not answer, or not sensibly."""


@dataclass(frozen=True)
class Client:
    """This portal, as the provider knows it."""

    id: str
    secret: str
    redirect_uri: str


@dataclass(frozen=True)
class Doors:
    """The addresses the provider publishes."""

    authorization: str
    token: str
    keys: str
    end_session: str | None


@dataclass(frozen=True)
class Identity:
    issuer: str
    subject: str
    methods: frozenset[str]
    context_class: str

    @property
    def has_second_factor(self) -> bool:
        return not self.methods.isdisjoint(SECOND_FACTORS)


class Provider:
    """Reads the published settings and keys when first needed, and the keys again when they turn over."""

    def __init__(
        self,
        issuer: str,
        client: Client,
        *,
        discovery_url: str = "",
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.issuer = issuer
        self.client = client
        self._discovery_url = discovery_url or f"{issuer.rstrip('/')}/.well-known/openid-configuration"
        self._transport = transport
        self._doors: Doors | None = None
        self._keys: KeySet | None = None
        self._keys_last_turned = -math.inf

    async def sign_in_url(self, *, state: str, nonce: str, code_verifier: str, prompt: str | None) -> str:
        doors = await self.doors()
        return prepare_grant_uri(  # type: ignore[no-any-return]  # authlib is untyped
            doors.authorization,
            client_id=self.client.id,
            response_type="code",
            redirect_uri=self.client.redirect_uri,
            scope="openid",
            state=state,
            nonce=nonce,
            code_challenge=create_s256_code_challenge(code_verifier),
            code_challenge_method="S256",
            prompt=prompt,
        )

    @property
    def can_sign_out(self) -> bool:
        """Known once somebody has signed in; before that there is nothing to sign out of."""
        return self._doors is not None and self._doors.end_session is not None

    async def sign_out_url(self, back_to: str) -> str | None:
        door = (await self.doors()).end_session
        if door is None:
            return None
        query = {"client_id": self.client.id, "post_logout_redirect_uri": back_to}
        return str(httpx.URL(door).copy_merge_params(query))

    async def identify(self, code: str, *, nonce: str, code_verifier: str, at: datetime) -> Identity:
        """Trades the code for an ID token and says whom it names."""
        token = await self._id_token(code, code_verifier)
        decoded = await self.decode(token)
        claims = self._checked(decoded, nonce=nonce, at=at)
        return Identity(
            issuer=claims["iss"],
            subject=claims["sub"],
            methods=frozenset(claims.get("amr") or ()),
            context_class=str(claims.get("acr", "")),
        )

    async def doors(self) -> Doors:
        if self._doors is None:
            published = await self._get(self._discovery_url)
            if published.get("issuer") != self.issuer:
                raise ProviderUnavailable("issuer_differs")
            self._doors = _doors(published)
        return self._doors

    def _checked(self, decoded: jwt.Token, *, nonce: str, at: datetime) -> Mapping[str, Any]:
        expected = {
            "iss": {"essential": True, "value": self.issuer},
            "aud": {"essential": True, "value": self.client.id},
            "nonce": {"essential": True, "value": nonce},
        }
        claims: CodeIDToken = CodeIDToken(
            decoded.claims, decoded.header, options=expected, params={"client_id": self.client.id}
        )
        try:
            claims.validate(now=int(at.timestamp()), leeway=CLOCK_SKEW_SECONDS)
        except JoseError as fault:
            raise SignInRefused(fault.error) from fault
        return claims  # type: ignore[no-any-return]  # authlib is untyped

    async def decode(self, token: str) -> jwt.Token:
        """What a token says, when this provider has signed it. Its claims are still to be checked."""
        try:
            return jwt.decode(token, await self._key_set(), algorithms=ALGORITHMS)
        except InvalidKeyIdError as fault:
            self._forget_keys(fault)
        except (JoseError, ValueError) as fault:
            raise SignInRefused("bad_signature") from fault
        try:
            return jwt.decode(token, await self._key_set(), algorithms=ALGORITHMS)
        except (JoseError, ValueError) as fault:
            raise SignInRefused("bad_signature") from fault

    def _forget_keys(self, fault: Exception) -> None:
        if monotonic() - self._keys_last_turned < KEYS_READ_AGAIN_AFTER_SECONDS:
            raise SignInRefused("unknown_key") from fault
        self._keys_last_turned = monotonic()
        self._keys = None

    async def _key_set(self) -> KeySet:
        if self._keys is None:
            published = await self._get((await self.doors()).keys)
            self._keys = KeySet.import_key_set(published)  # type: ignore[arg-type]  # JSON as it came
        return self._keys

    async def _id_token(self, code: str, code_verifier: str) -> str:
        body = prepare_token_request(
            "authorization_code",
            redirect_uri=self.client.redirect_uri,
            code=code,
            code_verifier=code_verifier,
        )
        answer = await self._post((await self.doors()).token, body)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise SignInRefused("no_id_token")
        return token

    @stamina.retry(on=httpx.TransportError, attempts=3, timeout=10)
    async def _fetched(self, url: str) -> httpx.Response:
        async with self._http() as http:
            return await http.get(url)

    async def _get(self, url: str) -> dict[str, Any]:
        try:
            response = await self._fetched(url)
        except httpx.TransportError as fault:
            raise ProviderUnavailable("unreachable") from fault
        if not response.is_success:
            raise ProviderUnavailable("unexpected_status")
        return _object(response)

    async def _post(self, url: str, body: str) -> dict[str, Any]:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        try:
            async with self._http() as http:
                response = await http.post(url, content=body, headers=headers)
        except httpx.TransportError as fault:
            raise ProviderUnavailable("unreachable") from fault
        if response.is_server_error:
            raise ProviderUnavailable("unexpected_status")
        if not response.is_success:
            raise SignInRefused("code_refused")
        return _object(response)

    def _http(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            auth=(self.client.id, self.client.secret), timeout=TIMEOUT, transport=self._transport
        )


def _doors(published: Mapping[str, Any]) -> Doors:
    try:
        return Doors(
            authorization=published["authorization_endpoint"],
            token=published["token_endpoint"],
            keys=published["jwks_uri"],
            end_session=published.get("end_session_endpoint"),
        )
    except KeyError as fault:
        raise ProviderUnavailable("incomplete_settings") from fault


def _object(response: httpx.Response) -> dict[str, Any]:
    try:
        content = response.json()
    except ValueError as fault:
        raise ProviderUnavailable("not_json") from fault
    if not isinstance(content, dict):
        raise ProviderUnavailable("not_json")
    return content
