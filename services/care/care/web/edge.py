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
DRIVER = "driver"

OpenWork = Callable[[], AbstractAsyncContextManager[UnitOfWork]]
Supporter = Annotated[User, Depends(require(PRIME, *PROVIDER_ROLES))]
Prime = Annotated[User, Depends(require(PRIME))]
Anybody = Annotated[User, Depends(require(PRIME, *PROVIDER_ROLES, DRIVER))]
Driver = Annotated[User, Depends(require(DRIVER))]
DriverJustSignedIn = Annotated[User, Depends(require_fresh(DRIVER))]
ProvidersOwn = Annotated[User, Depends(require(*PROVIDER_ROLES))]
Manager = Annotated[User, Depends(require(MANAGER))]
Overseer = Annotated[User, Depends(require(PRIME, MANAGER))]
SupporterJustSignedIn = Annotated[User, Depends(require_fresh(PRIME, *PROVIDER_ROLES))]
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
    """A driver works for the prime, and whatever they open is held against who drives."""
    every_work: Work[UnitOfWork] = request.app.state.open_work
    scope = STAFF if user.has_any(PRIME, DRIVER) else Scope.of_tenant(user.organisation)
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


def _overseers_desk(request: Request, user: Overseer) -> Desk:
    return desk_of(request, user)


def _supporters_desk_just_signed_in(request: Request, user: SupporterJustSignedIn) -> Desk:
    return desk_of(request, user)


def _managers_desk(request: Request, user: Manager) -> Desk:
    return desk_of(request, user)


def _managers_desk_just_signed_in(request: Request, user: ManagerJustSignedIn) -> Desk:
    return desk_of(request, user)


def _drivers_desk(request: Request, user: Driver) -> Desk:
    return desk_of(request, user)


def _drivers_desk_just_signed_in(request: Request, user: DriverJustSignedIn) -> Desk:
    return desk_of(request, user)


AnyDesk = Annotated[Desk, Depends(_any_desk)]
PrimesDesk = Annotated[Desk, Depends(_primes_desk)]
ProvidersDesk = Annotated[Desk, Depends(_providers_desk)]
ManagersDesk = Annotated[Desk, Depends(_managers_desk)]
FreshManagersDesk = Annotated[Desk, Depends(_managers_desk_just_signed_in)]
DriversDesk = Annotated[Desk, Depends(_drivers_desk)]
FreshDriversDesk = Annotated[Desk, Depends(_drivers_desk_just_signed_in)]
OverseersDesk = Annotated[Desk, Depends(_overseers_desk)]
FreshSupportersDesk = Annotated[Desk, Depends(_supporters_desk_just_signed_in)]
