"""Recording a conclusive grounds decision, on from its findings: what it relies on, reasons, the check."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from contracts.ids import CaseId
from decision import concluding
from decision.domain.checklist import Checklist
from decision.domain.conclusive_grounds import AlreadyHeld
from decision.domain.decisions import (
    REASONS_LIMIT,
    DecisionState,
    NotEverybodyAsked,
    Outcome,
    Ruling,
)
from decision.domain.definition import FindingsDisagree, FindingsIncomplete, check_findings
from decision.domain.grounds import GroundsTest
from decision.storage import CaseChanged, Draft
from decision.web import paths
from decision.web.asked_rows import asked_before, asked_rows
from decision.web.case_frame import CaseFrame
from decision.web.conclusive_forms import ConclusiveReasonsForm
from decision.web.conclusive_words import HEADS, findings_in_words
from decision.web.conclusive_writing import KIND, Concludable, ConclusiveWriting, save_draft
from decision.web.conflicts import CONFLICTS, case_has_changed
from decision.web.edge import CaseWork, Caseworker, ReferralService, Today
from decision.web.forms import SeenForm
from decision.web.relied_on import Sources, code, listed, sources_for
from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.forms import Filled, fill
from plumbing.govuk.dates import day
from plumbing.govuk.parts import Option, Row
from plumbing.identifiers import new_id
from plumbing.pages import page, see_other
from plumbing.service_calls import Peer

router = APIRouter(prefix="/cases/{case_id}/conclusive-grounds")

DONE = {
    DecisionState.STANDS: "cg-positive",
    DecisionState.AWAITING_REVIEW: "cg-sent",
    DecisionState.HELD: "cg-held",
}


@dataclass(frozen=True)
class ConclusiveReasonsPage:
    frame: CaseFrame
    filled: Filled[ConclusiveReasonsForm]
    sources: Sequence[Option]
    trouble: str
    test: GroundsTest
    referral_href: str
    back: str
    returned_for: str
    most: int = REASONS_LIMIT


@dataclass(frozen=True)
class ConclusiveCheckPage:
    frame: CaseFrame
    rows: Sequence[Row]
    after: Sequence[str]
    button: str
    back: str


@router.get("/reasons")
async def ask_conclusive_reasons(
    request: Request, writing: Concludable, work: CaseWork, service: ReferralService
) -> Response:
    draft = writing.draft
    if draft is None or not _agree(draft):
        return see_other(paths.conclude(writing.case_id, "findings"))
    known = [code(each) for each in draft.relied_on]
    filled = Filled[ConclusiveReasonsForm].showing(relied_on=known, reasons=draft.reasons)
    sources = await _sources(writing, work, service)
    return _reasons_page(request, writing, filled, sources)


@router.post("/reasons")
async def save_conclusive_reasons(
    request: Request, writing: Concludable, work: CaseWork, service: ReferralService
) -> Response:
    if writing.draft is None:
        return see_other(paths.conclude(writing.case_id, "outcome"))
    sources = await _sources(writing, work, service)
    filled = listed(await fill(ConclusiveReasonsForm, request), sources)
    if filled.form is None:
        return _reasons_page(request, writing, filled, sources, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    relied_on = sources.chosen(filled.form.relied_on)
    draft = replace(writing.draft, reasons=filled.form.reasons, relied_on=relied_on, saved_at=utcnow())
    await save_draft(work, writing, draft)
    is_leaving = bool(filled.form.leave)
    return see_other(paths.case(writing.case_id) if is_leaving else paths.conclude(writing.case_id, "check"))


@router.get("/check")
async def check_conclusive(
    request: Request, writing: Concludable, work: CaseWork, service: ReferralService
) -> Response:
    draft = writing.draft
    if draft is None or not _agree(draft):
        return see_other(paths.conclude(writing.case_id, "findings"))
    if not (draft.reasons.strip() and draft.relied_on):
        return see_other(paths.conclude(writing.case_id, "reasons"))
    asked = await asked_before(work, writing.view, draft.outcome, writing.today)
    if asked.gaps:
        return see_other(paths.who_was_asked(writing.case_id))
    sources = await _sources(writing, work, service)
    return page(request, "conclusive/check.html", _check_page(writing, draft, sources, asked))


@router.post("/check")
async def conclude(
    request: Request, case_id: UUID, user: Caseworker, work: CaseWork, today: Today
) -> Response:
    filled = await fill(SeenForm, request)
    seen = filled.form.version if filled.form else 0
    async with work() as uow:
        draft = await uow.reasons.draft(CaseId(case_id), user.id, KIND)
    typed = draft.reasons if draft else ""
    try:
        state = await _conclude(work, CaseId(case_id), draft, user, seen=seen)
    except NotEverybodyAsked:
        return see_other(paths.who_was_asked(CaseId(case_id)))
    except (*CONFLICTS, AlreadyHeld):
        return await case_has_changed(
            request, work, CaseId(case_id), user, seen=seen, today=today, typed=typed
        )
    return see_other(f"{paths.case(CaseId(case_id), 'decisions')}?done={DONE[state]}")


async def _conclude(
    work: CaseWork, case_id: CaseId, draft: Draft | None, user: User, *, seen: int
) -> DecisionState:
    if draft is None:
        raise CaseChanged(case_id, seen=seen, now=seen)
    ruling = Ruling(
        decision_id=new_id(),
        outcome=draft.outcome,
        reasons=draft.reasons,
        by=user.id,
        at=utcnow(),
        head=draft.head,
        findings=draft.findings,
        relied_on=draft.relied_on,
    )
    async with work() as uow:
        return await concluding.decide_conclusive_grounds(uow, case_id, ruling, seen=seen)


async def _sources(writing: ConclusiveWriting, work: CaseWork, service: Peer) -> Sources:
    return await sources_for(work, writing.view.case, service, writing.user)


def _agree(draft: Draft) -> bool:
    try:
        check_findings(draft.findings, draft.head)
    except (FindingsDisagree, FindingsIncomplete):
        return False
    return True


def _reasons_page(
    request: Request,
    writing: ConclusiveWriting,
    filled: Filled[ConclusiveReasonsForm],
    sources: Sources,
    *,
    status: int = HTTPStatus.OK,
) -> Response:
    shown = ConclusiveReasonsPage(
        writing.frame,
        filled,
        sources.options,
        sources.trouble,
        writing.test,
        writing.referral_href,
        paths.conclude(writing.case_id, "findings"),
        writing.returned_for,
    )
    return page(request, "conclusive/reasons.html", shown, status=status)


def _check_page(
    writing: ConclusiveWriting, draft: Draft, sources: Sources, asked: Checklist
) -> ConclusiveCheckPage:
    change = {step: paths.conclude(writing.case_id, step) for step in ("outcome", "findings", "reasons")}
    rows = [
        Row("Outcome", HEADS[draft.head], change=change["outcome"], hidden="outcome"),
        Row("Findings", findings_in_words(draft.findings), change=change["findings"], hidden="findings"),
        Row(
            "Relies on", sources.words(draft.relied_on), change=change["reasons"], hidden="what it relies on"
        ),
        Row("Reasons", draft.reasons, change=change["reasons"], hidden="reasons"),
        Row("Test applied", [writing.test.words, f"Version {writing.test.version}"]),
        *asked_rows(asked, writing.case_id),
    ]
    return ConclusiveCheckPage(
        writing.frame, rows, _after(writing, draft), _button(writing, draft), change["reasons"]
    )


def _after(writing: ConclusiveWriting, draft: Draft) -> list[str]:
    if writing.is_early:
        return [
            _held_until(writing),
            "Nobody outside is told before that.",
            "Until then you can set it aside.",
        ]
    if draft.outcome is Outcome.POSITIVE:
        return ["The decision stands at once.", "The support provider and the first responder are told."]
    return [
        "The decision goes to a second person, who agrees or returns it to you.",
        "Nobody outside is told until it stands.",
    ]


def _held_until(writing: ConclusiveWriting) -> str:
    until = (
        f"until {day(writing.not_before)}" if writing.not_before else "until its day is known and has come"
    )
    return f"The decision is held {until}. Then somebody must confirm it."


def _button(writing: ConclusiveWriting, draft: Draft) -> str:
    if writing.is_early:
        return "Write the decision and hold it"
    return "Record the positive decision" if draft.outcome is Outcome.POSITIVE else "Send for second review"
