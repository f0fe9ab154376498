"""Who may use a page, and what every page is handed: the unit of work, today, the other services."""

from datetime import date
from typing import Annotated

from fastapi import Depends, Request

from clocks import london_day
from decision.storage import UnitOfWork
from plumbing.access import User, require
from plumbing.clock import utcnow
from plumbing.database import Work
from plumbing.service_calls import Peer

Staff = Annotated[User, Depends(require("caseworker", "second_reviewer", "leader"))]
Caseworker = Annotated[User, Depends(require("caseworker"))]
Reviewer = Annotated[User, Depends(require("second_reviewer", "leader"))]
Leader = Annotated[User, Depends(require("leader"))]


def may_decide(user: User) -> bool:
    return user.has_any("caseworker")


def may_review(user: User) -> bool:
    return user.has_any("second_reviewer", "leader")


def _work(request: Request) -> Work[UnitOfWork]:
    work: Work[UnitOfWork] = request.app.state.open_work
    return work


def _referral_service(request: Request) -> Peer:
    peer: Peer = request.app.state.referral_service
    return peer


def _today() -> date:
    return london_day(utcnow())


CaseWork = Annotated[Work[UnitOfWork], Depends(_work)]
ReferralService = Annotated[Peer, Depends(_referral_service)]
Today = Annotated[date, Depends(_today)]
