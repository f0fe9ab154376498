"""The web process: the Decide portal."""

from functools import cache, partial

import httpx
from fastapi import FastAPI
from jinja2 import Environment, PackageLoader

from decision.domain.rules import rule_book
from decision.settings import DecisionSettings, read_settings
from decision.storage import UnitOfWork, plumbing
from decision.web import ROUTERS, description, paths
from decision.web.refusals import REFUSALS
from plumbing.database import Database
from plumbing.encryption import KeyRing
from plumbing.logging import set_up_logging
from plumbing.pages import create_environment
from plumbing.portal import NavigationItem, Parts, Portal, create_portal
from plumbing.service_calls import Peer, ServiceIdentity
from plumbing.serving import serve

PORTAL = Portal(
    key="decide",
    title="Decide cases",
    navigation=(
        NavigationItem("My work", paths.MY_WORK),
        NavigationItem("Queues", paths.REASONABLE_GROUNDS_QUEUE),
        NavigationItem("Search", paths.SEARCH),
        NavigationItem("Team", paths.TEAM, roles=("leader",)),
    ),
)


def create_app(
    settings: DecisionSettings,
    *,
    transport: httpx.AsyncBaseTransport | None = None,
    referral_transport: httpx.AsyncBaseTransport | None = None,
) -> FastAPI:
    """The transports replace the network to the identity provider and the referral service, for tests."""
    rule_book()  # rules that make no sense stop the start
    url = settings.database_url.get_secret_value()
    database = Database(url, service="decision", connections=settings.database_connections)
    parts = Parts(
        service="decision",
        tables=plumbing,
        routers=(*ROUTERS, description.router),
        environment=templates(),
        refusals=REFUSALS,
    )
    app = create_portal(PORTAL, settings, database, parts, transport=transport)
    ring = KeyRing.from_file(settings.key_file)
    identity = ServiceIdentity.read("decision", settings.service_key_file)
    app.state.open_work = database.work(partial(UnitOfWork, ring=ring))
    app.state.referral_service = Peer(
        "referral", settings.referral_url, identity, transport=referral_transport
    )
    return app


@cache
def templates() -> Environment:
    return create_environment(PackageLoader("decision", "web/templates"))


def main() -> None:
    settings = read_settings()
    set_up_logging("decision", settings.log_level)
    serve(create_app(settings), settings)


if __name__ == "__main__":
    main()
