"""An API in OpenAPI: its calls, how one gets in, what must be sent along, and what a refusal looks like."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from fastapi import APIRouter
from fastapi.openapi.utils import get_openapi

from plumbing import account
from plumbing.access import public
from plumbing.api_refusals import DEFAULT, RESPONSES, refusal_schemas, refusals_of
from plumbing.idempotency import KEY_HEADER

INTERNAL = "/v1/internal/"
SAFE = ("get", "head")
OF_THE_FRAMEWORK = ("HTTPValidationError", "ValidationError")  # our refusals do not look like that
TOKEN = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "JWT",
    "description": "An access token of the identity provider, whose audience is the address of this API.",
}
CSRF = {
    "type": "apiKey",
    "in": "header",
    "name": "X-CSRF-Token",
    "description": "The session's token, as `GET /v1/me` gives it. Every change carries it.",
}
SENT_ALONG: Mapping[str, str] = {
    KEY_HEADER: "A name of your own for this request. Sent again with the same body within seven days, it is "
    "done once and answered alike; with another body it is refused.",
    "If-Match": "The `ETag` you have read. If it has changed since, nothing happens and the answer is 412.",
    "after": "`next` of the page before, unchanged.",
    "limit": "How many at most.",
}
ETAG = {"description": "Names this version. Send it in `If-Match`.", "schema": {"type": "string"}}
# FastAPI's way to tell two models of one name apart: `care__web__api_beds__LastDay`.
NAMED_BY_MODULE = re.compile(r"\b(?:[a-z0-9_]+?__)+?([a-z0-9_]+)__([A-Z]\w*)")
LOCATION = {
    "description": "Where it is from now on.",
    "schema": {"type": "string", "format": "uri-reference"},
}


@dataclass(frozen=True)
class Api:
    """What a service says of its own `/v1`.

    `tagged` are the answers that come with an ETag, `codes` those of its rules, and `examples` bodies
    by operation, as in `POST /v1/cases/take-next`. Without a `cookie` one gets in with a token.
    """

    title: str
    about: str
    routers: Sequence[APIRouter]
    cookie: str = ""
    tagged: frozenset[str] = frozenset()
    codes: Sequence[str] = ()
    examples: Mapping[str, Any] = field(default_factory=dict)

    def described(self) -> dict[str, Any]:
        described = self._as_fastapi_says()
        _describe_refusals(described, self.codes)
        for name, call in _calls(described):
            self._complete(name, call)
        self._describe_getting_in(described)
        return _named_shortly(described)

    def text(self) -> str:
        """As it is kept beside the guide, in an order that does not hang on that of the code."""
        return f"{json.dumps(self.described(), indent=1, ensure_ascii=False, sort_keys=True)}\n"

    def _as_fastapi_says(self) -> dict[str, Any]:
        every = (route for router in (*self.routers, account.router) for route in router.routes)
        return get_openapi(
            title=self.title,
            version="1",
            summary=self.about,
            openapi_version="3.1.0",
            routes=[route for route in every if _is_for_programs(getattr(route, "path", ""))],
        )

    def _complete(self, name: str, call: dict[str, Any]) -> None:
        call["tags"] = [name.split("/")[2]]
        call.get("parameters", []).sort(key=lambda each: (each["in"], each["name"]))
        for parameter in call.get("parameters", ()):
            _say_what_is_sent(parameter)
        for status, answer in call["responses"].items():
            if status.startswith("2"):
                _name_headers(call, status, answer, self.tagged)
        if name in self.examples:
            call["requestBody"]["content"]["application/json"]["example"] = self.examples[name]

    def _describe_getting_in(self, described: dict[str, Any]) -> None:
        if not self.cookie:
            described["components"]["securitySchemes"] = {"token": TOKEN}
            described["security"] = [{"token": []}]
            return
        session = {"type": "apiKey", "in": "cookie", "name": self.cookie, "description": "A session."}
        described["components"]["securitySchemes"] = {"session": session, "csrf": CSRF}
        described["security"] = [{"session": []}]
        for name, call in _calls(described):
            if not name.lower().startswith(SAFE):
                call["security"] = [{"session": [], "csrf": []}]


def served(api: Api) -> APIRouter:
    """The description at `/v1/openapi.json`, for everybody: it holds nothing about anybody."""
    router = APIRouter(dependencies=[public])

    @cache
    def described() -> dict[str, Any]:
        return api.described()

    @router.get("/v1/openapi.json", include_in_schema=False)
    async def show_api_description() -> dict[str, Any]:
        return described()

    return router


def _is_for_programs(path: str) -> bool:
    return path.startswith("/v1/") and not path.startswith(INTERNAL)


def _named_shortly(described: dict[str, Any]) -> dict[str, Any]:
    named: dict[str, Any] = json.loads(NAMED_BY_MODULE.sub(r"\2.\1", json.dumps(described)))
    return named


def _calls(described: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, calls in described["paths"].items():
        for method, call in calls.items():
            yield f"{method.upper()} {path}", call


def _describe_refusals(described: dict[str, Any], codes: Sequence[str]) -> None:
    for name, call in _calls(described):
        call["responses"].pop("422", None)
        call["responses"] |= {**refusals_of(name, call), **DEFAULT}
    components = described["components"]
    components["responses"] = RESPONSES
    for name in OF_THE_FRAMEWORK:
        components["schemas"].pop(name, None)
    components["schemas"] |= refusal_schemas(codes)


def _say_what_is_sent(parameter: dict[str, Any]) -> None:
    """A header that is asked for in our own words is described as needed, though FastAPI knows no better."""
    name = parameter["name"]
    if name in SENT_ALONG:
        parameter["description"] = SENT_ALONG[name]
    if parameter["in"] == "header" and name in SENT_ALONG:
        parameter["required"] = True
        parameter["schema"] = {"type": "string", "minLength": 1}


def _name_headers(call: dict[str, Any], status: str, answer: dict[str, Any], tagged: frozenset[str]) -> None:
    shown = answer.get("content", {}).get("application/json", {}).get("schema", {})
    headers = {}
    if shown.get("$ref", "").rpartition("/")[2] in tagged:
        headers["ETag"] = ETAG
    if status == "201" and KEY_HEADER in {each["name"] for each in call.get("parameters", ())}:
        headers["Location"] = LOCATION
    if headers:
        answer["headers"] = headers
