"""What guards every request and marks every response, as plain ASGI: cheap, and in force for errors too."""

import secrets
from collections.abc import AsyncIterator, Mapping
from hmac import compare_digest
from http import HTTPStatus
from urllib.parse import urlsplit
from uuid import uuid4

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartParser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from plumbing.languages import N_
from plumbing.problems import Answers, Problem

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
LARGEST_BODY = 26 * 1024 * 1024
MultiPartParser.spool_max_size = LARGEST_BODY  # in memory: on the disk it would lie unsealed
MOST_FIELDS = 200
MOST_FILES = 1
CSRF_FIELD = "csrf_token"
STALE = N_("Nothing was saved. Go back, reload the page and try again.")
CSRF_HEADER = "X-CSRF-Token"
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")

SECURITY_HEADERS: Mapping[str, str] = {
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def content_security_policy(nonce: str) -> str:
    return (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; font-src 'self'; manifest-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    )


class MarkResponses:
    """Outermost: gives the request its id and the response its headers, whatever happens in between.

    `shown` is put on every request, for the pages.
    """

    def __init__(self, app: ASGIApp, *, shown: Mapping[str, object]) -> None:
        self._app = app
        self._shown = shown

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id, nonce = uuid4().hex, secrets.token_urlsafe(16)
        state = scope.setdefault("state", {})
        state.update(self._shown, session=None, user=None, csrf_token="")
        state.update(request_id=request_id, csp_nonce=nonce)

        async def send_marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                _mark(MutableHeaders(scope=message), scope, request_id, nonce)
            await send(message)

        await self._app(scope, receive, send_marked)


def _mark(headers: MutableHeaders, scope: Scope, request_id: str, nonce: str) -> None:
    headers.update(SECURITY_HEADERS)
    headers["Content-Security-Policy"] = headers.get(
        "Content-Security-Policy", content_security_policy(nonce)
    )
    headers["X-Request-Id"] = request_id
    headers["Cache-Control"] = _caching(scope)


def _caching(scope: Scope) -> str:
    """Asset links carry the hash of the content, so those copies never grow stale. Nothing else is kept."""
    if not scope["path"].startswith("/assets/"):
        return "no-store"
    return "public, max-age=31536000, immutable" if scope["query_string"] else "public, max-age=3600"


class AnswerFailures:
    """Turns whatever was raised into a page or a problem, unless the answer is already on its way."""

    def __init__(self, app: ASGIApp, *, answers: Answers) -> None:
        self._app = app
        self._answers = answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def send_noticed(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, send_noticed)
        except Exception as error:
            if started:
                raise
            response = await self._answers(Request(scope, receive), error)
            await response(scope, receive, send)


class OwnHostOnly:
    """Refuses requests addressed to another host, except from programs and probes that bring no session."""

    def __init__(self, app: ASGIApp, *, host: str, cookie: str) -> None:
        self._app = app
        self._host = host
        self._cookie = cookie

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._is_welcome(scope):
            raise HTTPException(HTTPStatus.MISDIRECTED_REQUEST)
        await self._app(scope, receive, send)

    def _is_welcome(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        machine = scope["path"].startswith("/health/") or is_program(Request(scope), self._cookie)
        return machine or headers.get("host") == self._host


class LimitBody:
    """Counts while reading, because a length that is announced need not be true, nor announced at all."""

    def __init__(self, app: ASGIApp, *, largest: int = LARGEST_BODY) -> None:
        self._app = app
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if self._announced(scope) > self._largest:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        read = 0

        async def receive_counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self._largest:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return message

        await self._app(scope, receive_counted, send)

    def _announced(self, scope: Scope) -> int:
        length = Headers(scope=scope).get("content-length", "0")
        return int(length) if length.isdecimal() else 0


class SameOriginOnly:
    """First half of the protection against forged requests: unsafe methods come from our own pages."""

    def __init__(self, app: ASGIApp, *, origin: str, cookie: str) -> None:
        self._app = app
        self._origin = origin
        self._cookie = cookie

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._is_ours(Request(scope)):
            raise Problem(HTTPStatus.FORBIDDEN, STALE, heading=N_("This did not come from our pages"))
        await self._app(scope, receive, send)

    def _is_ours(self, request: Request) -> bool:
        if request.method in SAFE_METHODS or is_program(request, self._cookie):
            return True
        site = request.headers.get("sec-fetch-site")
        if site is not None:
            return site == "same-origin"
        return request.headers.get("origin") == self._origin


def is_program(request: Request, cookie: str) -> bool:
    """A call that brings its own proof and no cookie: no browser can be tricked into making it."""
    return cookie not in request.cookies and request.headers.get("authorization", "").startswith("Bearer ")


async def check_csrf(request: Request) -> AsyncIterator[None]:
    """Second half: the token of this very session. Without a session there is nobody to act for."""
    session = request.state.session
    if request.method in SAFE_METHODS or session is None:
        yield
        return
    if not compare_digest((await _sent_token(request)).encode(), session.csrf_token.encode()):
        raise Problem(HTTPStatus.FORBIDDEN, STALE, heading=N_("This page is out of date"))
    try:
        yield
    finally:
        await request.close()


async def _sent_token(request: Request) -> str:
    """Reads a form under our limits; what reads it later gets this same form."""
    field: object = None
    if request.headers.get("content-type", "").startswith(FORMS):
        form = await request.form(max_fields=MOST_FIELDS, max_files=MOST_FILES)
        field = form.get(CSRF_FIELD)
    token = request.headers.get(CSRF_HEADER, field)
    return token if isinstance(token, str) else ""


def host_of(url: str) -> str:
    return urlsplit(url).netloc


def origin_of(url: str) -> str:
    return f"{urlsplit(url).scheme}://{host_of(url)}"
