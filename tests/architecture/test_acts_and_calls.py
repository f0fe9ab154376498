"""Whatever a page of Decide or Place does, a program can do under `/v1`, or a reason says why not."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from fastapi.routing import APIRoute
from tests.architecture.acts_and_calls import OF_DECIDE, OF_PLACE, Acts

from care.web.life.all_acts import ACTS


def routes_of(service: str) -> Iterator[APIRoute]:
    routers: Any = import_module(f"{service}.web").ROUTERS
    yield from (route for router in routers for route in router.routes)


def acts_of(service: str) -> set[str]:
    """Where a page changes something, with each act on a life in support by its name."""
    asked = {route.path for route in routes_of(service) if "GET" not in (route.methods or ())}
    found = {path for path in asked if not path.startswith("/v1/")}
    return {path.replace("/do/{name}", f"/do/{name}") for path in found for name in ACTS}


def calls_of(service: str) -> set[str]:
    return {route.path for route in routes_of(service) if route.path.startswith("/v1/")}


@pytest.mark.parametrize(
    ("service", "known"),
    [pytest.param("decision", OF_DECIDE, id="decide"), pytest.param("care", OF_PLACE, id="place")],
)
def test_every_act_of_a_page_has_a_call_or_a_reason(service: str, known: Acts) -> None:
    acts, calls = acts_of(service), calls_of(service)
    wanted = {act: known.call_of(act) for act in acts if not known.is_for_people(act)}
    assert {act: call for act, call in wanted.items() if call not in calls} == {}
    assert {*known.called, *known.for_people} - acts == set(), "named, but no act of a page"
