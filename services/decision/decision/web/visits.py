"""Somebody on a page of a case: who they are, which case it is, and what the page is handed."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request

from contracts.ids import CaseId
from decision.storage import UnitOfWork
from decision.web.edge import CaseWork, Caseworker, Leader, Reviewer, Staff, Today
from plumbing.access import User
from plumbing.database import Work


@dataclass(frozen=True)
class Visit:
    request: Request
    case_id: CaseId
    user: User
    work: Work[UnitOfWork]
    today: date


async def by_staff(request: Request, case_id: UUID, user: Staff, work: CaseWork, today: Today) -> Visit:
    return Visit(request, CaseId(case_id), user, work, today)


async def by_caseworker(
    request: Request, case_id: UUID, user: Caseworker, work: CaseWork, today: Today
) -> Visit:
    return Visit(request, CaseId(case_id), user, work, today)


async def by_reviewer(request: Request, case_id: UUID, user: Reviewer, work: CaseWork, today: Today) -> Visit:
    return Visit(request, CaseId(case_id), user, work, today)


async def by_leader(request: Request, case_id: UUID, user: Leader, work: CaseWork, today: Today) -> Visit:
    return Visit(request, CaseId(case_id), user, work, today)


ByStaff = Annotated[Visit, Depends(by_staff)]
ByCaseworker = Annotated[Visit, Depends(by_caseworker)]
ByReviewer = Annotated[Visit, Depends(by_reviewer)]
ByLeader = Annotated[Visit, Depends(by_leader)]
