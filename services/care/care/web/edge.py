"""Who may use a page, as whom they act, and the unit of work they get: a provider's sees only its own."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Annotated, Any

from fastapi import Depends, Request

from care.commands.lives import By
from care.domain.people import Actor
from care.domain.rulebook import CareRules
from care.storage import UnitOfWork
from clocks.days import london_day
from contracts.ids import ProviderId
from plumbing.access import SignedIn, User, require, require_fresh
from plumbing.clock import utcnow
from plumbing.database import STAFF, Scope, Work
from plumbing.service_calls import Peer

PRIME = "prime_network"
MANAGER = "provider_manager"
PROVIDER_ROLES = ("support_worker", MANAGER)
DRIVER = "driver"
INSPECTOR = "inspector"

OpenWork = Callable[[], AbstractAsyncContextManager[UnitOfWork]]
Anybody = Annotated[User, Depends(require(PRIME, *PROVIDER_ROLES, DRIVER, INSPECTOR))]


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
    """A driver works for the prime, and whatever they open is held against who drives.

    An inspector comes from outside, and their pages show figures and those who agreed alone.
    """
    every_work: Work[UnitOfWork] = request.app.state.open_work
    scope = STAFF if user.has_any(PRIME, DRIVER, INSPECTOR) else Scope.of_tenant(user.organisation)
    return Desk(
        user=user,
        work=partial(every_work, scope),
        referral_service=request.app.state.referral_service,
        rules=request.app.state.rules,
        at=utcnow(),
    )


def _for(rule: SignedIn) -> Any:
    """A desk for whoever the rule lets in."""

    def desk(request: Request, user: Annotated[User, Depends(rule)]) -> Desk:
        return desk_of(request, user)

    return Depends(desk)


AnyDesk = Annotated[Desk, _for(require(PRIME, *PROVIDER_ROLES))]
FreshSupportersDesk = Annotated[Desk, _for(require_fresh(PRIME, *PROVIDER_ROLES))]
PrimesDesk = Annotated[Desk, _for(require(PRIME))]
OverseersDesk = Annotated[Desk, _for(require(PRIME, MANAGER))]
InspectorsDesk = Annotated[Desk, _for(require(INSPECTOR))]
FiguresDesk = Annotated[Desk, _for(require(PRIME, MANAGER, INSPECTOR))]
ProvidersDesk = Annotated[Desk, _for(require(*PROVIDER_ROLES))]
ManagersDesk = Annotated[Desk, _for(require(MANAGER))]
FreshManagersDesk = Annotated[Desk, _for(require_fresh(MANAGER))]
DriversDesk = Annotated[Desk, _for(require(DRIVER))]
FreshDriversDesk = Annotated[Desk, _for(require_fresh(DRIVER))]
