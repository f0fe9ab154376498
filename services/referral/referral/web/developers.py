"""For whoever writes a program against the API: how to start, and every call in OpenAPI. For everybody."""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from fastapi import APIRouter, Request
from fastapi.openapi.utils import get_openapi
from starlette.responses import Response

from plumbing.access import public
from plumbing.govuk.parts import Row
from plumbing.languages import gettext as _
from plumbing.pages import page
from plumbing.settings import ServiceSettings
from referral.web import api, evidence_api, form_api

router = APIRouter(dependencies=[public])

TITLE, VERSION = "Referrals", "1"
ABOUT = "Send referrals, check answers before sending, and follow what became of them."
TOKEN = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "JWT",
    "description": "An access token of the identity provider, whose audience is the address of this API.",
}


@dataclass(frozen=True)
class DevelopersPage:
    addresses: list[Row]
    curl: str
    python: str
    answers: str


@router.get("/developers")
async def show_developers(request: Request) -> Response:
    view = DevelopersPage(
        addresses=_addresses(request.app.state.settings),
        curl=example("send.sh"),
        python=example("send.py.txt"),
        answers=example("answers.json"),
    )
    return page(request, "developers.html", view)


def _addresses(settings: ServiceSettings) -> list[Row]:
    return [
        Row(_("Address of this service"), settings.portal_url),
        Row(_("Identity provider"), settings.issuer),
        Row(_("Audience that the token must name"), settings.api_audience),
    ]


@cache
def example(name: str) -> str:
    """The tests run these, so what is shown works."""
    return (resources.files("referral.web") / "examples" / name).read_text("utf-8")


@cache
def api_description() -> dict[str, Any]:
    routers = (api.router, evidence_api.router, form_api.router)
    routes = [route for router in routers for route in router.routes]
    described = get_openapi(
        title=TITLE, version=VERSION, summary=ABOUT, openapi_version="3.1.0", routes=routes
    )
    described["components"]["securitySchemes"] = {"token": TOKEN}
    described["security"] = [{"token": []}]
    return described


@router.get("/v1/openapi.json", include_in_schema=False)
async def show_api_description() -> dict[str, Any]:
    return api_description()
