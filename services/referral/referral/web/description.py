"""The API in OpenAPI: every call, how a program gets in, and what a refusal looks like."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel

from plumbing import account
from referral.web import api, evidence_api, form_api

TITLE, VERSION = "Referrals", "1"
ABOUT = "Send referrals, check answers before sending, add evidence, and follow what became of them."
TOKEN = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "JWT",
    "description": "An access token of the identity provider, whose audience is the address of this API.",
}
OF_THE_FRAMEWORK = ("HTTPValidationError", "ValidationError")  # our refusals do not look like that


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


REFUSED = {
    "description": "Refused. 401, 429 and 503 say in a header what is needed, or how long to wait.",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemShown"}}},
}


@cache
def api_description() -> dict[str, Any]:
    routers = (api.router, evidence_api.router, form_api.router, account.router)
    routes = [route for router in routers for route in router.routes]
    described = get_openapi(
        title=TITLE, version=VERSION, summary=ABOUT, openapi_version="3.1.0", routes=routes
    )
    _describe_refusals(described)
    described["components"]["securitySchemes"] = {"token": TOKEN}
    described["security"] = [{"token": []}]
    return described


def _describe_refusals(described: dict[str, Any]) -> None:
    for operation in _operations(described):
        operation["responses"].pop("422", None)
        operation["responses"]["default"] = REFUSED
    schemas = described["components"]["schemas"]
    for name in OF_THE_FRAMEWORK:
        schemas.pop(name, None)
    problem = ProblemShown.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= {**problem.pop("$defs"), "ProblemShown": problem}


def _operations(described: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in described["paths"].values():
        yield from path.values()
