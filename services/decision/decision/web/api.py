"""Cases and notifications for programs, under the same rules as the pages."""

import base64
import binascii
from collections.abc import Sequence
from http import HTTPStatus
from typing import Annotated, TypeVar
from uuid import UUID

from fastapi import APIRouter, Query, Response

from contracts.ids import CaseId
from decision import commands
from decision.domain.decisions import Outcome, Review, Ruling
from decision.queries import lists
from decision.web.api_bodies import (
    NOT_OUR_CURSOR,
    After,
    CaseBody,
    CaseList,
    Limit,
    NewDecision,
    NewReview,
    NotificationBody,
    NotificationList,
    Wanted,
    as_findings,
    as_relied,
)
from decision.web.api_programs import Program, ReviewersProgram, tagged
from decision.web.edge import CaseWork, ReferralService, Staff
from decision.web.joining_words import asking_how_related
from decision.web.relied_on import check_listed
from plumbing.clock import utcnow
from plumbing.identifiers import new_id
from plumbing.problems import Problem

router = APIRouter(prefix="/v1")

T = TypeVar("T")


@router.get("/cases")
async def list_cases(_: Staff, work: CaseWork, wanted: Annotated[Wanted, Query()]) -> CaseList:
    narrowed = lists.CaseFilter(**wanted.model_dump(exclude={"limit", "after"}))
    async with work() as uow:
        found = await lists.cases(uow, narrowed, after=_position(wanted.after), limit=wanted.limit + 1)
    shown, following = _page([(each.id, each) for each in found], wanted.limit)
    return CaseList(items=[CaseBody.model_validate(each) for each in shown], next=following)


@router.get("/cases/{case_id}")
async def get_case(case_id: UUID, user: Staff, work: CaseWork, response: Response) -> CaseBody:
    async with work() as uow:
        case = await uow.cases.get(CaseId(case_id))
        uow.audit.add(action="case_viewed", actor=str(user.id), subject=str(case_id), at=utcnow())
    return tagged(case, response)


@router.post("/cases/{case_id}/reasonable-grounds")
async def decide(program: Program, body: NewDecision, service: ReferralService) -> CaseBody:
    """A positive decision stands at once; a negative one awaits somebody else's review."""
    relied_on = as_relied(body.relied_on)
    await check_listed(program.case_id, relied_on, program.work, service, user=program.user)
    ruling = Ruling(
        decision_id=new_id(),
        outcome=Outcome(body.outcome),
        reasons=body.reasons,
        by=program.user.id,
        at=utcnow(),
        findings=as_findings(body.findings),
        relied_on=relied_on,
    )
    with asking_how_related():
        return await program.records(
            lambda uow, seen: commands.decide_reasonable_grounds(uow, program.case_id, ruling, seen=seen)
        )


@router.post("/cases/{case_id}/reasonable-grounds/review")
async def review(program: ReviewersProgram, body: NewReview) -> CaseBody:
    given = Review(is_agreed=body.agree, reasons=body.reasons, by=program.user.id, at=utcnow())
    return await program.records(
        lambda uow, seen: commands.review_reasonable_grounds(uow, program.case_id, given, seen=seen)
    )


@router.get("/notifications")
async def list_notifications(
    _: Staff, work: CaseWork, limit: Limit = 25, after: After = None
) -> NotificationList:
    """Adults who did not agree to be referred: counted, never identified."""
    async with work() as uow:
        found = await lists.notifications(uow, after=_position(after), limit=limit + 1)
        total = await lists.count_notifications(uow)
    shown, following = _page([(each.referral_id, each) for each in found], limit)
    items = [NotificationBody.model_validate(each) for each in shown]
    return NotificationList(items=items, count=total, next=following)


def _page(found: Sequence[tuple[UUID, T]], limit: int) -> tuple[list[T], str | None]:
    """What fits, and where the next page begins if there is more."""
    shown = [each for _, each in found[:limit]]
    return shown, _cursor(found[limit - 1][0]) if len(found) > limit else None


def _cursor(last: UUID) -> str:
    return base64.urlsafe_b64encode(last.bytes).decode().rstrip("=")


def _position(cursor: str | None) -> UUID | None:
    if cursor is None:
        return None
    try:
        return UUID(bytes=base64.urlsafe_b64decode(f"{cursor}=="))
    except (binascii.Error, ValueError):
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, NOT_OUR_CURSOR) from None
