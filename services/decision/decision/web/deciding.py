"""Recording a reasonable grounds decision: the outcome, and what is found of each part of the definitions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import Response

from decision.domain.decisions import Outcome
from decision.domain.definition import (
    FindingsDisagree,
    FindingsIncomplete,
    Head,
    Part,
    check_first_findings,
)
from decision.domain.grounds import GroundsTest, definitions
from decision.domain.stages import RG_MORE_INFORMATION
from decision.storage import Draft
from decision.web import paths
from decision.web.case_frame import CaseFrame
from decision.web.conclusive_words import field_of
from decision.web.deciding_forms import FirstFindingsForm, OutcomeForm
from decision.web.deciding_writing import Decidable, Writing, save_draft
from decision.web.edge import CaseWork
from decision.web.findings_shown import DefinitionShown, definition_shown
from decision.web.words import OUTCOMES
from plumbing.clock import utcnow
from plumbing.forms import Filled, fill
from plumbing.govuk.parts import Option
from plumbing.pages import page, see_other

router = APIRouter(prefix="/cases/{case_id}/reasonable-grounds")

CHOICES = [
    Option("positive", "Yes, the decision is positive", "It stands at once and the recovery period begins"),
    Option("negative", "No, the decision is negative", "A second person must agree before it stands"),
]
STILL_WAITING = "Wait for the answers, or stop waiting, before you record a negative decision"
DISAGREE = {
    Outcome.POSITIVE: (
        "For a positive decision every part of one definition must be found, or not be needed. "
        "Change what you find, or go back and change the outcome"
    ),
    Outcome.NEGATIVE: (
        "Every part of a definition is found, which leads to a positive decision. "
        "Change what you find, or go back and change the outcome"
    ),
}
INCOMPLETE = "Where a part of trafficking is not found, select what you find of each part of the second too"


@dataclass(frozen=True)
class OutcomePage:
    frame: CaseFrame
    filled: Filled[OutcomeForm]
    test: GroundsTest
    back: str
    referral_href: str
    choices: Sequence[Option]


@dataclass(frozen=True)
class FirstFindingsPage:
    frame: CaseFrame
    filled: Filled[FirstFindingsForm]
    outcome: str
    definitions: Sequence[DefinitionShown]
    test: GroundsTest
    referral_href: str
    back: str


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
    outcome = Outcome(filled.form.outcome)
    draft = replace(writing.draft or Draft(outcome, "", utcnow()), outcome=outcome, saved_at=utcnow())
    await save_draft(work, writing, draft)
    return see_other(paths.decide(writing.case_id, "findings"))


@router.get("/findings")
async def ask_first_findings(request: Request, writing: Decidable) -> Response:
    if writing.draft is None:
        return see_other(paths.decide(writing.case_id, "outcome"))
    known = {field_of(each.part): each.answer.value for each in writing.draft.findings}
    return _findings_page(request, writing, writing.draft, Filled[FirstFindingsForm].showing(**known))


@router.post("/findings")
async def save_first_findings(request: Request, writing: Decidable, work: CaseWork) -> Response:
    if writing.draft is None:
        return see_other(paths.decide(writing.case_id, "outcome"))
    filled = _checked(await fill(FirstFindingsForm, request), writing.draft.outcome)
    if filled.form is None:
        return _findings_page(request, writing, writing.draft, filled, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    await save_draft(work, writing, replace(writing.draft, findings=filled.form.findings, saved_at=utcnow()))
    return see_other(paths.decide(writing.case_id, "reasons"))


def _checked(filled: Filled[FirstFindingsForm], outcome: Outcome) -> Filled[FirstFindingsForm]:
    if filled.form is None:
        return filled
    try:
        check_first_findings(filled.form.findings, is_positive=outcome is Outcome.POSITIVE)
    except FindingsDisagree:
        return filled.refused(field_of(Part.TRAFFICKING_ACTION), DISAGREE[outcome])
    except FindingsIncomplete:
        return filled.refused(field_of(Part.SLAVERY_MEANS), INCOMPLETE)
    return filled


def _outcome_page(
    request: Request, writing: Writing, filled: Filled[OutcomeForm], *, status: int = HTTPStatus.OK
) -> Response:
    back = paths.case(writing.case_id)
    shown = OutcomePage(writing.frame, filled, writing.test, back, writing.referral_href, CHOICES)
    return page(request, "decide/outcome.html", shown, status=status)


def _findings_page(
    request: Request,
    writing: Writing,
    draft: Draft,
    filled: Filled[FirstFindingsForm],
    *,
    status: int = HTTPStatus.OK,
) -> Response:
    shown = FirstFindingsPage(
        writing.frame,
        filled,
        OUTCOMES[draft.outcome],
        [definition_shown(definitions()[head]) for head in Head],
        writing.test,
        writing.referral_href,
        paths.decide(writing.case_id, "outcome"),
    )
    return page(request, "decide/findings.html", shown, status=status)
