"""A life in support for programs: how it stands in codes and dates, and the same acts as the pages."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import AwareDatetime, BaseModel, ConfigDict

from care.domain.exit_dates import ExitBasis
from care.domain.refusals import Refused
from care.domain.support import Away
from care.domain.support_clocks import ClockState
from care.domain.support_states import SupportState
from care.web.edge import AnyDesk, Desk
from care.web.life.acts import AnyAct, by_of, refusal_in_words
from care.web.life.all_acts import ACTS
from care.web.life.pages import read_life
from care.web.refusals import status_of
from contracts.ids import SupportCaseId
from plumbing.problems import Fault, Problem

router = APIRouter(prefix="/v1/support-cases/{support_case_id}")


class ClockItem(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    rule: str
    policy_version: str
    started_at: AwareDatetime
    due_on: date
    state: ClockState
    outcome: str | None
    breached_at: AwareDatetime | None


class LifeItem(BaseModel):
    """No word that anybody wrote: those are read on the pages only."""

    id: UUID
    state: SupportState
    away: Away | None
    exit_basis: ExitBasis | None
    decision_received_on: date | None
    support_end_on: date | None
    exited_on: date | None
    destination: str | None
    times_asked_again: int
    clocks: Sequence[ClockItem]
    may: Sequence[str]


@router.get("/life")
async def read(desk: AnyDesk, support_case_id: SupportCaseId) -> LifeItem:
    """`may` names the acts that can be done now by whoever asks."""
    found = await read_life(desk, support_case_id)
    case = found.case
    return LifeItem(
        id=case.id,
        state=case.state,
        away=case.away,
        exit_basis=case.exit_basis,
        decision_received_on=case.exit_received_on,
        support_end_on=case.support_end_on,
        exited_on=case.exited_on,
        destination=case.destination,
        times_asked_again=found.times_asked_again,
        clocks=[ClockItem.model_validate(each) for each in found.clocks],
        may=[act.name for act in ACTS.values() if act.may(found, desk)],
    )


async def _does(act: AnyAct, desk: Desk, support_case_id: SupportCaseId, answers: Any) -> LifeItem:
    if not act.may(await read_life(desk, support_case_id), desk):
        raise Problem(
            HTTPStatus.CONFLICT, "This cannot be done with the support case as it is, or not by you."
        )
    try:
        async with desk.work() as uow:
            await act.record(uow, support_case_id, answers, by_of(desk))
    except Refused as refused:
        faults = [Fault("", refused.code, each) for each in refusal_in_words(refused)]
        raise Problem(status_of(refused.code), faults[0].detail, faults=faults) from refused
    return await read(desk, support_case_id)


def _endpoint(act: AnyAct) -> Callable[..., Awaitable[LifeItem]]:
    async def endpoint(desk: AnyDesk, support_case_id: SupportCaseId, body: Any) -> LifeItem:
        return await _does(act, desk, support_case_id, body)

    endpoint.__annotations__["body"] = act.form
    endpoint.__name__ = f"do_{act.name.replace('-', '_')}"
    endpoint.__doc__ = act.title
    return endpoint


for each_act in ACTS.values():
    router.add_api_route(f"/{each_act.name}", _endpoint(each_act), methods=["POST"])
