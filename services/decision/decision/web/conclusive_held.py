"""A decision held until it may be served: on that day somebody confirms it, or sets it aside before."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from decision import concluding
from decision.domain.conclusive_grounds import (
    AnotherTestApplies,
    Confirmation,
    NothingHeld,
    SettingAside,
)
from decision.domain.decisions import REASONS_LIMIT, DecisionState
from decision.domain.earliest_day import FloorNotReached, earliest_day, is_before_floor
from decision.queries.case import CaseView, DecisionView, decisions
from decision.web import paths
from decision.web.case_frame import CaseFrame, frame, read_case
from decision.web.conclusive_forms import HeldForm
from decision.web.conflicts import CONFLICTS, case_has_changed
from decision.web.decision_cards import decision_rows
from decision.web.visits import ByCaseworker, Visit
from plumbing.clock import utcnow
from plumbing.forms import Filled, fill
from plumbing.govuk.dates import day
from plumbing.govuk.parts import Option, Row
from plumbing.pages import page, see_other
from plumbing.problems import Problem

router = APIRouter(prefix="/cases/{case_id}/conclusive-grounds/held")

CONFIRM = Option("confirm", "Confirm it: it is still right", "A positive one stands at once")
SET_ASIDE = Option("set_aside", "Set it aside", "Another decision can then be written")
NOT_YET = "The decision cannot be confirmed before {}. You can set it aside"
NOT_KNOWN = "The decision cannot be confirmed while a delay is agreed. You can set it aside"
ANOTHER_TEST = "The test has changed since this was written. Set it aside and write it again"
DONE = {DecisionState.STANDS: "cg-positive", DecisionState.AWAITING_REVIEW: "cg-sent"}


@dataclass(frozen=True)
class HeldPage:
    frame: CaseFrame
    filled: Filled[HeldForm]
    rows: Sequence[Row]
    choices: Sequence[Option]
    waits: str
    back: str
    most: int = REASONS_LIMIT


@dataclass(frozen=True)
class Held:
    visit: Visit
    view: CaseView
    decision: DecisionView

    @property
    def is_early(self) -> bool:
        return is_before_floor(self.view.case, self.visit.today)


async def _held(visit: ByCaseworker) -> Held:
    async with visit.work() as uow:
        view = await read_case(uow, visit.case_id, visit.user, page="confirming", at=utcnow())
        written = await decisions(uow, view.case)
    found = next((each for each in written if each.decision.state is DecisionState.HELD), None)
    if found is None:
        reason = "No decision on this case waits for its day."
        raise Problem(HTTPStatus.CONFLICT, reason, heading="There is nothing to confirm")
    return Held(visit, view, found)


HeldDecision = Annotated[Held, Depends(_held)]


@router.get("")
async def ask_confirmation(held: HeldDecision) -> Response:
    return _held_page(held, Filled[HeldForm]())


@router.post("")
async def confirm_or_set_aside(visit: ByCaseworker) -> Response:
    filled = _with_reasons(await fill(HeldForm, visit.request))
    form = filled.form
    if form is None:
        return _held_page(await _held(visit), filled)
    try:
        done = await _record(visit, form)
    except (FloorNotReached, AnotherTestApplies) as refused:
        return _held_page(await _held(visit), filled.refused("answer", _why(refused)))
    except (*CONFLICTS, NothingHeld):
        return await case_has_changed(visit, seen=form.version, typed=form.reasons)
    return see_other(f"{paths.case(visit.case_id, 'decisions')}?done={done}")


def _with_reasons(filled: Filled[HeldForm]) -> Filled[HeldForm]:
    form = filled.form
    if form is None or form.answer == "confirm" or form.reasons.strip():
        return filled
    return filled.refused("reasons", "Enter why the decision is set aside", "required")


def _why(refused: FloorNotReached | AnotherTestApplies) -> str:
    if isinstance(refused, AnotherTestApplies):
        return ANOTHER_TEST
    return NOT_YET.format(day(refused.not_before)) if refused.not_before else NOT_KNOWN


async def _record(visit: Visit, form: HeldForm) -> str:
    case_id, by, seen = visit.case_id, visit.user.id, form.version
    async with visit.work() as uow:
        if form.answer == "set_aside":
            aside = SettingAside(reasons=form.reasons, by=by, at=utcnow())
            await concluding.set_aside_conclusive_grounds(uow, case_id, aside, seen=seen)
            return "cg-set-aside"
        given = Confirmation(by=by, at=utcnow())
        return DONE[await concluding.confirm_conclusive_grounds(uow, case_id, given, seen=seen)]


def _held_page(held: Held, filled: Filled[HeldForm]) -> Response:
    visit = held.visit
    shown = HeldPage(
        frame(held.view, "decisions", visit.user, visit.today),
        filled,
        decision_rows(held.decision),
        [SET_ASIDE] if held.is_early else [CONFIRM, SET_ASIDE],
        _waits(held),
        paths.case(held.view.case.id, "decisions"),
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if filled.errors else HTTPStatus.OK
    return page(visit.request, "grounds/held.html", shown, status=status)


def _waits(held: Held) -> str:
    """Empty once the day has come."""
    if not held.is_early:
        return ""
    not_before = earliest_day(held.view.case)
    return f"It may not be served before {day(not_before)}." if not_before else "A delay is agreed."
