"""Asking twice does it once: the answer to a request that creates or sends is kept, and given again."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import Depends, Header, Request
from sqlalchemy import Table, insert, select, text
from starlette.responses import JSONResponse, Response

from plumbing.access import CurrentUser, User
from plumbing.clock import utcnow
from plumbing.database import Transaction
from plumbing.problems import Fault, Problem

KEPT_FOR = timedelta(days=7)
LONGEST_KEY = 100
KEY_HEADER = "Idempotency-Key"

_TRY_LOCK = text("SELECT pg_try_advisory_xact_lock(hashtextextended(:name, 1))")


@dataclass(frozen=True)
class Once:
    """One request as its sender names it. Effect and answer are written in the same transaction:

    async with work(scope) as uow:
        if (answer := await once.earlier_answer(uow)) is not None:
            return answer
        ...
        return await once.keep(uow, HTTPStatus.CREATED, {"id": ...}, location="/v1/...")
    """

    table: Table
    caller: str
    route: str
    key: str
    request_hash: bytes

    async def earlier_answer(self, uow: Transaction) -> Response | None:
        """The answer already given; refuses when the first is still at work or the body was another."""
        name = f"{self.caller} {self.route} {self.key}"
        if not (await uow.session.execute(_TRY_LOCK, {"name": name})).scalar_one():
            raise Problem(HTTPStatus.CONFLICT, "The first request with this key is still being dealt with.")
        row = (await uow.session.execute(select(self.table).where(self._is_mine()))).one_or_none()
        if row is None:
            return None
        if row.request_hash != self.request_hash:
            raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "This key was used with another request.")
        return _response(row.status, row.response["body"], row.response["location"])

    async def keep(self, uow: Transaction, status: int, body: Any, *, location: str = "") -> Response:
        await uow.session.execute(
            insert(self.table).values(
                caller=self.caller,
                route=self.route,
                key=self.key,
                request_hash=self.request_hash,
                status=status,
                response={"body": body, "location": location},
                created_at=utcnow(),
            )
        )
        return _response(status, body, location)

    def _is_mine(self) -> Any:
        column = self.table.c
        return (column.caller == self.caller) & (column.route == self.route) & (column.key == self.key)


@dataclass(frozen=True)
class NamedRequest:
    """A request with its key, whose content is not read yet."""

    request: Request
    user: User
    key: str

    def holding(self, *parts: bytes) -> Once:
        """`parts` are what makes the request what it is: sent again, they must be the same."""
        lengths = ",".join(str(len(part)) for part in parts).encode()
        return Once(
            table=self.request.app.state.tables.idempotency,
            caller=str(self.user.id),
            route=f"{self.request.method} {self.request.url.path}",
            key=self.key,
            request_hash=hashlib.sha256(b"".join((*parts, lengths if len(parts) > 1 else b""))).digest(),
        )


async def _named(
    request: Request,
    user: CurrentUser,
    key: Annotated[str, Header(alias=KEY_HEADER, max_length=LONGEST_KEY)] = "",
) -> NamedRequest:
    if not key:
        fault = Fault(f"header:{KEY_HEADER}", "missing", "Send a key of your own that names this request.")
        raise Problem(HTTPStatus.BAD_REQUEST, "An Idempotency-Key is needed here.", faults=[fault])
    return NamedRequest(request, user, key)


Named = Annotated[NamedRequest, Depends(_named)]


async def _once(named: Named) -> Once:
    return named.holding(await named.request.body())


OnceOnly = Annotated[Once, Depends(_once)]


def _response(status: int, body: Any, location: str) -> Response:
    return JSONResponse(body, status, {"Location": location} if location else None)
