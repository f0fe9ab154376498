"""Recording a reasonable grounds decision: the outcome, and what is found of each part of the definitions."""

from dataclasses import replace

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
from decision.domain.stages import RG_MORE_INFORMATION
from decision.storage import Draft
from decision.web.conclusive_words import field_of
from decision.web.deciding_forms import FirstFindingsForm, OutcomeForm
from decision.web.deciding_writing import Decidable, FirstWriting
from decision.web.writing_check import offer_check
from decision.web.writing_findings import findings_page, known_findings, outcome_page
from decision.web.writing_reasons import offer_reasons
from plumbing.clock import utcnow
from plumbing.forms import Filled, fill
from plumbing.govuk.parts import Option
from plumbing.pages import see_other

router = APIRouter(prefix="/cases/{case_id}/reasonable-grounds")

ASKED = "Are there reasonable grounds to believe the person is a victim of modern slavery?"
CHOICES = [
    Option("positive", "Yes, the decision is positive", "It stands at once and the recovery period begins"),
    Option("negative", "No, the decision is negative", "A second person must agree before it stands"),
]
STILL_WAITING = "Wait for the answers, or stop waiting, before you record a negative decision"
FOUND_WHEN = (
    "At this stage a part is found when there are reasonable grounds to believe it. "
    "You need not say which form of modern slavery it is."
)
BOTH = "Answer for trafficking. Where a part of it is not found, answer for the second definition too."
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


@router.get("/outcome")
async def ask_outcome(writing: Decidable) -> Response:
    known = {"outcome": writing.draft.outcome.value} if writing.draft else {}
    return outcome_page(writing, Filled[OutcomeForm].showing(**known), ASKED, CHOICES)


@router.post("/outcome")
async def save_outcome(request: Request, writing: Decidable) -> Response:
    filled = _still_waiting(await fill(OutcomeForm, request), writing)
    if filled.form is None:
        return outcome_page(writing, filled, ASKED, CHOICES)
    outcome = Outcome(filled.form.outcome)
    draft = writing.draft or Draft(outcome, "", utcnow())
    await writing.save(replace(draft, outcome=outcome, saved_at=utcnow()))
    return see_other(writing.step("findings"))


def _still_waiting(filled: Filled[OutcomeForm], writing: FirstWriting) -> Filled[OutcomeForm]:
    is_waiting = writing.view.case.stage is RG_MORE_INFORMATION
    if filled.form is not None and filled.form.outcome == "negative" and is_waiting:
        return filled.refused("outcome", STILL_WAITING)
    return filled


@router.get("/findings")
async def ask_first_findings(writing: Decidable) -> Response:
    if writing.draft is None:
        return see_other(writing.step("outcome"))
    known = known_findings(writing.draft)
    return _findings_page(writing, writing.draft, Filled[FirstFindingsForm].showing(**known))


@router.post("/findings")
async def save_first_findings(request: Request, writing: Decidable) -> Response:
    if writing.draft is None:
        return see_other(writing.step("outcome"))
    filled = _checked(await fill(FirstFindingsForm, request), writing.draft.outcome)
    if filled.form is None:
        return _findings_page(writing, writing.draft, filled)
    await writing.save(replace(writing.draft, findings=filled.form.findings, saved_at=utcnow()))
    return see_other(writing.step("reasons"))


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


def _findings_page(writing: FirstWriting, draft: Draft, filled: Filled[FirstFindingsForm]) -> Response:
    title = "What do you find of each part of the definitions?"
    explained = [f"You chose: {writing.outcome(draft)}. {FOUND_WHEN}", BOTH]
    return findings_page(writing, filled, title, explained, list(Head))


offer_reasons(router, FirstWriting)
offer_check(router, FirstWriting)
