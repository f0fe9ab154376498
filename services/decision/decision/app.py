"""The web process: the Decide portal."""

from functools import cache, partial
from http import HTTPStatus

import httpx
from fastapi import FastAPI
from jinja2 import Environment, PackageLoader

from clocks import CalendarHorizon
from decision.domain.allocation import (
    ConflictDeclared,
    NoConflictDeclared,
    NotACaseworker,
    NothingToAllocate,
    NotYourConflict,
    ReferredByOwnOrganisation,
)
from decision.domain.case import NotYours, TakenBySomebodyElse
from decision.domain.conclusive_grounds import AlreadyHeld, AnotherTestApplies, NothingHeld
from decision.domain.decisions import (
    NotEverybodyAsked,
    NothingReliedOn,
    NotOfThisCase,
    ReasonsMissing,
    ReasonsTooLong,
    ReviewerIsAuthor,
)
from decision.domain.definition import FindingsDisagree, FindingsIncomplete
from decision.domain.earliest_day import FloorNotReached
from decision.domain.information_requests import (
    AnswerComesThroughRefer,
    AnsweredAlready,
    NothingToAskFor,
)
from decision.domain.joining import LineageNotSaid, OneCaseOnly, PartOfAnother, UndoneAlready
from decision.domain.panels import (
    LeadIsNotIndependent,
    NotQuorate,
    PanelHasNotSat,
    PanelHasSat,
    PapersNotSent,
)
from decision.domain.reconsideration import SomebodyElseMustDecide
from decision.domain.restriction import NamesNobodyElse, NotNamed, NotRestricted, RestrictedToOthers
from decision.domain.rules import rule_book
from decision.domain.stages import StepNotAllowed
from decision.settings import DecisionSettings, read_settings
from decision.storage import (
    CaseChanged,
    CaseNotFound,
    DelayRequestNotFound,
    JoinNotFound,
    PanelNotFound,
    RequestNotFound,
    UnitOfWork,
    ViewNotFound,
    plumbing,
)
from decision.web import ROUTERS, description, paths
from decision.web.acts import DONE_ALREADY
from decision.web.after_refusals import GONE
from plumbing.database import Database
from plumbing.encryption import KeyRing
from plumbing.logging import set_up_logging
from plumbing.pages import create_environment
from plumbing.portal import NavigationItem, Parts, Portal, create_portal
from plumbing.problems import Refusals
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

REFUSALS: Refusals = {
    CaseNotFound: HTTPStatus.NOT_FOUND,
    RequestNotFound: HTTPStatus.NOT_FOUND,
    DelayRequestNotFound: HTTPStatus.NOT_FOUND,
    **dict.fromkeys(DONE_ALREADY, HTTPStatus.CONFLICT),
    **dict.fromkeys(GONE, HTTPStatus.CONFLICT),
    JoinNotFound: HTTPStatus.NOT_FOUND,
    ViewNotFound: HTTPStatus.NOT_FOUND,
    PartOfAnother: HTTPStatus.CONFLICT,
    UndoneAlready: HTTPStatus.CONFLICT,
    LineageNotSaid: HTTPStatus.CONFLICT,
    OneCaseOnly: HTTPStatus.NOT_FOUND,
    CaseChanged: HTTPStatus.CONFLICT,
    CalendarHorizon: HTTPStatus.UNPROCESSABLE_ENTITY,
    StepNotAllowed: HTTPStatus.CONFLICT,
    TakenBySomebodyElse: HTTPStatus.CONFLICT,
    NotYours: HTTPStatus.CONFLICT,
    ReviewerIsAuthor: HTTPStatus.FORBIDDEN,
    SomebodyElseMustDecide: HTTPStatus.FORBIDDEN,
    ConflictDeclared: HTTPStatus.FORBIDDEN,
    ReferredByOwnOrganisation: HTTPStatus.FORBIDDEN,
    NoConflictDeclared: HTTPStatus.CONFLICT,
    NotYourConflict: HTTPStatus.FORBIDDEN,
    RestrictedToOthers: HTTPStatus.FORBIDDEN,
    NotNamed: HTTPStatus.UNPROCESSABLE_ENTITY,
    NamesNobodyElse: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotRestricted: HTTPStatus.CONFLICT,
    NotACaseworker: HTTPStatus.UNPROCESSABLE_ENTITY,
    NothingToAllocate: HTTPStatus.CONFLICT,
    ReasonsMissing: HTTPStatus.UNPROCESSABLE_ENTITY,
    ReasonsTooLong: HTTPStatus.UNPROCESSABLE_ENTITY,
    NothingReliedOn: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotOfThisCase: HTTPStatus.UNPROCESSABLE_ENTITY,
    FindingsIncomplete: HTTPStatus.UNPROCESSABLE_ENTITY,
    FindingsDisagree: HTTPStatus.UNPROCESSABLE_ENTITY,
    AlreadyHeld: HTTPStatus.CONFLICT,
    NothingHeld: HTTPStatus.CONFLICT,
    FloorNotReached: HTTPStatus.CONFLICT,
    AnotherTestApplies: HTTPStatus.CONFLICT,
    PanelNotFound: HTTPStatus.NOT_FOUND,
    NotQuorate: HTTPStatus.UNPROCESSABLE_ENTITY,
    PapersNotSent: HTTPStatus.CONFLICT,
    NotEverybodyAsked: HTTPStatus.CONFLICT,
    NothingToAskFor: HTTPStatus.CONFLICT,
    AnsweredAlready: HTTPStatus.CONFLICT,
    AnswerComesThroughRefer: HTTPStatus.CONFLICT,
    PanelHasSat: HTTPStatus.CONFLICT,
    PanelHasNotSat: HTTPStatus.CONFLICT,
    LeadIsNotIndependent: HTTPStatus.FORBIDDEN,
}


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
