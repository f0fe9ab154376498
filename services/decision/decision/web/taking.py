"""Taking a case as one's own to decide, and putting it back."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from contracts.ids import CaseId
from decision import commands
from decision.web import paths
from decision.web.allocation_words import saying_why_not
from decision.web.conflicts import CONFLICTS, case_has_changed
from decision.web.edge import CaseWork, Caseworker, Today
from decision.web.forms import SeenForm
from plumbing.clock import utcnow
from plumbing.forms import fill
from plumbing.pages import see_other

router = APIRouter(prefix="/cases/{case_id}")


@router.post("/take")
async def take(request: Request, case_id: UUID, user: Caseworker, work: CaseWork, today: Today) -> Response:
    seen = await _seen(request)
    try:
        async with saying_why_not(), work() as uow:
            await commands.take_case(uow, CaseId(case_id), seen=seen, by=user.id, at=utcnow())
    except CONFLICTS:
        return await case_has_changed(request, work, CaseId(case_id), user, seen=seen, today=today)
    return see_other(paths.case(CaseId(case_id)))


@router.post("/put-back")
async def put_back(
    request: Request, case_id: UUID, user: Caseworker, work: CaseWork, today: Today
) -> Response:
    seen = await _seen(request)
    try:
        async with work() as uow:
            await commands.put_back_case(uow, CaseId(case_id), seen=seen, by=user.id, at=utcnow())
    except CONFLICTS:
        return await case_has_changed(request, work, CaseId(case_id), user, seen=seen, today=today)
    return see_other(paths.MY_WORK)


async def _seen(request: Request) -> int:
    """A page that does not say what it saw has seen nothing."""
    filled = await fill(SeenForm, request)
    return filled.form.version if filled.form else 0
