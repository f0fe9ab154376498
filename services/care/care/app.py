"""The web process: the Place portal."""

from functools import cache, partial
from http import HTTPStatus

import httpx
from fastapi import FastAPI
from jinja2 import Environment, PackageLoader
from sqlalchemy.orm.exc import StaleDataError

from care.domain.refusals import Refused
from care.domain.rulebook import rules_as_shipped
from care.domain.safety_stay import SETTING
from care.domain.support import StepNotAllowed
from care.settings import CareSettings, read_settings
from care.storage import Missing, UnitOfWork, plumbing
from care.web import ROUTERS, description, paths
from care.web.edge import DRIVER, INSPECTOR, MANAGER, PRIME, PROVIDER_ROLES
from plumbing.database import Database
from plumbing.encryption import KeyRing
from plumbing.logging import set_up_logging
from plumbing.pages import create_environment
from plumbing.portal import NavigationItem, Parts, Portal, create_portal
from plumbing.problems import Refusals
from plumbing.service_calls import Peer, ServiceIdentity
from plumbing.serving import serve

SUPPORTERS = (PRIME, *PROVIDER_ROLES)
PORTAL = Portal(
    key="place",
    title="Place people in safe accommodation",
    limits={"reveal": "20/hour"},
    navigation=(
        NavigationItem("Journeys", paths.JOURNEYS, (DRIVER,)),
        NavigationItem("Requests", paths.REQUESTS, SUPPORTERS),
        NavigationItem("Board", paths.BOARD, SUPPORTERS),
        NavigationItem("Network", paths.NETWORK, (PRIME,)),
        NavigationItem("People", paths.PEOPLE, SUPPORTERS),
        NavigationItem("Due", paths.DUE, SUPPORTERS),
        NavigationItem("Incidents", paths.INCIDENTS, SUPPORTERS),
        NavigationItem("Workers", paths.WORKERS, (MANAGER,)),
        NavigationItem("Payments", paths.PAYMENTS, (MANAGER,)),
        NavigationItem("Outages", paths.OUTAGES, (PRIME,)),
        NavigationItem("What we offer", paths.OWN_PROVIDER, (MANAGER,)),
        NavigationItem("Inspections", paths.INSPECTIONS, (PRIME, MANAGER)),
        NavigationItem("Sample", paths.SAMPLE, (INSPECTOR,)),
        NavigationItem("Figures", paths.FIGURES, (PRIME, MANAGER, INSPECTOR)),
        NavigationItem("Outside the contract", paths.ELSEWHERE, (PRIME,)),
    ),
)
REFUSALS: Refusals = {
    Missing: HTTPStatus.NOT_FOUND,
    Refused: HTTPStatus.CONFLICT,
    StepNotAllowed: HTTPStatus.CONFLICT,
    StaleDataError: HTTPStatus.CONFLICT,
}


def create_app(
    settings: CareSettings,
    *,
    transport: httpx.AsyncBaseTransport | None = None,
    referral_transport: httpx.AsyncBaseTransport | None = None,
) -> FastAPI:
    """The transports replace the network to the identity provider and the referral service, for tests."""
    rules = rules_as_shipped()  # rules that make no sense stop the start
    url = settings.database_url.get_secret_value()
    database = Database(url, service="care", connections=settings.database_connections)
    parts = Parts(
        service="care",
        tables=plumbing,
        routers=(*ROUTERS, description.router),
        environment=templates(),
        refusals=REFUSALS,
    )
    app = create_portal(PORTAL, settings, database, parts, transport=transport)
    identity = ServiceIdentity.read("care", settings.service_key_file)
    ring = KeyRing.from_file(settings.key_file)
    app.state.rules = rules.with_setting(SETTING, settings.places_of_safety)
    app.state.address_ring = KeyRing.from_file(settings.address_key_file)
    app.state.open_work = database.work(partial(UnitOfWork, ring=ring))
    app.state.referral_service = Peer(
        "referral", settings.referral_url, identity, transport=referral_transport
    )
    return app


@cache
def templates() -> Environment:
    return create_environment(PackageLoader("care", "web/templates"))


def main() -> None:
    settings = read_settings()
    set_up_logging("care", settings.log_level)
    serve(create_app(settings), settings)


if __name__ == "__main__":
    main()
