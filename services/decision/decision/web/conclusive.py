"""Recording a conclusive grounds decision: the outcome, and what is found of each part of its definition."""

from dataclasses import replace

from fastapi import APIRouter, Request
from starlette.responses import Response

from decision.domain.decisions import DecisionKind
from decision.domain.definition import FindingsDisagree, FindingsIncomplete, Head, Part, check_findings
from decision.storage import Draft
from decision.web.conclusive_forms import BothHeadsForm, ConclusiveOutcomeForm, TraffickingForm
from decision.web.conclusive_words import OUTCOME_OPTIONS, chosen_of, field_of, head_of, outcome_of
from decision.web.conclusive_writing import Concludable, ConclusiveWriting
from decision.web.writing_check import offer_check
from decision.web.writing_findings import findings_page, known_findings, outcome_page
from decision.web.writing_reasons import offer_reasons
from plumbing.clock import utcnow
from plumbing.forms import Filled, fill
from plumbing.pages import see_other

router = APIRouter(prefix="/cases/{case_id}/conclusive-grounds")

ASKED = "On the balance of probabilities, is the person a victim of modern slavery?"
DISAGREE = (
    "What you find of each part leads to another outcome than the one you chose. "
    "Change what you find, or go back and change the outcome"
)
NOT_REACHED = "If every part of trafficking is found, the outcome is trafficking. Go back and change it"


@router.get("/outcome")
async def ask_conclusive_outcome(writing: Concludable) -> Response:
    known = {"outcome": chosen_of(writing.draft.head)} if writing.draft else {}
    return outcome_page(writing, Filled[ConclusiveOutcomeForm].showing(**known), ASKED, OUTCOME_OPTIONS)


@router.post("/outcome")
async def save_conclusive_outcome(request: Request, writing: Concludable) -> Response:
    filled = await fill(ConclusiveOutcomeForm, request)
    if filled.form is None:
        return outcome_page(writing, filled, ASKED, OUTCOME_OPTIONS)
    head = head_of(filled.form.outcome)
    draft = writing.draft or Draft(outcome_of(head), "", utcnow(), DecisionKind.CONCLUSIVE_GROUNDS)
    await writing.save(replace(draft, outcome=outcome_of(head), head=head, saved_at=utcnow()))
    return see_other(writing.step("findings"))


@router.get("/findings")
async def ask_findings(writing: Concludable) -> Response:
    if writing.draft is None:
        return see_other(writing.step("outcome"))
    known = known_findings(writing.draft)
    return _findings_page(writing, writing.draft, Filled[TraffickingForm].showing(**known))


@router.post("/findings")
async def save_findings(request: Request, writing: Concludable) -> Response:
    if writing.draft is None:
        return see_other(writing.step("outcome"))
    filled = _checked(await fill(_form_of(writing.draft.head), request), writing.draft.head)
    if filled.form is None:
        return _findings_page(writing, writing.draft, filled)
    await writing.save(replace(writing.draft, findings=filled.form.findings, saved_at=utcnow()))
    return see_other(writing.step("reasons"))


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


def _findings_page(writing: ConclusiveWriting, draft: Draft, filled: Filled[TraffickingForm]) -> Response:
    heads = [Head.TRAFFICKING] if draft.head is Head.TRAFFICKING else list(Head)
    title = "What do you find of each part of the definition?"
    return findings_page(writing, filled, title, [f"You chose: {writing.outcome(draft)}."], heads)


offer_reasons(router, ConclusiveWriting)
offer_check(router, ConclusiveWriting)
