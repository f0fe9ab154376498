"""The pages: plan and contacts, leaving and afterwards, and one page for each act."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.domain.refusals import Refused
from care.queries.lives import Life, life
from care.queries.people import person
from care.web import paths
from care.web.edge import AnyDesk, Desk
from care.web.life.acts import LEAVING, PLAN, AnyAct, Question, by_of, faults
from care.web.life.all_acts import ACTS
from care.web.life.frame import LifeFrame, frame
from care.web.life.leaving_view import LeavingView, leaving_view
from care.web.life.plan_view import PlanView, plan_view
from contracts.ids import SupportCaseId
from plumbing.forms import FieldError, Filled, fill
from plumbing.pages import form_page, page, see_other
from plumbing.problems import Problem

router = APIRouter(prefix=f"{paths.PEOPLE}/{{support_case_id}}")


@dataclass(frozen=True)
class ActPage:
    frame: LifeFrame
    act: AnyAct
    filled: Filled[Any]
    questions: tuple[Question, ...]
    before: tuple[str, ...]
    back: str

    @property
    def errors(self) -> tuple[FieldError, ...]:
        return self.filled.errors


async def read_life(desk: Desk, support_case_id: SupportCaseId) -> Life:
    async with desk.work() as uow:
        return await life(uow, support_case_id, asks=desk.actor)


@router.get("/plan")
async def show_plan(request: Request, desk: AnyDesk, support_case_id: SupportCaseId) -> Response:
    found = await read_life(desk, support_case_id)
    view: PlanView = plan_view(found, await frame_of(desk, support_case_id, PLAN), desk)
    return page(request, "life/plan.html", view)


@router.get("/leaving")
async def show_leaving(request: Request, desk: AnyDesk, support_case_id: SupportCaseId) -> Response:
    found = await read_life(desk, support_case_id)
    view: LeavingView = leaving_view(found, await frame_of(desk, support_case_id, LEAVING), desk)
    return page(request, "life/leaving.html", view)


@router.get("/do/{name}")
async def ask(request: Request, desk: AnyDesk, support_case_id: SupportCaseId, name: str) -> Response:
    act, found = await _offered(desk, support_case_id, name)
    filled = Filled[Any].showing(**act.known(found, desk))
    return await _act_page(request, desk, act, found, filled)


@router.post("/do/{name}")
async def do(request: Request, desk: AnyDesk, support_case_id: SupportCaseId, name: str) -> Response:
    act, found = await _offered(desk, support_case_id, name)
    filled = await fill(act.form, request, today=desk.today)
    if filled.form is None:
        return await _act_page(request, desk, act, found, filled)
    try:
        async with desk.work() as uow:
            await act.record(uow, support_case_id, filled.form, by_of(desk))
    except Refused as refused:
        for field, words in faults(refused, act.pointer):
            filled = filled.refused(field, words, refused.code)
        return await _act_page(request, desk, act, found, filled)
    return see_other(paths.person(support_case_id, act.part))


async def _offered(desk: Desk, support_case_id: SupportCaseId, name: str) -> tuple[AnyAct, Life]:
    act = ACTS.get(name)
    if act is None:
        raise Problem(HTTPStatus.NOT_FOUND)
    found = await read_life(desk, support_case_id)
    if not act.may(found, desk):
        raise Problem(
            HTTPStatus.CONFLICT,
            "It cannot be done with this person’s support as it is now, or not by you.",
            heading="You cannot do this now",
        )
    return act, found


async def frame_of(desk: Desk, support_case_id: SupportCaseId, part: str) -> LifeFrame:
    async with desk.work() as uow:
        return frame(await person(uow, support_case_id), desk, part)


async def _act_page(request: Request, desk: Desk, act: AnyAct, found: Life, filled: Filled[Any]) -> Response:
    view = ActPage(
        await frame_of(desk, found.case.id, act.part),
        act,
        filled,
        tuple(act.questions(found, desk)),
        tuple(act.before(found, desk)),
        paths.person(found.case.id, act.part),
    )
    return form_page(request, "life/act.html", view)
