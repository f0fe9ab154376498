"""A second, different person agrees with a negative decision or returns it to its author."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from clocks import london_day
from contracts.ids import CaseId
from decision import commands, concluding
from decision.domain.decisions import REASONS_LIMIT, DecisionState, Review
from decision.domain.grounds import GroundsTest, conclusive_grounds_test, reasonable_grounds_test
from decision.domain.stages import Stage
from decision.queries.case import CaseView, DecisionView, decisions
from decision.storage import UnitOfWork
from decision.web import paths
from decision.web.case_frame import CaseFrame, frame, read_case
from decision.web.conflicts import CONFLICTS, case_has_changed
from decision.web.decision_cards import decision_rows
from decision.web.edge import ReferralService
from decision.web.forms import ReviewForm
from decision.web.relied_on import sources_for
from decision.web.visits import ByReviewer, Visit
from plumbing.clock import utcnow
from plumbing.forms import Filled, fill
from plumbing.govuk.parts import Option, Row
from plumbing.pages import page, see_other
from plumbing.problems import Problem
from plumbing.service_calls import Peer

router = APIRouter(prefix="/cases/{case_id}")

CHOICES = [
    Option("agree", "Agree: the negative decision stands", "It takes effect at once"),
    Option("return", "Return it to its author", "Say what must be looked at again"),
]
OWN_DECISION = (
    "You wrote this decision. A negative decision is checked by somebody who did not write it, "
    "so a colleague who reviews decisions must do this."
)
NOT_NOW = "You cannot review this case now"
DONE = {
    DecisionState.STANDS: "cg-agreed",
    DecisionState.AWAITING_PANEL: "cg-to-panel",
    DecisionState.RETURNED: "returned",
}


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """Which of the two decisions is reviewed. `record` returns what the page after it is to say."""

    caption: str
    stage: Stage
    test: Callable[[date], GroundsTest]
    record: Callable[[UnitOfWork, CaseId, Review, int], Awaitable[str]]


async def _record_first(uow: UnitOfWork, case_id: CaseId, given: Review, seen: int) -> str:
    await commands.review_reasonable_grounds(uow, case_id, given, seen=seen)
    return "agreed" if given.is_agreed else "returned"


async def _record_conclusive(uow: UnitOfWork, case_id: CaseId, given: Review, seen: int) -> str:
    return DONE[await concluding.review_conclusive_grounds(uow, case_id, given, seen=seen)]


REASONABLE = Grounds(
    caption="Reasonable grounds",
    stage=Stage.REASONABLE_GROUNDS_REVIEW,
    test=reasonable_grounds_test,
    record=_record_first,
)
CONCLUSIVE = Grounds(
    caption="Conclusive grounds",
    stage=Stage.CONCLUSIVE_GROUNDS_REVIEW,
    test=conclusive_grounds_test,
    record=_record_conclusive,
)


@dataclass(frozen=True)
class ReviewPage:
    frame: CaseFrame
    filled: Filled[ReviewForm]
    rows: Sequence[Row]
    choices: Sequence[Option]
    back: str
    referral_href: str
    history_href: str
    caption: str
    most: int = REASONS_LIMIT


@dataclass(frozen=True)
class Reviewing:
    grounds: Grounds
    visit: Visit
    view: CaseView
    decision: DecisionView


def offer_review(path: str, grounds: Grounds) -> None:
    async def reviewable(visit: ByReviewer) -> Reviewing:
        return await _reviewing(visit, grounds)

    async def ask(reviewing: Annotated[Reviewing, Depends(reviewable)], service: ReferralService) -> Response:
        return await _review_page(reviewing, Filled[ReviewForm](), service)

    async def review(visit: ByReviewer, service: ReferralService) -> Response:
        return await _review(visit, grounds, service)

    router.get(path)(ask)
    router.post(path)(review)


async def _reviewing(visit: Visit, grounds: Grounds) -> Reviewing:
    async with visit.work() as uow:
        view = await read_case(uow, visit.case_id, visit.user, page="reviewing", at=utcnow())
        if view.case.stage is not grounds.stage:
            raise Problem(HTTPStatus.CONFLICT, "No decision on this case waits for review.", heading=NOT_NOW)
        latest = (await decisions(uow, view.case))[0]
    if latest.decision.written_by == visit.user.id:
        raise Problem(HTTPStatus.FORBIDDEN, OWN_DECISION, heading="Somebody else must review this decision")
    return Reviewing(grounds, visit, view, latest)


async def _review(visit: Visit, grounds: Grounds, service: Peer) -> Response:
    filled = _with_reasons_for_returning(await fill(ReviewForm, visit.request))
    form = filled.form
    if form is None:
        return await _review_page(await _reviewing(visit, grounds), filled, service)
    is_agreed, reasons = form.answer == "agree", form.reasons.strip()
    given = Review(is_agreed=is_agreed, reasons=reasons, by=visit.user.id, at=utcnow())
    try:
        async with visit.work() as uow:
            done = await grounds.record(uow, visit.case_id, given, form.version)
    except CONFLICTS:
        return await case_has_changed(visit, seen=form.version, typed=form.reasons)
    return see_other(f"{paths.case(visit.case_id, 'decisions')}?done={done}")


def _with_reasons_for_returning(filled: Filled[ReviewForm]) -> Filled[ReviewForm]:
    form = filled.form
    if form is None or form.answer == "agree" or form.reasons.strip():
        return filled
    return filled.refused("reasons", "Enter what must be looked at again", "required")


async def _review_page(reviewing: Reviewing, filled: Filled[ReviewForm], service: Peer) -> Response:
    visit, view = reviewing.visit, reviewing.view
    shown = ReviewPage(
        frame(view, "decisions", visit.user, visit.today),
        filled,
        await _rows(reviewing, service),
        CHOICES,
        paths.case(visit.case_id, "decisions"),
        paths.case(visit.case_id, "referral"),
        paths.case(visit.case_id, "history"),
        reviewing.grounds.caption,
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if filled.errors else HTTPStatus.OK
    return page(visit.request, "grounds/review.html", shown, status=status)


async def _rows(reviewing: Reviewing, service: Peer) -> list[Row]:
    visit, decision = reviewing.visit, reviewing.decision.decision
    sources = await sources_for(visit.work, reviewing.view.case, service, visit.user)
    test = reviewing.grounds.test(london_day(decision.written_at))
    named = Row("In particular", sources.words(decision.relied_on))
    return [*decision_rows(reviewing.decision), named, Row("The test", test.words)]


offer_review("/reasonable-grounds/review", REASONABLE)
offer_review("/conclusive-grounds/review", CONCLUSIVE)
