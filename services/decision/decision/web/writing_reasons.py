"""Writing a decision, on from its findings: what it relies on, and why."""

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from decision.domain.decisions import REASONS_LIMIT
from decision.storage import Draft
from decision.web import paths
from decision.web.edge import ReferralService
from decision.web.relied_on import ReliedForm, Sources, code, listed
from decision.web.writing import Writing, begun_as
from plumbing.clock import utcnow
from plumbing.form_words import Words
from plumbing.forms import AS_TYPED, Filled, MaxLen, fill
from plumbing.pages import page, see_other
from plumbing.service_calls import Peer


class ReasonsForm(ReliedForm):
    reasons: Annotated[
        str, AS_TYPED, MaxLen(REASONS_LIMIT), Words("Enter the reasons for your decision", name="Reasons")
    ]
    leave: str = ""


@dataclass(frozen=True)
class ReasonsPage:
    writing: Writing
    filled: Filled[ReasonsForm]
    title: str
    sources: Sources
    back: str
    most: int = REASONS_LIMIT


def offer_reasons(router: APIRouter, of: type[Writing]) -> None:
    async def ask_reasons(
        writing: Annotated[Writing, Depends(begun_as(of))], service: ReferralService
    ) -> Response:
        return await _ask(writing, service)

    async def save_reasons(
        writing: Annotated[Writing, Depends(begun_as(of))], service: ReferralService
    ) -> Response:
        return await _save(writing, service)

    router.get("/reasons")(ask_reasons)
    router.post("/reasons")(save_reasons)


async def _ask(writing: Writing, service: Peer) -> Response:
    draft = writing.draft
    if draft is None or not writing.agrees(draft):
        return see_other(writing.step("findings"))
    known = [code(each) for each in draft.relied_on]
    filled = Filled[ReasonsForm].showing(relied_on=known, reasons=draft.reasons)
    return _page(writing, draft, filled, await writing.sources(service))


async def _save(writing: Writing, service: Peer) -> Response:
    draft = writing.draft
    if draft is None:
        return see_other(writing.step("outcome"))
    sources = await writing.sources(service)
    filled = listed(await fill(ReasonsForm, writing.visit.request), sources)
    form = filled.form
    if form is None:
        return _page(writing, draft, filled, sources, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    relied_on = sources.chosen(form.relied_on)
    await writing.save(replace(draft, reasons=form.reasons, relied_on=relied_on, saved_at=utcnow()))
    return see_other(paths.case(writing.case_id) if form.leave else writing.step("check"))


def _page(
    writing: Writing,
    draft: Draft,
    filled: Filled[ReasonsForm],
    sources: Sources,
    *,
    status: int = HTTPStatus.OK,
) -> Response:
    title = writing.asking_why.format(draft.outcome.value)
    shown = ReasonsPage(writing, filled, title, sources, writing.step("findings"))
    return page(writing.visit.request, "grounds/reasons.html", shown, status=status)
