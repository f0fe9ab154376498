"""A second, different person agrees with a negative decision or returns it to its author."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from clocks import london_day
from contracts.ids import CaseId
from decision import commands
from decision.domain.decisions import REASONS_LIMIT, Review
from decision.domain.grounds import reasonable_grounds_test
from decision.domain.stages import Stage
from decision.queries.case import CaseView, DecisionView, decisions
from decision.web import paths
from decision.web.case_frame import CaseFrame, frame, read_case
from decision.web.conflicts import CONFLICTS, case_has_changed
from decision.web.decision_cards import decision_rows
from decision.web.edge import CaseWork, ReferralService, Reviewer, Today
from decision.web.forms import ReviewForm
from decision.web.relied_on import Sources, sources_for
from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.forms import Filled, fill
from plumbing.govuk.parts import Option, Row
from plumbing.pages import page, see_other
from plumbing.problems import Problem

router = APIRouter(prefix="/cases/{case_id}/reasonable-grounds/review")

CHOICES = [
    Option("agree", "Agree: the negative decision stands", "It takes effect at once"),
    Option("return", "Return it to its author", "Say what must be looked at again"),
]
OWN_DECISION = (
    "You wrote this decision. A negative decision is checked by somebody who did not write it, "
    "so a colleague who reviews decisions must do this."
)
NOT_NOW = "You cannot review this case now"


@dataclass(frozen=True)
class ReviewPage:
    frame: CaseFrame
    filled: Filled[ReviewForm]
    rows: Sequence[Row]
    choices: Sequence[Option]
    back: str
    referral_href: str
    history_href: str
    caption: str = "Reasonable grounds"
    most: int = REASONS_LIMIT


@dataclass(frozen=True)
class Reviewing:
    view: CaseView
    decision: DecisionView
    user: User
    today: date


async def _reviewing(case_id: UUID, user: Reviewer, work: CaseWork, today: Today) -> Reviewing:
    async with work() as uow:
        view = await read_case(uow, CaseId(case_id), user, page="reviewing", at=utcnow())
        if view.case.stage is not Stage.REASONABLE_GROUNDS_REVIEW:
            raise Problem(HTTPStatus.CONFLICT, "No decision on this case waits for review.", heading=NOT_NOW)
        latest = (await decisions(uow, view.case))[0]
    if latest.decision.written_by == user.id:
        raise Problem(HTTPStatus.FORBIDDEN, OWN_DECISION, heading="Somebody else must review this decision")
    return Reviewing(view, latest, user, today)


Reviewable = Annotated[Reviewing, Depends(_reviewing)]


@router.get("")
async def ask_review(
    request: Request, reviewing: Reviewable, work: CaseWork, service: ReferralService
) -> Response:
    sources = await sources_for(work, reviewing.view.case, service, reviewing.user)
    return _review_page(request, reviewing, Filled[ReviewForm].showing(), sources)


@router.post("")
async def review(
    request: Request,
    case_id: UUID,
    user: Reviewer,
    work: CaseWork,
    *,
    service: ReferralService,
    today: Today,
) -> Response:
    filled = with_reasons_for_returning(await fill(ReviewForm, request))
    if filled.form is None:
        reviewing = await _reviewing(case_id, user, work, today)
        sources = await sources_for(work, reviewing.view.case, service, user)
        return _review_page(request, reviewing, filled, sources, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        await _record(work, CaseId(case_id), filled.form, user)
    except CONFLICTS:
        seen, typed = filled.form.version, filled.form.reasons
        return await case_has_changed(
            request, work, CaseId(case_id), user, seen=seen, today=today, typed=typed
        )
    done = "agreed" if filled.form.answer == "agree" else "returned"
    return see_other(f"{paths.case(CaseId(case_id), 'decisions')}?done={done}")


def with_reasons_for_returning(filled: Filled[ReviewForm]) -> Filled[ReviewForm]:
    form = filled.form
    if form is None or form.answer == "agree" or form.reasons.strip():
        return filled
    return filled.refused("reasons", "Enter what must be looked at again", "required")


async def _record(work: CaseWork, case_id: CaseId, form: ReviewForm, user: User) -> None:
    given = Review(is_agreed=form.answer == "agree", reasons=form.reasons.strip(), by=user.id, at=utcnow())
    async with work() as uow:
        await commands.review_reasonable_grounds(uow, case_id, given, seen=form.version)


def _review_page(
    request: Request,
    reviewing: Reviewing,
    filled: Filled[ReviewForm],
    sources: Sources,
    *,
    status: int = HTTPStatus.OK,
) -> Response:
    view, decision = reviewing.view, reviewing.decision
    test = reasonable_grounds_test(london_day(decision.decision.written_at))
    named = sources.words(decision.decision.relied_on)
    rows = [*decision_rows(decision), Row("In particular", named), Row("The test", test.words)]
    shown = ReviewPage(
        frame(view, "decisions", reviewing.user, reviewing.today),
        filled,
        rows,
        CHOICES,
        paths.case(view.case.id, "decisions"),
        paths.case(view.case.id, "referral"),
        paths.case(view.case.id, "history"),
    )
    return page(request, "decide/review.html", shown, status=status)
