"""Taking the next case, and giving a case to somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from contracts.ids import UserId
from decision import allocating
from decision.queries.workload import Load, may_be_given
from decision.web import paths
from decision.web.allocation_words import MAY_NOT_HOLD
from decision.web.case_frame import CaseFrame, frame, read_case
from decision.web.conflicts import CONFLICTS, case_has_changed
from decision.web.edge import CaseWork, Caseworker
from decision.web.forms import SeenForm
from decision.web.visits import ByLeader, Visit
from plumbing.clock import utcnow
from plumbing.form_words import Words
from plumbing.forms import Filled, fill
from plumbing.govuk.parts import Option
from plumbing.pages import page, see_other

router = APIRouter()


class AllocationForm(SeenForm):
    person: Annotated[UUID, Words("Select who will decide this case")]


@dataclass(frozen=True)
class AllocationPage:
    filled: Filled[AllocationForm]
    frame: CaseFrame
    back: str
    version: int
    holder: str
    people: Sequence[Option]


@router.post(paths.TAKE_NEXT)
async def take_next_case(user: Caseworker, work: CaseWork) -> Response:
    async with work() as uow:
        taken = await allocating.take_next_case(uow, by=user.id, at=utcnow())
    return see_other(paths.case(taken) if taken else f"{paths.MY_WORK}?none-left=yes")


@router.get("/cases/{case_id}/allocate")
async def show_allocation(visit: ByLeader) -> Response:
    return await _allocation_page(visit, Filled[AllocationForm]())


@router.post("/cases/{case_id}/allocate")
async def allocate(visit: ByLeader) -> Response:
    filled = await fill(AllocationForm, visit.request)
    if filled.form is None:
        return await _allocation_page(visit, filled)
    seen, to = filled.form.version, UserId(filled.form.person)
    try:
        async with visit.work() as uow:
            await allocating.allocate_case(uow, visit.case_id, to, seen=seen, by=visit.user.id, at=utcnow())
    except CONFLICTS:
        return await case_has_changed(visit, seen=seen)
    except tuple(MAY_NOT_HOLD) as refusal:
        told = filled.refused("person", MAY_NOT_HOLD[type(refusal)], code="may_not_hold")
        return await _allocation_page(visit, told)
    return see_other(paths.case(visit.case_id))


async def _allocation_page(visit: Visit, filled: Filled[AllocationForm]) -> Response:
    async with visit.work() as uow:
        view = await read_case(uow, visit.case_id, visit.user, page="allocation", at=utcnow())
        people = await may_be_given(uow, visit.case_id, at=utcnow())
    shown = AllocationPage(
        filled=filled,
        frame=frame(view, "", visit.user, visit.today),
        back=paths.case(visit.case_id),
        version=view.case.version,
        holder=view.holder,
        people=[_option(load) for load in people if load.person != view.case.taken_by],
    )
    return page(visit.request, "allocation/allocate.html", shown, status=_status(filled))


def _option(load: Load) -> Option:
    held = "Holds no case" if not load.total else f"Holds {load.total}"
    return Option(
        str(load.person), load.name, hint=f"{held}, {load.overdue} overdue" if load.overdue else held
    )


def _status(filled: Filled[AllocationForm]) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if filled.errors else HTTPStatus.OK
