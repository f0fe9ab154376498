"""Entity tags: what has not changed is not sent again, and what has changed meanwhile is not overwritten."""

import hashlib
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Header, Request
from pydantic import BaseModel
from starlette.responses import Response

from plumbing.problems import Fault, Problem

LONGEST = 1_000


def tagged(request: Request, body: BaseModel) -> Response:
    tag = tag_of(body)
    headers = {"ETag": tag}
    if _has_seen(request.headers.get("If-None-Match", ""), tag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(body.model_dump_json(), media_type="application/json", headers=headers)


def tag_of(body: BaseModel) -> str:
    return f'"{hashlib.sha256(body.model_dump_json().encode()).hexdigest()[:32]}"'


@dataclass(frozen=True)
class Seen:
    """What the caller has seen of the thing they change; `*` stands for whatever it is by now."""

    tags: frozenset[str]

    def refuse_if_changed(self, body: BaseModel) -> None:
        if self.tags.isdisjoint((tag_of(body), "*")):
            raise Problem(
                HTTPStatus.PRECONDITION_FAILED, "It has changed. Read it again, then decide what to do."
            )


def _seen(tags: Annotated[str, Header(alias="If-Match", max_length=LONGEST)] = "") -> Seen:
    if not tags:
        fault = Fault("header:If-Match", "missing", "Send the ETag of what you have read.")
        raise Problem(HTTPStatus.PRECONDITION_REQUIRED, "If-Match is needed here.", faults=[fault])
    return Seen(frozenset(each.strip() for each in tags.split(",")))


IfMatch = Annotated[Seen, Depends(_seen)]


def _has_seen(sent: str, tag: str) -> bool:
    """Weak tags are compared by what they hold, as the standard asks of `If-None-Match`."""
    return any(each.strip().removeprefix("W/") in (tag, "*") for each in sent.split(","))
