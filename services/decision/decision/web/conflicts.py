"""When a case is no longer as its reader saw it: what changed, what they typed, and where to go on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from fastapi import Request
from starlette.responses import Response

from contracts.ids import CaseId
from decision.domain.case import NotYours, TakenBySomebodyElse
from decision.domain.decisions import DecisionKind
from decision.domain.fresh_eyes import may_decide_again
from decision.domain.joining import PartOfAnother
from decision.domain.stages import Stage, StepNotAllowed
from decision.queries.case import CaseView
from decision.storage import CaseChanged, UnitOfWork
from decision.web import paths
from decision.web.after_steps import AGAIN_BY_OTHERS
from decision.web.case_frame import CaseFrame, frame, read_case
from decision.web.timeline import what_happened
from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.database import Work
from plumbing.pages import page

CONFLICTS = (CaseChanged, StepNotAllowed, TakenBySomebodyElse, NotYours, PartOfAnother)


@dataclass(frozen=True)
class ChangedPage:
    frame: CaseFrame
    changes: Sequence[str]
    typed: str
    href: str


async def case_has_changed(
    request: Request,
    work: Work[UnitOfWork],
    case_id: CaseId,
    user: User,
    *,
    seen: int,
    today: date,
    typed: str = "",
) -> Response:
    async with work() as uow:
        view = await read_case(uow, case_id, user, page="changed", at=utcnow())
        changes = what_happened(await uow.history.of_case(case_id, after_version=seen))
    shown = ChangedPage(frame(view, "", user, today), changes, typed, paths.case(case_id))
    return page(request, "case_changed.html", shown, status=HTTPStatus.CONFLICT)


def why_not_decide(view: CaseView, user: User) -> str:
    """Empty when this person may write the decision now."""
    case = view.case
    if case.stage not in (Stage.REASONABLE_GROUNDS_PENDING, Stage.REASONABLE_GROUNDS_MORE_INFORMATION):
        return "The reasonable grounds decision has already been written."
    if case.taken_by not in (None, user.id):
        return f"{view.holder} has this case, so only they can decide it."
    if not may_decide_again(case, DecisionKind.REASONABLE_GROUNDS, user.id):
        return AGAIN_BY_OTHERS
    return ""
