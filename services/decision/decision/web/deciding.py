"""Recording a reasonable grounds decision: outcome, reasons, check; then it stands or awaits review."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from contracts.ids import CaseId
from decision import commands
from decision.domain.checklist import Checklist
from decision.domain.decisions import REASONS_LIMIT, NotEverybodyAsked, Outcome, Ruling
from decision.domain.grounds import GroundsTest, reasonable_grounds_test
from decision.domain.stages import RG_MORE_INFORMATION
from decision.queries.case import CaseView
from decision.storage import CaseChanged, Draft
from decision.web import paths
from decision.web.asked_rows import asked_before, asked_rows
from decision.web.case_frame import CaseFrame, frame, read_case
from decision.web.conflicts import CONFLICTS, case_has_changed, why_not_decide
from decision.web.edge import CaseWork, Caseworker, Today
from decision.web.forms import OutcomeForm, ReasonsForm, SeenForm
from decision.web.words import OUTCOMES
from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.forms import Filled, fill
from plumbing.govuk.parts import Option, Row
from plumbing.identifiers import new_id
from plumbing.pages import page, see_other
from plumbing.problems import Problem

router = APIRouter(prefix="/cases/{case_id}/reasonable-grounds")

CHOICES = [
    Option("positive", "Yes, the decision is positive", "It stands at once and the recovery period begins"),
    Option("negative", "No, the decision is negative", "A second person must agree before it stands"),
]
STILL_WAITING = "Wait for the answers, or stop waiting, before you record a negative decision"
AFTER = {
    Outcome.POSITIVE: [
        "The decision stands at once.",
        "The recovery period begins today, and the support provider is told.",
        "The clock for reasonable grounds ends.",
    ],
    Outcome.NEGATIVE: [
        "The decision goes to a second person, who agrees or returns it to you.",
        "Nobody outside is told until they agree.",
        "The clock for reasonable grounds runs on.",
    ],
}


@dataclass(frozen=True)
class QuestionPage:
    frame: CaseFrame
    filled: Filled[OutcomeForm] | Filled[ReasonsForm]
    test: GroundsTest
    back: str
    referral_href: str
    outcome: str = ""
    choices: Sequence[Option] = ()
    most: int = REASONS_LIMIT


@dataclass(frozen=True)
class CheckPage:
    frame: CaseFrame
    rows: Sequence[Row]
    after: Sequence[str]
    button: str
    back: str


@dataclass(frozen=True)
class Writing:
    """A case somebody may decide now, and what they have written so far."""

    view: CaseView
    draft: Draft | None
    user: User
    today: date

    @property
    def case_id(self) -> CaseId:
        return self.view.case.id

    @property
    def frame(self) -> CaseFrame:
        return frame(self.view, "decisions", self.user, self.today)

    @property
    def referral_href(self) -> str:
        return paths.case(self.case_id, "referral")

    @property
    def test(self) -> GroundsTest:
        return reasonable_grounds_test(self.today)


async def _writing(case_id: UUID, user: Caseworker, work: CaseWork, today: Today) -> Writing:
    async with work() as uow:
        view = await read_case(uow, CaseId(case_id), user, page="deciding", at=utcnow())
        draft = await uow.reasons.draft(CaseId(case_id), user.id)
    if reason := why_not_decide(view, user):
        raise Problem(HTTPStatus.CONFLICT, reason, heading="You cannot record a decision on this case")
    return Writing(view, draft, user, today)


Decidable = Annotated[Writing, Depends(_writing)]


@router.get("/outcome")
async def ask_outcome(request: Request, writing: Decidable) -> Response:
    known = {"outcome": writing.draft.outcome.value} if writing.draft else {}
    return _outcome_page(request, writing, Filled[OutcomeForm].showing(**known))


@router.post("/outcome")
async def save_outcome(request: Request, writing: Decidable, work: CaseWork) -> Response:
    filled = await fill(OutcomeForm, request)
    if filled.form is None:
        return _outcome_page(request, writing, filled, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if filled.form.outcome == "negative" and writing.view.case.stage is RG_MORE_INFORMATION:
        refused = filled.refused("outcome", STILL_WAITING)
        return _outcome_page(request, writing, refused, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    reasons = writing.draft.reasons if writing.draft else ""
    await _save(work, writing, Draft(Outcome(filled.form.outcome), reasons, utcnow()))
    return see_other(paths.decide(writing.case_id, "reasons"))


@router.get("/reasons")
async def ask_reasons(request: Request, writing: Decidable) -> Response:
    if writing.draft is None:
        return see_other(paths.decide(writing.case_id, "outcome"))
    return _reasons_page(request, writing, Filled[ReasonsForm].showing(reasons=writing.draft.reasons))


@router.post("/reasons")
async def save_reasons(request: Request, writing: Decidable, work: CaseWork) -> Response:
    if writing.draft is None:
        return see_other(paths.decide(writing.case_id, "outcome"))
    filled = await fill(ReasonsForm, request)
    if filled.form is None:
        return _reasons_page(request, writing, filled, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    await _save(work, writing, Draft(writing.draft.outcome, filled.form.reasons, utcnow()))
    is_leaving = bool(filled.form.leave)
    return see_other(paths.case(writing.case_id) if is_leaving else paths.decide(writing.case_id, "check"))


@router.get("/check")
async def check(request: Request, writing: Decidable, work: CaseWork) -> Response:
    if writing.draft is None or not writing.draft.reasons.strip():
        return see_other(paths.decide(writing.case_id, "reasons"))
    asked = await asked_before(work, writing.view, writing.draft.outcome, writing.today)
    if asked.gaps:
        return see_other(paths.who_was_asked(writing.case_id))
    return page(request, "decide/check.html", _check_page(writing, writing.draft, asked))


@router.post("/check")
async def decide(request: Request, case_id: UUID, user: Caseworker, work: CaseWork, today: Today) -> Response:
    filled = await fill(SeenForm, request)
    seen = filled.form.version if filled.form else 0
    async with work() as uow:
        draft = await uow.reasons.draft(CaseId(case_id), user.id)
    typed = draft.reasons if draft else ""
    try:
        outcome = await _decide(work, CaseId(case_id), draft, user, seen=seen)
    except NotEverybodyAsked:
        return see_other(paths.who_was_asked(CaseId(case_id)))
    except CONFLICTS:
        return await case_has_changed(
            request, work, CaseId(case_id), user, seen=seen, today=today, typed=typed
        )
    done = "positive" if outcome is Outcome.POSITIVE else "sent"
    return see_other(f"{paths.case(CaseId(case_id), 'decisions')}?done={done}")


async def _decide(work: CaseWork, case_id: CaseId, draft: Draft | None, user: User, *, seen: int) -> Outcome:
    if draft is None:
        raise CaseChanged(case_id, seen=seen, now=seen)
    ruling = Ruling(
        decision_id=new_id(), outcome=draft.outcome, reasons=draft.reasons, by=user.id, at=utcnow()
    )
    async with work() as uow:
        await commands.decide_reasonable_grounds(uow, case_id, ruling, seen=seen)
    return draft.outcome


async def _save(work: CaseWork, writing: Writing, draft: Draft) -> None:
    async with work() as uow:
        await commands.save_draft(uow, new_id(), writing.case_id, draft, by=writing.user.id)


def _outcome_page(
    request: Request, writing: Writing, filled: Filled[OutcomeForm], *, status: int = HTTPStatus.OK
) -> Response:
    back = paths.case(writing.case_id)
    shown = QuestionPage(writing.frame, filled, writing.test, back, writing.referral_href, choices=CHOICES)
    return page(request, "decide/outcome.html", shown, status=status)


def _reasons_page(
    request: Request, writing: Writing, filled: Filled[ReasonsForm], *, status: int = HTTPStatus.OK
) -> Response:
    assert writing.draft is not None
    back = paths.decide(writing.case_id, "outcome")
    outcome = writing.draft.outcome.value
    shown = QuestionPage(writing.frame, filled, writing.test, back, writing.referral_href, outcome=outcome)
    return page(request, "decide/reasons.html", shown, status=status)


def _check_page(writing: Writing, draft: Draft, asked: Checklist) -> CheckPage:
    change = {step: paths.decide(writing.case_id, step) for step in ("outcome", "reasons")}
    rows = [
        Row("Outcome", OUTCOMES[draft.outcome], change=change["outcome"], hidden="outcome"),
        Row("Reasons", draft.reasons, change=change["reasons"], hidden="reasons"),
        Row("Test applied", [writing.test.words, f"Version {writing.test.version}"]),
        *asked_rows(asked, writing.case_id),
    ]
    is_positive = draft.outcome is Outcome.POSITIVE
    button = "Record the positive decision" if is_positive else "Send for second review"
    return CheckPage(writing.frame, rows, AFTER[draft.outcome], button, change["reasons"])
