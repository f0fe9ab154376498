"""Keeping the record of an assurance panel, step by step, and weighing its disagreement."""

from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any, TypeVar

from fastapi import APIRouter
from starlette.responses import Response

from decision import assuring
from decision.assuring import PapersSent, Sitting
from decision.domain.assurance import Arrangement, LeadsWord, PanelsWord
from decision.domain.decisions import ReasonsMissing
from decision.domain.panels import (
    LeadIsNotIndependent,
    NotQuorate,
    PanelHasNotSat,
    PanelHasSat,
    PapersNotSent,
)
from decision.storage import PanelNotFound, UnitOfWork
from decision.web import paths
from decision.web.conflicts import CONFLICTS, case_has_changed
from decision.web.forms import SeenForm
from decision.web.panel_forms import (
    ArrangePanelForm,
    LeadAnswerForm,
    PanelAnswerForm,
    PapersForm,
    SittingForm,
)
from decision.web.panel_page import PanelStep, panel_page
from decision.web.visits import ByCaseworker, ByLeader, ByStaff, Visit
from plumbing.clock import utcnow
from plumbing.forms import Filled, fill
from plumbing.identifiers import new_id
from plumbing.pages import see_other

router = APIRouter(prefix="/cases/{case_id}/panel")

FormT = TypeVar("FormT", bound=SeenForm)
PUT_RIGHT: Mapping[type[Exception], tuple[str, str]] = {
    NotQuorate: (
        "chair",
        "The chair and two others must take part. If they cannot, arrange the panel for another day",
    ),
    ReasonsMissing: ("reasons", "Enter the reasons the panel gave"),
    LeadIsNotIndependent: ("answer", "You wrote or checked this decision, so another leader must answer"),
}
MOVED_ON = (*CONFLICTS, PanelHasSat, PanelHasNotSat, PapersNotSent, PanelNotFound)


@router.get("")
async def see_panel(visit: ByStaff) -> Response:
    return await panel_page(visit, Filled[Any]())


@router.get("/arrange")
async def ask_when(visit: ByCaseworker) -> Response:
    return await panel_page(visit, Filled[Any](), step=PanelStep.ARRANGE)


@router.post("/arrange")
async def arrange_panel(visit: ByCaseworker) -> Response:
    async def record(uow: UnitOfWork, form: ArrangePanelForm) -> None:
        said = Arrangement(panel_id=new_id(), panel_on=form.panel_on, by=visit.user.id, at=utcnow())
        await assuring.arrange_panel(uow, visit.case_id, said, seen=form.version)

    return await _send(visit, ArrangePanelForm, PanelStep.ARRANGE, record)


@router.post("/papers")
async def send_papers(visit: ByCaseworker) -> Response:
    async def record(uow: UnitOfWork, form: PapersForm) -> None:
        sent = PapersSent(on=form.sent_on, by=visit.user.id, at=utcnow())
        await assuring.send_papers(uow, visit.case_id, sent, seen=form.version)

    return await _send(visit, PapersForm, PanelStep.PAPERS, record)


@router.post("/sitting")
async def record_sitting(visit: ByCaseworker) -> Response:
    async def record(uow: UnitOfWork, form: SittingForm) -> None:
        sat = Sitting(members=form.members, by=visit.user.id, at=utcnow())
        await assuring.record_sitting(uow, visit.case_id, sat, seen=form.version)

    return await _send(visit, SittingForm, PanelStep.SITTING, record)


@router.post("/answer")
async def record_answer(visit: ByCaseworker) -> Response:
    async def record(uow: UnitOfWork, form: PanelAnswerForm) -> None:
        word = PanelsWord(answer=form.answer, reasons=form.reasons, by=visit.user.id, at=utcnow())
        await assuring.hear_panel(uow, visit.case_id, word, seen=form.version)

    return await _send(visit, PanelAnswerForm, PanelStep.ANSWER, record)


@router.post("/lead")
async def record_lead(visit: ByLeader) -> Response:
    async def record(uow: UnitOfWork, form: LeadAnswerForm) -> None:
        word = LeadsWord(answer=form.answer, reasons=form.reasons, by=visit.user.id, at=utcnow())
        await assuring.hear_lead(uow, visit.case_id, word, seen=form.version)

    return await _send(visit, LeadAnswerForm, PanelStep.LEAD, record)


async def _send(
    visit: Visit,
    form_type: type[FormT],
    step: PanelStep,
    record: Callable[[UnitOfWork, FormT], Awaitable[None]],
) -> Response:
    filled = await fill(form_type, visit.request, today=visit.today)
    form = filled.form
    if form is None:
        return await panel_page(visit, filled, step=step, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        async with visit.work() as uow:
            await record(uow, form)
    except tuple(PUT_RIGHT) as refused:
        filled = filled.refused(*PUT_RIGHT[type(refused)])
        return await panel_page(visit, filled, step=step, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except MOVED_ON:
        return await _moved_on(visit, filled, form.version)
    return see_other(paths.panel(visit.case_id))


async def _moved_on(visit: Visit, filled: Filled[Any], seen: int) -> Response:
    typed = filled.value("reasons")
    return await case_has_changed(visit, seen=seen, typed=typed)
