"""Writing a decision, at the end: it is checked by its author, and recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from contracts.ids import UserId
from decision.domain.checklist import Checklist
from decision.domain.conclusive_grounds import AlreadyHeld
from decision.domain.decisions import NotEverybodyAsked, Ruling
from decision.storage import CaseChanged, Draft
from decision.web import paths
from decision.web.asked_rows import asked_before, asked_rows
from decision.web.conclusive_words import findings_in_words
from decision.web.conflicts import CONFLICTS, case_has_changed
from decision.web.edge import ReferralService
from decision.web.forms import SeenForm
from decision.web.relied_on import Sources
from decision.web.visits import ByCaseworker, Visit
from decision.web.writing import Writing, begun_as
from plumbing.clock import utcnow
from plumbing.forms import fill
from plumbing.govuk.parts import Row
from plumbing.identifiers import new_id
from plumbing.pages import page, see_other
from plumbing.service_calls import Peer


@dataclass(frozen=True)
class CheckPage:
    writing: Writing
    rows: Sequence[Row]
    after: Sequence[str]
    button: str
    back: str


def offer_check(router: APIRouter, of: type[Writing]) -> None:
    async def check(writing: Annotated[Writing, Depends(begun_as(of))], service: ReferralService) -> Response:
        return await _show(writing, service)

    async def record(visit: ByCaseworker) -> Response:
        return await _record(visit, of)

    router.get("/check")(check)
    router.post("/check")(record)


async def _show(writing: Writing, service: Peer) -> Response:
    draft = writing.draft
    if draft is None or not writing.agrees(draft):
        return see_other(writing.step("findings"))
    if not (draft.reasons.strip() and draft.relied_on):
        return see_other(writing.step("reasons"))
    visit = writing.visit
    asked = await asked_before(visit.work, writing.view, draft.outcome, visit.today)
    if asked.gaps:
        return see_other(paths.who_was_asked(writing.case_id))
    rows = _rows(writing, draft, await writing.sources(service), asked)
    shown = CheckPage(writing, rows, writing.after(draft), writing.button(draft), writing.step("reasons"))
    return page(visit.request, "grounds/check.html", shown)


def _rows(writing: Writing, draft: Draft, sources: Sources, asked: Checklist) -> list[Row]:
    findings = findings_in_words(draft.findings)
    relied_on, why = sources.words(draft.relied_on), writing.step("reasons")
    return [
        Row("Outcome", writing.outcome(draft), change=writing.step("outcome"), hidden="outcome"),
        Row("Findings", findings, change=writing.step("findings"), hidden="findings"),
        Row("Relies on", relied_on, change=why, hidden="what it relies on"),
        Row("Reasons", draft.reasons, change=why, hidden="reasons"),
        Row("Test applied", [writing.test.words, f"Version {writing.test.version}"]),
        *asked_rows(asked, writing.case_id),
    ]


async def _record(visit: Visit, of: type[Writing]) -> Response:
    filled = await fill(SeenForm, visit.request)
    seen = filled.form.version if filled.form else 0
    async with visit.work() as uow:
        draft = await uow.reasons.draft(visit.case_id, visit.user.id, of.kind)
    try:
        done = await _rule(visit, of, draft, seen=seen)
    except NotEverybodyAsked:
        return see_other(paths.who_was_asked(visit.case_id))
    except (*CONFLICTS, AlreadyHeld):
        return await case_has_changed(visit, seen=seen, typed=draft.reasons if draft else "")
    return see_other(f"{paths.case(visit.case_id, 'decisions')}?done={done}")


async def _rule(visit: Visit, of: type[Writing], draft: Draft | None, *, seen: int) -> str:
    if draft is None:
        raise CaseChanged(visit.case_id, seen=seen, now=seen)
    ruling = _ruling(draft, visit.user.id)
    async with visit.work() as uow:
        return await of.record(uow, visit.case_id, ruling, seen=seen)


def _ruling(draft: Draft, by: UserId) -> Ruling:
    return Ruling(
        decision_id=new_id(),
        outcome=draft.outcome,
        reasons=draft.reasons,
        by=by,
        at=utcnow(),
        head=draft.head,
        findings=draft.findings,
        relied_on=draft.relied_on,
    )
