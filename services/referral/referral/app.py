"""The web process: the Refer portal."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache, partial
from http import HTTPStatus

import httpx
from fastapi import FastAPI
from jinja2 import Environment, PackageLoader

from plumbing.clamd import Clamd
from plumbing.database import Database
from plumbing.encryption import KeyRing
from plumbing.languages import N_, add_words
from plumbing.logging import set_up_logging
from plumbing.pages import create_environment
from plumbing.portal import RESPONDERS_MAY_REST, NavigationItem, Parts, Portal, create_portal
from plumbing.problems import Refusals
from plumbing.service_calls import Peer, ServiceIdentity
from plumbing.serving import serve
from referral.domain.aftermath import CannotHandOver, CannotWithdraw
from referral.domain.drafts import PageOutOfReach
from referral.domain.evidence import EvidenceStays
from referral.domain.form.content import referral_form
from referral.domain.requests import AlreadyAnswered
from referral.settings import ReferralSettings
from referral.storage import (
    DraftMissing,
    EvidenceMissing,
    ReferralMissing,
    RequestMissing,
    UnitOfWork,
    plumbing,
)
from referral.storage.drafts import DraftChangedElsewhere
from referral.web import ROUTERS, description
from referral.web.controls import box_items, lead_part
from referral.web.scanning import keep_scanning, stop

PORTAL = Portal(
    key="refer",
    title=N_("Refer a potential victim of modern slavery"),
    navigation=(
        NavigationItem(N_("Your referrals"), "/referrals"),
        NavigationItem(N_("Start a referral"), "/referrals/new"),
        NavigationItem(N_("Your organisation"), "/organisation", ("organisation_manager",)),
        NavigationItem(N_("Help"), "/help"),
    ),
    idle=RESPONDERS_MAY_REST,
    needs_second_factor=False,
    languages=("en", "cy"),
    is_open_to_programs=True,
    limits={"upload": "120/minute"},
)

REFUSALS: Refusals = {
    DraftMissing: HTTPStatus.NOT_FOUND,
    ReferralMissing: HTTPStatus.NOT_FOUND,
    EvidenceMissing: HTTPStatus.NOT_FOUND,
    EvidenceStays: HTTPStatus.CONFLICT,
    PageOutOfReach: HTTPStatus.CONFLICT,
    DraftChangedElsewhere: HTTPStatus.CONFLICT,
    RequestMissing: HTTPStatus.NOT_FOUND,
    AlreadyAnswered: HTTPStatus.CONFLICT,
    CannotWithdraw: HTTPStatus.CONFLICT,
    CannotHandOver: HTTPStatus.CONFLICT,
}


def create_app(
    settings: ReferralSettings,
    *,
    transport: httpx.AsyncBaseTransport | None = None,
    decision_transport: httpx.AsyncBaseTransport | None = None,
) -> FastAPI:
    """The transports replace the network to the identity provider and the decision service, for tests."""
    referral_form()  # data that makes no sense stops the start
    url = settings.database_url.get_secret_value()
    database = Database(url, service="referral", connections=settings.database_connections)
    parts = Parts(
        service="referral",
        tables=plumbing,
        routers=(*ROUTERS, description.router),
        environment=templates(),
        refusals=REFUSALS,
    )
    app = create_portal(
        PORTAL,
        settings,
        database,
        parts,
        lifespan=_scanning(database, settings.scan_seconds),
        transport=transport,
    )
    ring = KeyRing.from_file(settings.key_file)
    app.state.open_work = database.work(partial(UnitOfWork, ring=ring, life=settings.draft_life))
    app.state.scanner = Clamd(settings.clamd)
    identity = ServiceIdentity.read("referral", settings.service_key_file)
    app.state.decision_service = Peer(
        "decision", settings.decision_url, identity, transport=decision_transport
    )
    return app


@cache
def templates() -> Environment:
    add_words("referral")
    environment = create_environment(PackageLoader("referral", "web/templates"))
    environment.globals.update(lead_part=lead_part, box_items=box_items)
    return environment


def _scanning(database: Database, seconds: float):  # type: ignore[no-untyped-def]  # the decorator's type says nothing
    """Files that wait are scanned here, because the worker holds no keys to read them with."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        task = asyncio.create_task(keep_scanning(app.state.open_work, app.state.scanner, seconds=seconds))
        yield
        await stop(task)
        await database.close()

    return lifespan


def main() -> None:
    settings = ReferralSettings()  # type: ignore[call-arg]  # the environment supplies them
    set_up_logging("referral", settings.log_level)
    serve(create_app(settings), settings)


if __name__ == "__main__":
    main()
