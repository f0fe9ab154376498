"""Notes and health detail for a manager or another worker: once, after typing why (VI-5)."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.commands.reading import open_record
from care.queries.lives import Life, life
from care.web import paths
from care.web.edge import Desk, FreshSupportersDesk
from care.web.life.frame import LifeFrame
from care.web.life.leaving_view import leaving_view
from care.web.life.pages import frame_of, read_life
from care.web.life.plan_view import plan_view
from contracts.ids import SupportCaseId
from plumbing.form_words import Words
from plumbing.forms import Filled, Form, MaxLen, fill
from plumbing.pages import form_page, page
from plumbing.problems import Problem
from plumbing.rate_limits import limited

router = APIRouter(prefix=f"{paths.PEOPLE}/{{support_case_id}}/read")
Part = Literal["plan", "leaving"]


class WhyForm(Form):
    reason: Annotated[str, MaxLen(300), Words("Enter why you need to read this", name="Why you need it")]


@dataclass(frozen=True)
class WhyView:
    frame: LifeFrame
    back: str
    filled: Filled[WhyForm]


@router.get("/{part}")
async def ask_why(
    request: Request, desk: FreshSupportersDesk, support_case_id: SupportCaseId, part: Part
) -> Response:
    await _may_say_why(desk, support_case_id)
    return await _ask(request, desk, support_case_id, part, Filled())


@router.post("/{part}", dependencies=[limited("reveal")])
async def read(
    request: Request, desk: FreshSupportersDesk, support_case_id: SupportCaseId, part: Part
) -> Response:
    """Answers with the words themselves: there is no page to come back to, and none to reload."""
    await _may_say_why(desk, support_case_id)
    filled = await fill(WhyForm, request)
    if filled.form is None:
        return await _ask(request, desk, support_case_id, part, filled)
    async with desk.work() as uow:
        opened = await open_record(uow, support_case_id, filled.form.reason, desk.by)
        await uow.session.flush()
        found = await life(uow, support_case_id, asks=desk.actor, opened=opened)
    return _page(request, desk, found, await frame_of(desk, support_case_id, part), part)


def _page(request: Request, desk: Desk, found: Life, surrounding: LifeFrame, part: Part) -> Response:
    if part == "plan":
        return page(request, "life/plan.html", plan_view(found, surrounding, desk))
    return page(request, "life/leaving.html", leaving_view(found, surrounding, desk))


async def _may_say_why(desk: Desk, support_case_id: SupportCaseId) -> None:
    if not (await read_life(desk, support_case_id)).reader.may_say_why:
        raise Problem(
            HTTPStatus.FORBIDDEN,
            "You see all that you may see of this person’s record already.",
            heading="There is nothing more to read",
        )


async def _ask(
    request: Request, desk: Desk, support_case_id: SupportCaseId, part: Part, filled: Filled[WhyForm]
) -> Response:
    surrounding = await frame_of(desk, support_case_id, part)
    view = WhyView(surrounding, paths.person(support_case_id, part), filled)
    return form_page(request, "life/why.html", view)
