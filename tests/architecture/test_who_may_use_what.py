"""Every route of every portal, as every role: let in or refused, as its line in `access/` says (S28).

The lines stand apart from the rules in the code: who adds a route, or lets somebody in, says so twice. The id
in each address is the visitor's own, so whoever is let in finds no case, house or draft behind it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from importlib import import_module
from pathlib import Path

import pytest
from fastapi import FastAPI
from tests.architecture.test_routes import settings_of
from tests.databases import Templates
from tests.portals import a_person, portal_settings, signed_in

from nrm.runtime.addresses import SERVICES
from plumbing.access import route_rules

LINES = Path(__file__).parent / "access"
Route = tuple[str, str]
FILLED_IN = re.compile(r"\{[^}]+\}")

FOR = " for "  # as in `decision for caseworker`: services call, and no session of a browser gets in there
ANYBODY_SIGNED_IN = "signed in"
NOT_VISITED = ("public", "static")
ANYBODY = "no role that is known here"
SWITCHED_ON = {"care": {"places_of_safety": True}}


def lines_of(service: str) -> dict[Route, str]:
    """`GET /cases/{case_id}: caseworker or leader`"""
    found: dict[Route, str] = {}
    for line in (LINES / f"{service}.txt").read_text().splitlines():
        route, _, who = line.partition(": ")
        method, _, path = route.partition(" ")
        found[method, path] = who
    return found


@dataclass(frozen=True)
class Visitor:
    roles: frozenset[str]
    is_let_in: bool


def visitors(who: str, roles: frozenset[str]) -> list[Visitor]:
    """Each role that is let in, by itself; and one person with all the other roles there are."""
    named = [ANYBODY] if who == ANYBODY_SIGNED_IN else who.split(" or ")
    others = [] if who == ANYBODY_SIGNED_IN else [Visitor(roles - set(named), is_let_in=False)]
    return [*(Visitor(frozenset({role}), is_let_in=True) for role in named), *others]


def visits(lines: Mapping[Route, str]) -> Mapping[Visitor, list[Route]]:
    visited = {route: who for route, who in lines.items() if who not in NOT_VISITED and FOR not in who}
    roles = frozenset(role for who in visited.values() for role in who.split(" or ")) | {ANYBODY}
    found: defaultdict[Visitor, list[Route]] = defaultdict(list)
    for route, who in visited.items():
        for visitor in visitors(who, roles):
            found[visitor].append(route)
    return found


async def differing(app: FastAPI, visitor: Visitor, routes: Iterable[Route]) -> list[object]:
    """Where the answer is not what the line says."""
    person = a_person(*visitor.roles, subject=" ".join(sorted(visitor.roles)))
    found: list[object] = []
    async with signed_in(app, person) as client:
        for method, path in routes:
            answer = await client.request(method, FILLED_IN.sub(str(person.user_id), path))
            if (answer.status_code == HTTPStatus.FORBIDDEN) is visitor.is_let_in:
                found.append((method, path, sorted(visitor.roles), answer.status_code))
    return found


def routes_of(app: FastAPI) -> Iterator[Route]:
    for rule in route_rules(app):
        yield from ((method, rule.path) for method in rule.methods or ("GET",))


@pytest.mark.parametrize("service", SERVICES)
async def test_every_route_lets_in_whom_its_line_names_and_refuses_everybody_else(
    service: str, templates: Templates, tmp_path: Path
) -> None:
    lines = lines_of(service)
    async with templates.lend(service) as urls:
        settings = portal_settings(
            settings_of(service), urls, tmp_path, service=service, **SWITCHED_ON.get(service, {})
        )
        app: FastAPI = import_module(f"{service}.app").create_app(settings)
        async with app.router.lifespan_context(app):
            assert sorted(routes_of(app)) == sorted(lines), (
                "a route needs its line in tests/architecture/access"
            )
            found = [await differing(app, visitor, routes) for visitor, routes in visits(lines).items()]
    assert [each for of_visitor in found for each in of_visitor] == []
