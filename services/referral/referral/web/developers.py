"""For whoever writes a program against the API: how to start, and every call in OpenAPI. For everybody."""

from dataclasses import dataclass
from functools import cache
from importlib import resources

from fastapi import APIRouter, Request
from starlette.responses import Response

from plumbing.access import public
from plumbing.govuk.parts import Row
from plumbing.languages import gettext as _
from plumbing.pages import page
from plumbing.settings import ServiceSettings

router = APIRouter(dependencies=[public])


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
