"""Turns a template and a view into a page inside its frame: portal, person signed in, navigation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from plumbing.clock import utcnow
from plumbing.govuk.environment import create_environment
from plumbing.languages import NAMES, Language, gettext, has_unreviewed, language
from plumbing.return_paths import own_path

if TYPE_CHECKING:
    from plumbing.access import User
    from plumbing.portal import Portal
    from plumbing.sessions import Session

__all__ = ["Shell", "create_environment", "form_page", "page", "render", "see_other"]


@dataclass(frozen=True)
class LanguageLink:
    """Leads back to the same page in another language."""

    language: Language
    name: str
    href: str


@dataclass(frozen=True)
class Shell:
    """What surrounds every page."""

    portal: "Portal"
    path: str = "/"
    user: "User | None" = None
    csrf_token: str = ""
    csp_nonce: str = ""
    is_demo: bool = True
    session_seconds: int = 0
    lang: Language = "en"
    is_unreviewed: bool = False
    other_languages: Sequence[LanguageLink] = ()

    @classmethod
    def of(cls, request: Request, *, can_turn_back: bool = True) -> "Shell":
        state = request.state
        return cls(
            portal=state.portal,
            path=request.url.path,
            user=getattr(state, "user", None),
            csrf_token=getattr(state, "csrf_token", ""),
            csp_nonce=getattr(state, "csp_nonce", ""),
            is_demo=getattr(state, "is_demo", True),
            session_seconds=_seconds_left(getattr(state, "session", None)),
            lang=language(),
            is_unreviewed=has_unreviewed(language()),
            other_languages=_other_languages(request) if can_turn_back else [],
        )


def page(request: Request, template: str, view: object = None, *, status: int = HTTPStatus.OK) -> Response:
    """`view` is a frozen dataclass or a mapping; templates read it as `view.…`."""
    environment: Environment = request.app.state.environment
    shell = Shell.of(request, can_turn_back=status == HTTPStatus.OK)
    return HTMLResponse(render(environment, template, view, shell), status_code=status)


def form_page(request: Request, template: str, view: object) -> Response:
    """A page with a form: refused as what cannot be processed while something in it is wrong."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if _errors(_readable(view)) else HTTPStatus.OK
    return page(request, template, view, status=status)


def render(environment: Environment, template: str, view: object, shell: Shell) -> str:
    shown = _readable(view)
    return environment.get_template(template).render(
        view=shown, errors=_errors(shown), navigation=_navigation(shell), **vars(shell)
    )


def _other_languages(request: Request) -> list[LanguageLink]:
    """Not on the answer to a form: a link away from there would lose what was typed. Nor on a refusal."""
    if request.method not in ("GET", "HEAD"):
        return []
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    back = quote(own_path(here), safe="/")
    others = [each for each in request.state.portal.languages if each != language()]
    return [LanguageLink(each, NAMES[each], f"/language/{each}?next={back}") for each in others]


def see_other(path: str) -> Response:
    """After a form is sent. Never leaves this site."""
    return RedirectResponse(own_path(path), HTTPStatus.SEE_OTHER)


def _seconds_left(session: "Session | None") -> int:
    return int((session.expires_at - utcnow()).total_seconds()) if session else 0


def _readable(view: object) -> object:
    """In a template `mapping.values` would be the method, so mappings become plain attributes."""
    return SimpleNamespace(**view) if isinstance(view, Mapping) else view


def _errors(view: object) -> Sequence[Any]:
    """A view is a filled form or holds one; either way its errors head the page."""
    return getattr(view, "errors", ()) or getattr(getattr(view, "filled", None), "errors", ())


def _navigation(shell: Shell) -> list[dict[str, Any]]:
    items = [item for item in shell.portal.navigation if _may_see(shell, item.roles)]
    current = _current(shell.path, [item.href for item in items])
    return [
        {"text": gettext(item.label), "href": item.href, **_mark(item.href, current, shell.path)}
        for item in items
    ]


def _may_see(shell: Shell, roles: Sequence[str]) -> bool:
    if shell.user is None:
        return False
    return not roles or not shell.user.roles.isdisjoint(roles)


def _current(path: str, hrefs: Sequence[str]) -> str | None:
    """The longest address that the path lies under."""
    above = [href for href in hrefs if path == href or path.startswith(href.rstrip("/") + "/")]
    return max(above, key=len, default=None)


def _mark(href: str, current: str | None, path: str) -> dict[str, bool]:
    if href != current:
        return {}
    return {"current": True} if href == path else {"active": True}
