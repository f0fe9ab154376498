"""Makes a portal: one FastAPI application with its guards, sign-in, health, pages and API."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import httpx
from fastapi import APIRouter, Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from jinja2 import Environment
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import BaseRoute
from starlette.types import Lifespan

from plumbing import account, languages, notices, signin
from plumbing.database import Database, Transaction, Work
from plumbing.govuk.assets import Assets
from plumbing.health import Check, health_routes, migrations_at_head
from plumbing.languages import N_, Language, SpeakLanguage
from plumbing.oidc import Client, Provider
from plumbing.problems import Answers, Refusals
from plumbing.programs import LoadProgram, ProgramAccess
from plumbing.rate_limits import RateLimits
from plumbing.refused import NoteRefusals
from plumbing.security import (
    AnswerFailures,
    LimitBody,
    MarkResponses,
    OwnHostOnly,
    SameOriginOnly,
    check_csrf,
    host_of,
    origin_of,
)
from plumbing.service_calls import PeerKeys
from plumbing.sessions import LONGEST_SESSION, LoadSession, SessionLimits
from plumbing.settings import ServiceSettings
from plumbing.signin import SignIn
from plumbing.tables import PlumbingTables

RESPONDERS_MAY_REST = timedelta(minutes=60)
STAFF_MAY_REST = timedelta(minutes=30)

_BUILT: dict[tuple[int, ...], APIRouter] = {}


@dataclass(frozen=True)
class NavigationItem:
    """A link at the head of every page, for everybody signed in or only for some roles."""

    label: str
    href: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Portal:
    """What one portal is called, where it leads and how strictly it keeps its sessions."""

    key: str
    title: str
    navigation: tuple[NavigationItem, ...] = ()
    product: str = N_("National Referral Mechanism")
    idle: timedelta = STAFF_MAY_REST
    absolute: timedelta = LONGEST_SESSION
    needs_second_factor: bool = True
    limits: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[Language, ...] = ("en",)
    is_open_to_programs: bool = False

    @property
    def cookie(self) -> str:
        return f"__Host-{self.key}"

    @property
    def session_limits(self) -> SessionLimits:
        return SessionLimits(idle=self.idle, absolute=self.absolute)


@dataclass(frozen=True)
class Parts:
    """What a service brings to its portal."""

    service: str
    tables: PlumbingTables
    routers: Sequence[APIRouter]
    environment: Environment
    refusals: Refusals = field(default_factory=dict)
    checks: Mapping[str, Check] = field(default_factory=dict)


def create_portal(
    portal: Portal,
    settings: ServiceSettings,
    database: Database,
    parts: Parts,
    *,
    lifespan: Lifespan[FastAPI] | None = None,
    transport: httpx.AsyncBaseTransport | None = None,
) -> FastAPI:
    """`transport` replaces the network towards the identity provider, for tests.

    Without a `lifespan` of its own the process has nothing to end but its connections to the database.
    """
    work = database.work(lambda session: Transaction(session, parts.tables))
    provider = _provider(settings, transport)
    app = FastAPI(
        title=portal.title,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=lifespan or _closing(database),
        dependencies=[Depends(check_csrf)],
        middleware=[
            *_guards(portal, settings, work, parts),
            *_programs(portal, settings, work, parts, provider),
        ],
        exception_handlers=dict.fromkeys((HTTPException, RequestValidationError), Answers(parts.refusals)),
    )
    app.state.portal = portal
    app.state.settings = settings
    app.state.environment = parts.environment
    app.state.tables = parts.tables
    app.state.work = work
    app.state.sign_in = _sign_in(portal, provider, work, parts.tables)
    app.state.peer_keys = PeerKeys.read(parts.service, settings.peer_keys_file)
    app.state.rate_limits = RateLimits(_limits(portal, settings))
    _add_routes(app, work, parts)
    return app


def _closing(database: Database) -> Lifespan[FastAPI]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        await database.close()

    return lifespan


def _guards(
    portal: Portal, settings: ServiceSettings, work: Work[Transaction], parts: Parts
) -> list[Middleware]:
    """Outermost first: marks and answers also cover what the guards inside them refuse."""
    own = settings.portal_url
    return [
        Middleware(MarkResponses, shown={"portal": portal, "is_demo": settings.is_demo}),
        Middleware(SpeakLanguage, cookie=languages.cookie_of(portal), offered=portal.languages),
        Middleware(NoteRefusals, service=parts.service, work=work),
        Middleware(AnswerFailures, answers=Answers(parts.refusals)),
        Middleware(OwnHostOnly, host=host_of(own), cookie=portal.cookie),
        Middleware(LimitBody),
        Middleware(SameOriginOnly, origin=origin_of(own), cookie=portal.cookie),
        Middleware(
            LoadSession, work=work, tables=parts.tables, cookie=portal.cookie, limits=portal.session_limits
        ),
    ]


def _programs(
    portal: Portal, settings: ServiceSettings, work: Work[Transaction], parts: Parts, provider: Provider
) -> list[Middleware]:
    if not portal.is_open_to_programs:
        return []
    access = ProgramAccess(provider, work, parts.tables, settings.api_audience)
    return [Middleware(LoadProgram, access=access, cookie=portal.cookie)]


def _provider(settings: ServiceSettings, transport: httpx.AsyncBaseTransport | None) -> Provider:
    client = Client(
        settings.client_id,
        settings.client_secret.get_secret_value(),
        f"{settings.portal_url}/sign-in/callback",
    )
    return Provider(settings.issuer, client, discovery_url=settings.discovery_url, transport=transport)


def _sign_in(portal: Portal, provider: Provider, work: Work[Transaction], tables: PlumbingTables) -> SignIn:
    return SignIn(
        provider,
        work,
        tables,
        limits=portal.session_limits,
        needs_second_factor=portal.needs_second_factor,
    )


def _limits(portal: Portal, settings: ServiceSettings) -> dict[str, str]:
    return {"sign_in": settings.sign_in_limit, "send": settings.send_limit, **portal.limits}


def _add_routes(app: FastAPI, work: Work[Transaction], parts: Parts) -> None:
    checks = {"database": migrations_at_head(parts.service, work), **parts.checks}
    app.include_router(health_routes(checks))
    app.router.routes.extend(_built((*_own_pages(app.state.portal), *parts.routers)))
    app.mount("/assets", Assets(), name="assets")


def _built(routers: Sequence[APIRouter]) -> list[BaseRoute]:
    """Worked out once in a process, however many portals are made of them: that takes half a second."""
    known = tuple(map(id, routers))
    if known not in _BUILT:
        _BUILT[known] = APIRouter(dependencies=[Depends(check_csrf)])
        for router in routers:
            _BUILT[known].include_router(router)
    return _BUILT[known].routes


def _own_pages(portal: Portal) -> tuple[APIRouter, ...]:
    spoken = (languages.router,) if len(portal.languages) > 1 else ()
    return (signin.router, notices.router, account.router, *spoken)
