"""Recording a reasonable grounds decision, on from its findings: what it relies on, reasons, the check."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from contracts.ids import CaseId
from decision import commands
from decision.domain.checklist import Checklist
from decision.domain.decisions import REASONS_LIMIT, NotEverybodyAsked, Outcome, Ruling
from decision.domain.definition import FindingsDisagree, FindingsIncomplete, check_first_findings
from decision.domain.grounds import GroundsTest
from decision.storage import CaseChanged, Draft
from decision.web import paths
from decision.web.asked_rows import asked_before, asked_rows
from decision.web.case_frame import CaseFrame
from decision.web.conclusive_words import findings_in_words
from decision.web.conflicts import CONFLICTS, case_has_changed
from decision.web.deciding_forms import FirstReasonsForm
from decision.web.deciding_writing import Decidable, Writing, save_draft
from decision.web.edge import CaseWork, Caseworker, ReferralService, Today
from decision.web.forms import SeenForm
from decision.web.joining_words import asking_how_related
from decision.web.relied_on import Sources, code, listed, sources_for
from decision.web.words import OUTCOMES
from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.forms import Filled, fill
from plumbing.govuk.parts import Option, Row
from plumbing.identifiers import new_id
from plumbing.pages import page, see_other
from plumbing.service_calls import Peer

router = APIRouter(prefix="/cases/{case_id}/reasonable-grounds")

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
class FirstReasonsPage:
    frame: CaseFrame
    filled: Filled[FirstReasonsForm]
    sources: Sequence[Option]
    trouble: str
    outcome: str
    test: GroundsTest
    referral_href: str
    back: str
    returned_for: str
    most: int = REASONS_LIMIT


@dataclass(frozen=True)
class CheckPage:
    frame: CaseFrame
    rows: Sequence[Row]
    after: Sequence[str]
    button: str
    back: str


@router.get("/reasons")
async def ask_reasons(
    request: Request, writing: Decidable, work: CaseWork, service: ReferralService
) -> Response:
    draft = writing.draft
    if draft is None or not _agree(draft):
        return see_other(paths.decide(writing.case_id, "findings"))
    known = [code(each) for each in draft.relied_on]
    filled = Filled[FirstReasonsForm].showing(relied_on=known, reasons=draft.reasons)
    return _reasons_page(request, writing, draft, filled, await _sources(writing, work, service))


@router.post("/reasons")
async def save_reasons(
    request: Request, writing: Decidable, work: CaseWork, service: ReferralService
) -> Response:
    draft = writing.draft
    if draft is None:
        return see_other(paths.decide(writing.case_id, "outcome"))
    sources = await _sources(writing, work, service)
    filled = listed(await fill(FirstReasonsForm, request), sources)
    if filled.form is None:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _reasons_page(request, writing, draft, filled, sources, status=status)
    relied_on = sources.chosen(filled.form.relied_on)
    changed = replace(draft, reasons=filled.form.reasons, relied_on=relied_on, saved_at=utcnow())
    await save_draft(work, writing, changed)
    is_leaving = bool(filled.form.leave)
    return see_other(paths.case(writing.case_id) if is_leaving else paths.decide(writing.case_id, "check"))


@router.get("/check")
async def check(request: Request, writing: Decidable, work: CaseWork, service: ReferralService) -> Response:
    draft = writing.draft
    if draft is None or not _agree(draft):
        return see_other(paths.decide(writing.case_id, "findings"))
    if not (draft.reasons.strip() and draft.relied_on):
        return see_other(paths.decide(writing.case_id, "reasons"))
    asked = await asked_before(work, writing.view, draft.outcome, writing.today)
    if asked.gaps:
        return see_other(paths.who_was_asked(writing.case_id))
    sources = await _sources(writing, work, service)
    return page(request, "decide/check.html", _check_page(writing, draft, sources, asked))


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
        decision_id=new_id(),
        outcome=draft.outcome,
        reasons=draft.reasons,
        by=user.id,
        at=utcnow(),
        findings=draft.findings,
        relied_on=draft.relied_on,
    )
    with asking_how_related():
        async with work() as uow:
            await commands.decide_reasonable_grounds(uow, case_id, ruling, seen=seen)
    return draft.outcome


async def _sources(writing: Writing, work: CaseWork, service: Peer) -> Sources:
    return await sources_for(work, writing.view.case, service, writing.user)


def _agree(draft: Draft) -> bool:
    try:
        check_first_findings(draft.findings, is_positive=draft.outcome is Outcome.POSITIVE)
    except (FindingsDisagree, FindingsIncomplete):
        return False
    return True


def _reasons_page(
    request: Request,
    writing: Writing,
    draft: Draft,
    filled: Filled[FirstReasonsForm],
    sources: Sources,
    *,
    status: int = HTTPStatus.OK,
) -> Response:
    shown = FirstReasonsPage(
        writing.frame,
        filled,
        sources.options,
        sources.trouble,
        draft.outcome.value,
        writing.test,
        writing.referral_href,
        paths.decide(writing.case_id, "findings"),
        writing.returned_for,
    )
    return page(request, "decide/reasons.html", shown, status=status)


def _check_page(writing: Writing, draft: Draft, sources: Sources, asked: Checklist) -> CheckPage:
    change = {step: paths.decide(writing.case_id, step) for step in ("outcome", "findings", "reasons")}
    relies_on = sources.words(draft.relied_on)
    rows = [
        Row("Outcome", OUTCOMES[draft.outcome], change=change["outcome"], hidden="outcome"),
        Row("Findings", findings_in_words(draft.findings), change=change["findings"], hidden="findings"),
        Row("Relies on", relies_on, change=change["reasons"], hidden="what it relies on"),
        Row("Reasons", draft.reasons, change=change["reasons"], hidden="reasons"),
        Row("Test applied", [writing.test.words, f"Version {writing.test.version}"]),
        *asked_rows(asked, writing.case_id),
    ]
    is_positive = draft.outcome is Outcome.POSITIVE
    button = "Record the positive decision" if is_positive else "Send for second review"
    return CheckPage(writing.frame, rows, AFTER[draft.outcome], button, change["reasons"])
