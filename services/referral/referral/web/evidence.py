"""Evidence added while the referral is written."""

from fastapi import APIRouter
from starlette.responses import Response

from plumbing.clock import utcnow
from plumbing.pages import see_other
from referral import evidence
from referral.domain.drafts import DraftId
from referral.domain.evidence import STEP
from referral.domain.form.content import referral_form
from referral.web import evidence_routes, paths
from referral.web.edge import OwnWork, Responder

router = APIRouter(prefix="/drafts/{draft_id}")


@router.post("/evidence/done")
async def leave_evidence(draft_id: DraftId, user: Responder, work: OwnWork) -> Response:
    """Files are optional: going on without any is an answer too."""
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
