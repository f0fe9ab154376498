"""Every route of every portal says who may use it, and is guarded like the others (S13, S28, S39)."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from tests.portals import portal_settings, visitor

from nrm.runtime.addresses import SERVICES
from nrm.runtime.databases import DatabaseUrls
from plumbing.access import RouteRule, route_rules
from plumbing.portal import Portal
from plumbing.security import check_csrf
from plumbing.settings import ServiceSettings

NOWHERE = DatabaseUrls(*["postgresql+asyncpg://nobody@127.0.0.1:9/none"] * 3)

# What anybody may open. A page is added here on purpose, never by forgetting its rule.
PUBLIC = {
    "/accessibility",
    "/assets",
    "/health/live",
    "/health/ready",
    "/privacy",
    "/sign-in",
    "/sign-in/callback",
    "/sign-in/start",
    "/sign-out",
    "/signed-out",
    "/signed-out/provider",
    "/v1/openapi.json",
}
PUBLIC_OF = {
    "referral": {"/", "/developers", "/help", "/language/{wanted}", "/question-sheet"},
    "decision": {"/"},
    "care": {"/"},
}


@pytest.fixture(params=SERVICES)
def service(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def app(service: str, tmp_path: Path) -> FastAPI:
    create_app: Callable[[Any], FastAPI] = import_module(f"{service}.app").create_app
    return create_app(portal_settings(settings_of(service), NOWHERE, tmp_path, service=service))


def settings_of(service: str) -> type[ServiceSettings]:
    settings = import_module(f"{service}.settings")
    return next(
        kind
        for kind in vars(settings).values()
        if isinstance(kind, type)
        and issubclass(kind, ServiceSettings)
        and kind.__module__ == settings.__name__
    )


def test_every_route_says_who_may_use_it(app: FastAPI) -> None:
    rules = route_rules(app)
    assert len(rules) > len(PUBLIC)
    assert [rule for rule in rules if not rule.rules] == []


def test_only_the_routes_listed_here_are_open_to_everybody(app: FastAPI, service: str) -> None:
    opened = {rule.path for rule in route_rules(app) if is_open(rule)}
    assert opened - PUBLIC - PUBLIC_OF[service] == set()


def is_open(rule: RouteRule) -> bool:
    return all(name in ("public", "static") for name in rule.rules)


def test_every_route_checks_the_session_s_token(app: FastAPI) -> None:
    for context in iter_route_contexts(app.routes):
        if isinstance(context.original_route, APIRoute):
            calls = [dependency.call for dependency in context.dependant.dependencies]
            assert check_csrf in calls, context.path


def test_nothing_but_pages_of_ours_and_assets_is_served(app: FastAPI) -> None:
    others = [
        context.path
        for context in iter_route_contexts(app.routes)
        if not isinstance(context.original_route, APIRoute)
    ]
    assert others == ["/assets"]


async def test_the_description_of_the_api_is_served_and_says_how_to_get_in(app: FastAPI) -> None:
    async with visitor(app) as anybody:
        answer = await anybody.get("/v1/openapi.json")
    schemes = answer.json()["components"]["securitySchemes"]
    portal: Portal = app.state.portal
    if portal.is_open_to_programs:
        assert schemes.keys() == {"token"}
    else:
        assert schemes["session"]["name"] == portal.cookie
