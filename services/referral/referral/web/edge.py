"""Who may use the pages, and the units of work they get: a first responder's sees only their organisation."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from typing import Annotated

from fastapi import Depends, Request

from contracts.ids import ReferralId
from plumbing.access import User, require
from plumbing.clock import utcnow
from plumbing.database import Scope, Work
from referral import queries
from referral.storage import UnitOfWork

OpenWork = Callable[[], AbstractAsyncContextManager[UnitOfWork]]

Responder = Annotated[User, Depends(require("first_responder"))]


def every_work(request: Request) -> Work[UnitOfWork]:
    work: Work[UnitOfWork] = request.app.state.open_work
    return work


def _own_work(request: Request, user: Responder) -> OpenWork:
    return partial(every_work(request), Scope.of_tenant(user.organisation))


OwnWork = Annotated[OpenWork, Depends(_own_work)]


async def own_referral(referral_id: ReferralId, user: User, work: OpenWork) -> queries.SentReferral:
    async with work() as uow:
        return await queries.own_referral(uow, referral_id, user, at=utcnow())
