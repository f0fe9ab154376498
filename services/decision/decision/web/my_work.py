"""Where a working day begins: what is mine, what was returned, what I may review, what to take next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import Response

from decision.queries.my_work import MyWork, my_work
from decision.queries.queue import Wanted
from decision.web import paths
from decision.web.edge import CaseWork, Staff, Today, may_decide, may_review
from decision.web.queue_table import COLUMNS, CaseLine, case_line
from plumbing.govuk.parts import Column
from plumbing.pages import page, see_other

router = APIRouter()


@dataclass(frozen=True)
class MyWorkPage:
    advice: str
    to_decide: Sequence[CaseLine]
    with_reviewer: Sequence[CaseLine]
    to_review: Sequence[CaseLine]
    next_case: CaseLine | None
    columns: Sequence[Column]
    today: date
    is_decider: bool
    is_reviewer: bool


@router.get("/")
async def start(_: Staff) -> Response:
    return see_other(paths.MY_WORK)


@router.get(paths.MY_WORK)
async def show_my_work(request: Request, user: Staff, work: CaseWork, today: Today) -> Response:
    async with work() as uow:
        found = await my_work(uow, Wanted(me=user.id, today=today), is_reviewer=may_review(user))
    shown = MyWorkPage(
        advice=_advice(found, today),
        to_decide=[
            case_line(row, today, is_returned=row.case_id in found.returned) for row in found.to_decide
        ],
        with_reviewer=[case_line(row, today) for row in found.with_reviewer],
        to_review=[case_line(row, today) for row in found.to_review],
        next_case=case_line(found.next_case, today) if found.next_case else None,
        columns=COLUMNS,
        today=today,
        is_decider=may_decide(user),
        is_reviewer=may_review(user),
    )
    return page(request, "my_work.html", shown)


def _advice(found: MyWork, today: date) -> str:
    """The one thing to begin with."""
    if found.returned:
        return "Begin with what was returned to you: read why, and decide again."
    if any(row.due_on < today for row in found.to_decide):
        return "Begin with your overdue cases."
    if found.to_review:
        return "A negative decision of somebody else waits for your review."
    if found.to_decide:
        return "Begin with the case that is due first."
    if found.next_case:
        return "You have nothing to decide. Take the case that is due first."
    return "There is nothing to do."
