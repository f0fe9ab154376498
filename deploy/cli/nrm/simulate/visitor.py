"""Somebody at their desk: signs in as people do, and uses a portal's API with the session that gives."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from http.cookies import SimpleCookie
from typing import Any

import httpx
import stamina

from nrm.refusals import CannotGoOn

Json = Any  # whatever a portal answers, until the caller reads it

PATIENCE = 120.0
MOST_AT_ONCE = 8
BUSY = (HTTPStatus.TOO_MANY_REQUESTS, *(HTTPStatus(status) for status in range(500, 506)))
MOVED_ON = (HTTPStatus.CONFLICT, HTTPStatus.PRECONDITION_FAILED)


class NotWelcome(CannotGoOn):
    """A portal refused something it should have granted."""


class GaveUp(CannotGoOn):
    """A portal was away for longer than our patience."""

    def __init__(self, portal: str) -> None:
        super().__init__(f"Nothing answers at {portal}. Is it the right address, and does the system run?")


class MovedOn(Exception):
    """Things are no longer as we last saw them: look again. Our own request may have been what moved them."""


class Unavailable(Exception):
    """The portal cannot be reached, is starting, or asks for time. Worth another try."""

    def __init__(self, why: str, retry_after: float | None = None) -> None:
        super().__init__(why)
        self.retry_after = retry_after


def _may_try_again(error: Exception) -> bool | timedelta:
    if isinstance(error, Unavailable) and error.retry_after is not None:
        return timedelta(seconds=error.retry_after)
    return isinstance(error, Unavailable | httpx.TransportError)


@dataclass
class Visitor:
    """One person at one portal. Each request is tried again until it is answered, for at most two minutes.

    Trying again is safe: what creates carries an Idempotency-Key, what changes is refused a second time.
    """

    portal: str
    subject: str
    client: httpx.AsyncClient
    at_once: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MOST_AT_ONCE))
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    async def get(self, path: str, **query: str | int | list[str]) -> Json:
        return (await self._patiently("GET", path, params=query)).json()

    async def post(self, path: str, body: Json = None, *, key: str = "", version: int | None = None) -> Json:
        headers = {"Idempotency-Key": key} if key else {}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        answer = await self._patiently("POST", path, json=body, headers=headers)
        return answer.json() if answer.content else None

    async def introduce(self) -> Json:
        """Who we are here, as the portal says. A portal that is not there at all is not waited for."""
        try:
            await self.client.get(f"{self.portal}/health/live")
        except httpx.TransportError as nobody:
            raise GaveUp(self.portal) from nobody
        return await self.get("/v1/me")

    async def _patiently(self, method: str, path: str, **parts: Any) -> httpx.Response:
        attempts = stamina.retry_context(_may_try_again, attempts=None, timeout=PATIENCE, wait_max=3)
        try:
            async for attempt in attempts:
                with attempt:
                    async with self.at_once:
                        return await self._once(method, path, **parts)
        except (Unavailable, httpx.TransportError) as last:
            raise GaveUp(self.portal) from last
        raise AssertionError("stamina raises when patience ends")

    async def _once(self, method: str, path: str, **parts: Any) -> httpx.Response:
        if not self.token:
            await self._sign_in()
        headers = {**parts.pop("headers", {}), **self._proof()}
        answer = await self.client.request(method, self.portal + path, headers=headers, **parts)
        if answer.status_code == HTTPStatus.UNAUTHORIZED:
            self.token = ""
            raise Unavailable("signed out")
        return _checked(answer)

    def _proof(self) -> dict[str, str]:
        """Cookies are carried by hand: they are for encrypted connections, or a browser's localhost."""
        carried = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        token = {"X-CSRF-Token": self.token} if self.token else {}
        return {"Cookie": carried, "Sec-Fetch-Site": "same-origin", **token}

    async def _sign_in(self) -> None:
        to_provider = await self._follow(f"{self.portal}/sign-in/start")
        chosen = await self.client.post(to_provider, data={"sub": self.subject})
        await self._follow(_leads_to(chosen))
        me = await self.client.get(f"{self.portal}/v1/me", headers=self._proof())
        self.token = _checked(me).json()["csrf_token"]

    async def _follow(self, address: str) -> str:
        answer = await self.client.get(address, headers=self._proof())
        for name, morsel in SimpleCookie("; ".join(_cookies(answer))).items():
            self.cookies[name] = morsel.value
        return _leads_to(answer)


def _cookies(answer: httpx.Response) -> list[str]:
    return [each.split(";", 1)[0] for each in answer.headers.get_list("set-cookie")]


def _leads_to(answer: httpx.Response) -> str:
    _checked(answer)
    location: str = answer.headers.get("location", "")
    if not location:
        raise NotWelcome(f"Signing in did not lead on from {answer.url.copy_with(query=None)}.")
    return location


def _checked(answer: httpx.Response) -> httpx.Response:
    if answer.status_code in BUSY:
        wait = answer.headers.get("retry-after")
        is_limit = answer.status_code == HTTPStatus.TOO_MANY_REQUESTS
        raise Unavailable(f"status {answer.status_code}", float(wait) if wait and is_limit else None)
    if answer.status_code in MOVED_ON:
        raise MovedOn(_said(answer))
    if answer.status_code == HTTPStatus.UNAUTHORIZED or answer.is_success or answer.is_redirect:
        return answer
    raise NotWelcome(_said(answer))


def _said(answer: httpx.Response) -> str:
    """Where, what, and which parts of what we sent are at fault; never what was in them."""
    try:
        problem: Mapping[str, Any] = answer.json()
    except ValueError:
        problem = {}
    faults = ", ".join(f"{fault['pointer']} {fault['code']}" for fault in problem.get("errors", []))
    where = f"{answer.request.method} {answer.url.copy_with(query=None)}"
    return f"{where}: {answer.status_code} {problem.get('detail', '')} {faults}".strip()


@asynccontextmanager
async def line() -> AsyncIterator[httpx.AsyncClient]:
    """One set of connections for everybody. Redirects are looked at, not followed."""
    async with httpx.AsyncClient(timeout=20, follow_redirects=False) as client:
        yield client
