"""Taking a case as one's own to decide, and putting it back."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from decision import commands
from decision.web import paths
from decision.web.allocation_words import saying_why_not
from decision.web.conflicts import CONFLICTS, case_has_changed
from decision.web.forms import SeenForm
from decision.web.visits import ByCaseworker
from plumbing.clock import utcnow
from plumbing.forms import fill
from plumbing.pages import see_other

router = APIRouter(prefix="/cases/{case_id}")


@router.post("/take")
async def take(visit: ByCaseworker) -> Response:
    seen = await _seen(visit.request)
    try:
        async with saying_why_not(), visit.work() as uow:
            await commands.take_case(uow, visit.case_id, seen=seen, by=visit.user.id, at=utcnow())
    except CONFLICTS:
        return await case_has_changed(visit, seen=seen)
    return see_other(paths.case(visit.case_id))


@router.post("/put-back")
async def put_back(visit: ByCaseworker) -> Response:
    seen = await _seen(visit.request)
    try:
        async with visit.work() as uow:
            await commands.put_back_case(uow, visit.case_id, seen=seen, by=visit.user.id, at=utcnow())
    except CONFLICTS:
        return await case_has_changed(visit, seen=seen)
    return see_other(paths.MY_WORK)


async def _seen(request: Request) -> int:
    """A page that does not say what it saw has seen nothing."""
    filled = await fill(SeenForm, request)
    return filled.form.version if filled.form else 0
