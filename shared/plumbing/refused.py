"""Accesses refused to somebody who is signed in: each leaves an audit entry, whatever refused it (S43)."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

import structlog
from fastapi import FastAPI, Request
from fastapi.routing import iter_route_contexts
from prometheus_client import Counter
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.database import Transaction, Work
from plumbing.rate_limits import RateLimits

REFUSED = Counter("nrm_access_refused_total", "Accesses refused to people signed in", ["service", "route"])
NOTED_AT_MOST = "1/minute"  # per person and route, so that asking again and again does not fill the disk

log = structlog.get_logger()


class NoteRefusals:
    """Around whatever may refuse. What leaves an entry of its own says so by `is_refusal_noted`."""

    def __init__(self, app: ASGIApp, *, service: str, work: Work[Transaction]) -> None:
        self._app = app
        self._service = service
        self._work = work
        self._limits = RateLimits({"noted": NOTED_AT_MOST})
        self._templates: Mapping[object, str] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_noted(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == HTTPStatus.FORBIDDEN:
                await self._refused(Request(scope))
            await send(message)

        await self._app(scope, receive, send_noted)

    async def _refused(self, request: Request) -> None:
        user = _whom(request)
        if user is None:
            return
        route = f"{request.method} {self._template(request)}"
        REFUSED.labels(self._service, route).inc()
        log.warning("access_refused", request_id=request.state.request_id, user_id=str(user.id), route=route)
        is_noted = getattr(request.state, "is_refusal_noted", False)
        if not is_noted and await self._limits.has_room("noted", f"{user.id} {route}"):
            await self._note(user, route, _subject(request.path_params.values()) or str(user.id))

    async def _note(self, user: User, route: str, subject: str) -> None:
        async with self._work() as uow:
            uow.audit.add(
                action="access_refused",
                actor=str(user.id),
                subject=subject,
                at=utcnow(),
                detail={"route": route},
            )

    def _template(self, request: Request) -> str:
        """Without what is filled in: an address may hold a reference, or what somebody typed."""
        self._templates = self._templates or _templates(request.app)
        return self._templates.get(request.scope.get("endpoint"), "elsewhere")


def _whom(request: Request) -> User | None:
    """Whoever is signed in here, or in whose name another service asks."""
    user: User | None = request.state.user or getattr(request.state, "asked_for", None)
    return user


def _templates(app: FastAPI) -> dict[object, str]:
    return {context.endpoint: context.path or "" for context in iter_route_contexts(app.routes)}


def _subject(filled_in: Iterable[Any]) -> str | None:
    """The first id in the address. Whatever else stands there is not ours to repeat."""
    return next((str(each) for each in filled_in if _is_id(each)), None)


def _is_id(value: Any) -> bool:
    try:
        return bool(UUID(str(value)))
    except ValueError:
        return False
