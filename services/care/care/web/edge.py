"""Who may use a page, as whom they act, and the unit of work they get: a provider's sees only its own."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Annotated

from fastapi import Depends, Request

from care.commands.lives import By
from care.domain.people import Actor
from care.domain.rulebook import CareRules, rules_as_shipped
from care.storage import UnitOfWork
from clocks.days import london_day
from contracts.ids import ProviderId
from plumbing.access import User, require, require_fresh
from plumbing.clock import utcnow
from plumbing.database import STAFF, Scope, Work
from plumbing.service_calls import Peer

PRIME = "prime_network"
MANAGER = "provider_manager"
PROVIDER_ROLES = ("support_worker", MANAGER)

OpenWork = Callable[[], AbstractAsyncContextManager[UnitOfWork]]
Supporter = Annotated[User, Depends(require(PRIME, *PROVIDER_ROLES))]
Prime = Annotated[User, Depends(require(PRIME))]
ProvidersOwn = Annotated[User, Depends(require(*PROVIDER_ROLES))]
Manager = Annotated[User, Depends(require(MANAGER))]
ManagerJustSignedIn = Annotated[User, Depends(require_fresh(MANAGER))]


def is_prime(user: User) -> bool:
    return user.has_any(PRIME)


def actor_of(user: User) -> Actor:
    return Actor(
        ProviderId(user.organisation),
        is_prime=is_prime(user),
        user=str(user.id),
        is_manager=user.has_any(MANAGER),
    )


@dataclass(frozen=True)
class Desk:
    """What somebody works with: as whom they act, their part of the database, the rules and the time."""

    user: User
    work: OpenWork
    referral_service: Peer
    rules: CareRules
    at: datetime

    @property
    def actor(self) -> Actor:
        return actor_of(self.user)

    @property
    def by(self) -> By:
        return By(self.actor, self.rules, self.at)

    @property
    def today(self) -> date:
        return london_day(self.at)

    @property
    def is_prime(self) -> bool:
        return is_prime(self.user)


def desk_of(request: Request, user: User) -> Desk:
    every_work: Work[UnitOfWork] = request.app.state.open_work
    scope = STAFF if is_prime(user) else Scope.of_tenant(user.organisation)
    return Desk(
        user=user,
        work=partial(every_work, scope),
        referral_service=request.app.state.referral_service,
        rules=rules_as_shipped(),
        at=utcnow(),
    )


def _any_desk(request: Request, user: Supporter) -> Desk:
    return desk_of(request, user)


def _primes_desk(request: Request, user: Prime) -> Desk:
    return desk_of(request, user)


def _providers_desk(request: Request, user: ProvidersOwn) -> Desk:
    return desk_of(request, user)


def _managers_desk(request: Request, user: Manager) -> Desk:
    return desk_of(request, user)


def _managers_desk_just_signed_in(request: Request, user: ManagerJustSignedIn) -> Desk:
    return desk_of(request, user)


AnyDesk = Annotated[Desk, Depends(_any_desk)]
PrimesDesk = Annotated[Desk, Depends(_primes_desk)]
ProvidersDesk = Annotated[Desk, Depends(_providers_desk)]
ManagersDesk = Annotated[Desk, Depends(_managers_desk)]
FreshManagersDesk = Annotated[Desk, Depends(_managers_desk_just_signed_in)]
