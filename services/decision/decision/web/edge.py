"""Who may use a page, and what every page is handed: the unit of work, today, the other services."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Request

from clocks import london_day
from decision.domain.restriction import RestrictedToOthers
from decision.storage import UnitOfWork
from plumbing.access import User, require
from plumbing.clock import utcnow
from plumbing.database import STAFF, Scope, Work
from plumbing.problems import Problem
from plumbing.service_calls import Peer

Staff = Annotated[User, Depends(require("caseworker", "second_reviewer", "leader"))]
Caseworker = Annotated[User, Depends(require("caseworker"))]
Reviewer = Annotated[User, Depends(require("second_reviewer", "leader"))]
Leader = Annotated[User, Depends(require("leader"))]


RESTRICTED = "This case is restricted"
ASK_A_LEADER = (
    "Only people a leader has named may open it, and you are not among them. If you need it for your work, "
    "ask your leader to have you named. That you tried is recorded, as every look at a case is."
)


def may_decide(user: User) -> bool:
    return user.has_any("caseworker")


def may_review(user: User) -> bool:
    return user.has_any("second_reviewer", "leader")


def _work(request: Request) -> Work[UnitOfWork]:
    """As whoever is signed in: what is restricted to others is not there for them.

    A first responder who asks through the referral service is not signed in here, and sees only what
    they were asked themselves.
    """
    work: Work[UnitOfWork] = request.app.state.open_work
    user: User | None = getattr(request.state, "user", None)
    return work if user is None else _read_by(user, work, request)


def _read_by(user: User, work: Work[UnitOfWork], request: Request) -> Work[UnitOfWork]:
    """That somebody tried to open a restricted case is recorded, although nothing else is."""

    @asynccontextmanager
    async def open_for_reader(scope: Scope = STAFF, /) -> AsyncIterator[UnitOfWork]:
        try:
            async with work(scope) as uow:
                uow.restrictions.read_by(user.id)
                yield uow
        except RestrictedToOthers as refused:
            async with work(scope) as uow:
                _note_refusal(uow, refused, user)
            request.state.is_refusal_noted = True
            raise Problem(HTTPStatus.FORBIDDEN, ASK_A_LEADER, heading=RESTRICTED) from refused

    return open_for_reader


def _note_refusal(uow: UnitOfWork, refused: RestrictedToOthers, user: User) -> None:
    subject = str(refused.case_id)
    uow.audit.add(action="restricted_case_refused", actor=str(user.id), subject=subject, at=utcnow())


def _referral_service(request: Request) -> Peer:
    peer: Peer = request.app.state.referral_service
    return peer


def _today() -> date:
    return london_day(utcnow())


CaseWork = Annotated[Work[UnitOfWork], Depends(_work)]
ReferralService = Annotated[Peer, Depends(_referral_service)]
Today = Annotated[date, Depends(_today)]
