"""Where a working day begins: what is mine, what was returned, what I may review, the next case to take."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from decision.queries.my_work import MyWork, my_work
from decision.queries.queue import QueueRow, Wanted
from decision.web import paths
from decision.web.edge import CaseWork, Staff, Today, may_decide, may_review
from decision.web.queue_table import CaseLine, case_line, columns
from plumbing.access import User
from plumbing.govuk.parts import Column
from plumbing.pages import page, see_other

router = APIRouter()

NONE_LEFT = "Every case that awaits a decision is in somebody’s hands, or is not for you to decide."
DECLARED = "Your conflict of interest is recorded. Somebody else will deal with the case."


@dataclass(frozen=True)
class MyWorkPage:
    advice: str
    done: str
    to_decide: Sequence[CaseLine]
    with_reviewer: Sequence[CaseLine]
    waiting: Sequence[CaseLine]
    to_review: Sequence[CaseLine]
    decided: Sequence[CaseLine]
    columns: Sequence[Column]
    today: date
    is_decider: bool
    is_reviewer: bool
    take_next: str = paths.TAKE_NEXT


Said = Annotated[Literal["yes", ""], Query()]
NoneLeft = Annotated[Literal["yes", ""], Query(alias="none-left")]


@router.get("/")
async def start(_: Staff) -> Response:
    return see_other(paths.MY_WORK)


@router.get(paths.MY_WORK)
async def show_my_work(
    request: Request, user: Staff, work: CaseWork, today: Today, none_left: NoneLeft = "", declared: Said = ""
) -> Response:
    async with work() as uow:
        found = await my_work(uow, Wanted(me=user.id, today=today), is_reviewer=may_review(user))
    done = (NONE_LEFT if none_left else "") or (DECLARED if declared else "")
    return page(request, "my_work.html", _shown(found, user, today, done=done))


def _shown(found: MyWork, user: User, today: date, *, done: str) -> MyWorkPage:
    def lines(rows: Sequence[QueueRow]) -> list[CaseLine]:
        return [case_line(row, today, is_returned=row.case_id in found.returned) for row in rows]

    return MyWorkPage(
        advice=_advice(found, user, today),
        done=done,
        to_decide=lines(found.to_decide),
        with_reviewer=lines(found.with_reviewer),
        waiting=lines(found.waiting),
        to_review=lines(found.to_review),
        decided=lines(found.decided),
        columns=columns(),
        today=today,
        is_decider=may_decide(user),
        is_reviewer=may_review(user),
    )


def _advice(found: MyWork, user: User, today: date) -> str:
    """The one thing to begin with."""
    if found.returned:
        return "Begin with what was returned to you: read why, and decide again."
    if any(row.is_overdue(today) for row in found.to_decide):
        return "Begin with your overdue cases."
    if found.to_review:
        return "A negative decision of somebody else waits for your review."
    if found.to_decide:
        return "Begin with the case at the top: it is the most pressing."
    if found.decided:
        return "Send what is decided and close it, or take the next case."
    if may_decide(user):
        return "You have nothing to decide. Take the next case."
    return "There is nothing for you to do here. The queues show what awaits others."
