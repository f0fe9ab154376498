"""What a program is told when refused, in OpenAPI: each status, and the problem in its body (RFC 9457)."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel

from plumbing.idempotency import KEY_HEADER

REF = "#/components/schemas/{model}"
WAIT = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}
WHO = {"WWW-Authenticate": {"description": "How to get in.", "schema": {"type": "string"}}}


class FaultShown(BaseModel):
    """`pointer` is a JSON pointer into the body, or names what else was sent, as in `header:If-Match`."""

    pointer: str
    code: str
    detail: str


class ProblemShown(BaseModel):
    """RFC 9457. `instance` is the request's id, for whoever looks into it."""

    type: str
    title: str
    status: int
    instance: str
    detail: str = ""
    errors: list[FaultShown] = []


def _refused(why: str, headers: Mapping[str, Any] | None = None) -> dict[str, Any]:
    shown = {"application/problem+json": {"schema": {"$ref": REF.format(model="ProblemShown")}}}
    return {"description": why, "content": shown} | ({"headers": headers} if headers else {})


WHY = {
    HTTPStatus.BAD_REQUEST: "A header that is needed, or the place to go on from, is missing or not ours.",
    HTTPStatus.FORBIDDEN: "Not for whoever asks.",
    HTTPStatus.NOT_FOUND: "Not there, or not for whoever asks to know of.",
    HTTPStatus.CONFLICT: "It cannot be done as things are. `errors` says which rule refuses.",
    HTTPStatus.PRECONDITION_FAILED: "It has changed since it was read, and nothing has happened.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "What was sent is not as described, or a rule refuses it.",
    HTTPStatus.PRECONDITION_REQUIRED: "`If-Match` is missing.",
}
RESPONSES: Mapping[str, Any] = {
    **{status.name: _refused(why) for status, why in WHY.items()},
    HTTPStatus.UNAUTHORIZED.name: _refused("Nobody has signed in, or not lately enough.", WHO),
    HTTPStatus.SERVICE_UNAVAILABLE.name: _refused("Something it needs does not answer.", WAIT),
}
DEFAULT = {"default": _refused("Refused. 429 says in `Retry-After` how many seconds to wait.")}


def refusals_of(name: str, call: Mapping[str, Any]) -> dict[str, Any]:
    """The refusals a call can meet, by what it asks for."""
    sent = {each["name"] for each in call.get("parameters", ())}
    met = [HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.SERVICE_UNAVAILABLE]
    met += [HTTPStatus.NOT_FOUND] if "{" in name else []
    met += [] if name.startswith("GET ") else [HTTPStatus.CONFLICT]
    met += [HTTPStatus.UNPROCESSABLE_ENTITY] if sent or "requestBody" in call else []
    met += [HTTPStatus.BAD_REQUEST] if sent & {KEY_HEADER, "after"} else []
    if "If-Match" in sent:
        met += [HTTPStatus.PRECONDITION_FAILED, HTTPStatus.PRECONDITION_REQUIRED]
    return {str(int(each)): {"$ref": f"#/components/responses/{each.name}"} for each in sorted(met)}


def refusal_schemas(codes: Sequence[str]) -> dict[str, Any]:
    """With the codes of the rules, where there are any; others say what is wrong with the request itself."""
    problem = ProblemShown.model_json_schema(ref_template=REF)
    schemas = {**problem.pop("$defs"), "ProblemShown": problem}
    if codes:
        schemas["RefusalCode"] = {"type": "string", "title": "RefusalCode", "enum": sorted(codes)}
        ours = {"$ref": REF.format(model="RefusalCode")}
        others = {"type": "string", "description": "What is wrong with the request, as in `missing`."}
        schemas["FaultShown"]["properties"]["code"] = {"anyOf": [ours, others]}
    return schemas
