"""Recording a conclusive grounds decision: the outcome, and what is found of each part of its definition."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import Response

from decision.domain.definition import FindingsDisagree, FindingsIncomplete, Head, Part, check_findings
from decision.domain.grounds import GroundsTest, definitions
from decision.storage import Draft
from decision.web import paths
from decision.web.case_frame import CaseFrame
from decision.web.conclusive_forms import BothHeadsForm, ConclusiveOutcomeForm, TraffickingForm
from decision.web.conclusive_words import (
    HEADS,
    OUTCOME_OPTIONS,
    chosen_of,
    field_of,
    head_of,
    outcome_of,
)
from decision.web.conclusive_writing import KIND, Concludable, ConclusiveWriting, save_draft
from decision.web.edge import CaseWork
from decision.web.findings_shown import DefinitionShown, definition_shown
from plumbing.clock import utcnow
from plumbing.forms import Filled, fill
from plumbing.govuk.parts import Option
from plumbing.pages import page, see_other

router = APIRouter(prefix="/cases/{case_id}/conclusive-grounds")

DISAGREE = (
    "What you find of each part leads to another outcome than the one you chose. "
    "Change what you find, or go back and change the outcome"
)
NOT_REACHED = "If every part of trafficking is found, the outcome is trafficking. Go back and change it"


@dataclass(frozen=True)
class OutcomePage:
    frame: CaseFrame
    filled: Filled[ConclusiveOutcomeForm]
    choices: Sequence[Option]
    test: GroundsTest
    referral_href: str
    back: str


@dataclass(frozen=True)
class FindingsPage:
    frame: CaseFrame
    filled: Filled[TraffickingForm]
    outcome: str
    definitions: Sequence[DefinitionShown]
    test: GroundsTest
    referral_href: str
    back: str


@router.get("/outcome")
async def ask_conclusive_outcome(request: Request, writing: Concludable) -> Response:
    known = {"outcome": chosen_of(writing.draft.head)} if writing.draft else {}
    return _outcome_page(request, writing, Filled[ConclusiveOutcomeForm].showing(**known))


@router.post("/outcome")
async def save_conclusive_outcome(request: Request, writing: Concludable, work: CaseWork) -> Response:
    filled = await fill(ConclusiveOutcomeForm, request)
    if filled.form is None:
        return _outcome_page(request, writing, filled, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    head = head_of(filled.form.outcome)
    empty = Draft(outcome_of(head), "", utcnow(), KIND)
    draft = replace(writing.draft or empty, outcome=outcome_of(head), head=head, saved_at=utcnow())
    await save_draft(work, writing, draft)
    return see_other(paths.conclude(writing.case_id, "findings"))


@router.get("/findings")
async def ask_findings(request: Request, writing: Concludable) -> Response:
    if writing.draft is None:
        return see_other(paths.conclude(writing.case_id, "outcome"))
    known = {field_of(each.part): each.answer.value for each in writing.draft.findings}
    return _findings_page(request, writing, writing.draft, Filled[TraffickingForm].showing(**known))


@router.post("/findings")
async def save_findings(request: Request, writing: Concludable, work: CaseWork) -> Response:
    if writing.draft is None:
        return see_other(paths.conclude(writing.case_id, "outcome"))
    filled = _checked(await fill(_form_of(writing.draft.head), request), writing.draft.head)
    if filled.form is None:
        return _findings_page(request, writing, writing.draft, filled, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    draft = replace(writing.draft, findings=filled.form.findings, saved_at=utcnow())
    await save_draft(work, writing, draft)
    return see_other(paths.conclude(writing.case_id, "reasons"))


def _form_of(head: Head | None) -> type[TraffickingForm]:
    return TraffickingForm if head is Head.TRAFFICKING else BothHeadsForm


def _checked(filled: Filled[TraffickingForm], head: Head | None) -> Filled[TraffickingForm]:
    if filled.form is None:
        return filled
    try:
        check_findings(filled.form.findings, head)
    except FindingsDisagree:
        return filled.refused(field_of(Part.TRAFFICKING_ACTION), DISAGREE)
    except FindingsIncomplete:
        is_first = head is Head.TRAFFICKING
        return filled.refused(field_of(Part.TRAFFICKING_ACTION), DISAGREE if is_first else NOT_REACHED)
    return filled


def _outcome_page(
    request: Request,
    writing: ConclusiveWriting,
    filled: Filled[ConclusiveOutcomeForm],
    *,
    status: int = HTTPStatus.OK,
) -> Response:
    back = paths.case(writing.case_id)
    shown = OutcomePage(writing.frame, filled, OUTCOME_OPTIONS, writing.test, writing.referral_href, back)
    return page(request, "conclusive/outcome.html", shown, status=status)


def _findings_page(
    request: Request,
    writing: ConclusiveWriting,
    draft: Draft,
    filled: Filled[TraffickingForm],
    *,
    status: int = HTTPStatus.OK,
) -> Response:
    heads = [Head.TRAFFICKING] if draft.head is Head.TRAFFICKING else list(Head)
    shown = FindingsPage(
        writing.frame,
        filled,
        HEADS[draft.head],
        [definition_shown(definitions()[head]) for head in heads],
        writing.test,
        writing.referral_href,
        paths.conclude(writing.case_id, "outcome"),
    )
    return page(request, "conclusive/findings.html", shown, status=status)
