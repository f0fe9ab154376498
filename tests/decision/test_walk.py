"""No page of Decide is forgotten by the walk in a real browser."""

from pathlib import Path

from fastapi.routing import APIRoute, iter_route_contexts
from tests.architecture.test_routes import NOWHERE
from tests.decision.walk import ELSEWHERE, SAME_FORM_UNDER, WALKED
from tests.portals import portal_settings

from decision.app import create_app
from decision.settings import DecisionSettings
from decision.web import acts

FOR_PROGRAMS = ("/v1/", "/internal/", "/health/")


def pages(folder: Path) -> dict[str, bool]:
    """The path of each page, and whether it is the page of an act, which are one template."""
    app = create_app(portal_settings(DecisionSettings, NOWHERE, folder, service="decision"))
    routes = [(each.path, each.original_route) for each in iter_route_contexts(app.routes)]
    opened = {
        path: route
        for path, route in routes
        if path and isinstance(route, APIRoute) and "GET" in (route.methods or ())
    }
    kept = {path: route for path, route in opened.items() if not path.startswith(FOR_PROGRAMS)}
    return {path: route.endpoint.__module__ == acts.__name__ for path, route in kept.items()}


def test_every_page_is_walked_or_named_with_the_reason_why_not(tmp_path: Path) -> None:
    known = {path for path, is_act in pages(tmp_path).items() if not is_act}
    left = {path for path in known if not path.startswith(SAME_FORM_UNDER)}
    assert left - set(WALKED) - set(ELSEWHERE) == set()


def test_nothing_is_named_that_is_not_there(tmp_path: Path) -> None:
    assert {*WALKED, *ELSEWHERE} - set(pages(tmp_path)) == set()


def test_nothing_is_both_walked_and_named() -> None:
    assert set(WALKED) & set(ELSEWHERE) == set()
