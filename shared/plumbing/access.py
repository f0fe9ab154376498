"""Who may use a route. Every route states a rule, and the rule decides before anything else happens."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Protocol, runtime_checkable

from fastapi import Depends, FastAPI, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import RouteContext, iter_route_contexts
from starlette.staticfiles import StaticFiles

from contracts.ids import UserId
from plumbing.clock import utcnow

FRESH = timedelta(minutes=15)


@dataclass(frozen=True)
class User:
    """A person the directory knows, as they are at this request."""

    id: UserId
    name: str
    organisation: str
    organisation_name: str
    roles: frozenset[str]
    signed_in_at: datetime

    def has_any(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)


class SignInNeeded(Exception):
    """Nobody is signed in, or not recently enough for this."""


class RoleMissing(Exception):
    """Somebody is signed in, but this is not for them."""


@runtime_checkable
class Rule(Protocol):
    """A dependency that decides who may use a route; `name` is what the table of routes shows."""

    @property
    def name(self) -> str: ...


@dataclass(frozen=True)
class SignedIn:
    """Anybody who is signed in, or, when roles are given, those who hold one of them."""

    roles: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return " or ".join(self.roles) or "signed in"

    async def __call__(self, request: Request) -> User:
        user: User | None = request.state.user
        if user is None:
            raise SignInNeeded
        if self.roles and not user.has_any(*self.roles):
            raise RoleMissing
        return user


@dataclass(frozen=True)
class FreshlySignedIn(SignedIn):
    """For what must not be done from a screen left open: reveals, exports, changes of role."""

    @property
    def name(self) -> str:
        return f"{super().name}, fresh"

    async def __call__(self, request: Request) -> User:
        user = await super().__call__(request)
        if utcnow() - user.signed_in_at > FRESH:
            raise SignInNeeded
        return user


@dataclass(frozen=True)
class Public:
    """Open to everybody. Only for pages that hold nothing about anybody."""

    name: str = "public"

    async def __call__(self) -> None:
        return None


def require(*roles: str) -> SignedIn:
    return SignedIn(roles)


def require_fresh(*roles: str) -> FreshlySignedIn:
    return FreshlySignedIn(roles)


public = Depends(Public())
CurrentUser = Annotated[User, Depends(SignedIn())]


@dataclass(frozen=True)
class RouteRule:
    """One line of the table of routes."""

    path: str
    methods: tuple[str, ...]
    rules: tuple[str, ...]


def route_rules(app: FastAPI) -> list[RouteRule]:
    return [_rule_of(context) for context in iter_route_contexts(app.routes)]


def _rule_of(context: RouteContext) -> RouteRule:
    methods = tuple(sorted(context.methods or ()))
    return RouteRule(context.path or "", methods, tuple(_rules(context)))


def _rules(context: RouteContext) -> Iterator[str]:
    if isinstance(getattr(context.original_route, "app", None), StaticFiles):
        yield "static"
    dependant = getattr(context, "dependant", None)
    if isinstance(dependant, Dependant):
        yield from (call.name for call in _calls(dependant) if isinstance(call, Rule) and callable(call))


def _calls(dependant: Dependant) -> Iterator[object]:
    for dependency in dependant.dependencies:
        yield dependency.call
        yield from _calls(dependency)
