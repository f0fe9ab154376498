"""Evidence added while the referral is written."""

from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.datastructures import UploadFile
from starlette.responses import Response

from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.forms import MOST_FIELDS
from plumbing.pages import see_other
from plumbing.rate_limits import limited
from referral import evidence
from referral.domain.drafts import DraftId
from referral.domain.evidence import STEP, Owner
from referral.domain.form.content import referral_form
from referral.web import evidence_routes, paths
from referral.web.edge import OpenWork, OwnWork, Responder
from referral.web.evidence_pages import FIELD

router = APIRouter(prefix="/drafts/{draft_id}")


@router.post("/evidence/done", dependencies=[limited("upload")])
async def leave_evidence(request: Request, draft_id: DraftId, user: Responder, work: OwnWork) -> Response:
    """Files are optional: going on without any is an answer too. One that is chosen is not left behind."""
    if await _is_file_chosen(request):
        answer = await evidence_routes.upload_evidence(request, Owner(draft_id), user, work)
        if answer.status_code != HTTPStatus.SEE_OTHER:
            return answer
    return await _go_on(draft_id, user, work)


async def _is_file_chosen(request: Request) -> bool:
    file = (await request.form(max_fields=MOST_FIELDS, max_files=1)).get(FIELD)
    return isinstance(file, UploadFile) and bool(file.filename)


async def _go_on(draft_id: DraftId, user: User, work: OpenWork) -> Response:
    at, form = utcnow(), referral_form()
    async with work() as uow:
        draft = await uow.drafts.get(draft_id, user.id, at=at, lock=True)
        await evidence.note_files(uow, draft, at=at)
    way = draft.progress(form, at)
    here = next((stop.page.id for stop in way.stops if stop.page.step_id == STEP), None)
    following = way.after(here) if here else None
    return see_other(
        paths.question(draft.id, following.page.id) if following else paths.check_answers(draft_id)
    )


router.include_router(evidence_routes.router, prefix="/evidence")
