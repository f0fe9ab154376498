"""A second, different person agrees with a negative conclusive grounds decision, or returns it."""

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from contracts.ids import CaseId
from decision import concluding
from decision.domain.decisions import DecisionState, Review
from decision.domain.information_requests import InformationRequest
from decision.domain.stages import Stage
from decision.queries.case import CaseView, DecisionView, decisions
from decision.web import paths
from decision.web.case_frame import frame, read_case
from decision.web.conflicts import CONFLICTS, case_has_changed
from decision.web.decision_cards import decision_rows
from decision.web.edge import CaseWork, ReferralService, Reviewer, Today
from decision.web.forms import ReviewForm
from decision.web.relied_on import sources_of
from decision.web.reviewing import (
    CHOICES,
    NOT_NOW,
    OWN_DECISION,
    ReviewPage,
    with_reasons_for_returning,
)
from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.forms import Filled, fill
from plumbing.govuk.parts import Row
from plumbing.pages import page, see_other
from plumbing.problems import Problem
from plumbing.service_calls import Peer

router = APIRouter(prefix="/cases/{case_id}/conclusive-grounds/review")

DONE = {
    DecisionState.STANDS: "cg-agreed",
    DecisionState.AWAITING_PANEL: "cg-to-panel",
    DecisionState.RETURNED: "returned",
}


@dataclass(frozen=True)
class ConclusiveReviewing:
    view: CaseView
    decision: DecisionView
    asked: list[InformationRequest]
    user: User
    today: date


async def _reviewing(case_id: UUID, user: Reviewer, work: CaseWork, today: Today) -> ConclusiveReviewing:
    async with work() as uow:
        view = await read_case(uow, CaseId(case_id), user, page="reviewing", at=utcnow())
        if view.case.stage is not Stage.CONCLUSIVE_GROUNDS_REVIEW:
            raise Problem(HTTPStatus.CONFLICT, "No decision on this case waits for review.", heading=NOT_NOW)
        latest = (await decisions(uow, view.case))[0]
        asked = list(await uow.information_requests.of_case(CaseId(case_id)))
    if latest.decision.written_by == user.id:
        raise Problem(HTTPStatus.FORBIDDEN, OWN_DECISION, heading="Somebody else must review this decision")
    return ConclusiveReviewing(view, latest, asked, user, today)


Reviewable = Annotated[ConclusiveReviewing, Depends(_reviewing)]


@router.get("")
async def ask_conclusive_review(
    request: Request, reviewing: Reviewable, service: ReferralService
) -> Response:
    return await _review_page(request, reviewing, Filled[ReviewForm](), service)


@router.post("")
async def review_conclusive(
    request: Request,
    case_id: UUID,
    user: Reviewer,
    work: CaseWork,
    *,
    service: ReferralService,
    today: Today,
) -> Response:
    filled = with_reasons_for_returning(await fill(ReviewForm, request))
    form = filled.form
    if form is None:
        reviewing = await _reviewing(case_id, user, work, today)
        return await _review_page(request, reviewing, filled, service, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        done = await _record(work, CaseId(case_id), form, user)
    except CONFLICTS:
        seen, typed = form.version, form.reasons
        return await case_has_changed(
            request, work, CaseId(case_id), user, seen=seen, today=today, typed=typed
        )
    return see_other(f"{paths.case(CaseId(case_id), 'decisions')}?done={done}")


async def _record(work: CaseWork, case_id: CaseId, form: ReviewForm, user: User) -> str:
    given = Review(is_agreed=form.answer == "agree", reasons=form.reasons.strip(), by=user.id, at=utcnow())
    async with work() as uow:
        return DONE[await concluding.review_conclusive_grounds(uow, case_id, given, seen=form.version)]


async def _review_page(
    request: Request,
    reviewing: ConclusiveReviewing,
    filled: Filled[ReviewForm],
    service: Peer,
    *,
    status: int = HTTPStatus.OK,
) -> Response:
    view, decision = reviewing.view, reviewing.decision
    sources = await sources_of(view.case, reviewing.asked, service, reviewing.user)
    named = Row("In particular", sources.words(decision.decision.relied_on))
    shown = ReviewPage(
        frame(view, "decisions", reviewing.user, reviewing.today),
        filled,
        [*decision_rows(decision), named],
        CHOICES,
        paths.case(view.case.id, "decisions"),
        paths.case(view.case.id, "referral"),
        paths.case(view.case.id, "history"),
        caption="Conclusive grounds",
    )
    return page(request, "decide/review.html", shown, status=status)
