"""Payment runs for a manager's program. The file of a run is taken from its page, just after signing in."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

from care.commands.money import paying
from care.domain.refusals import Code
from care.queries.money import LineOf, lines_of_run, lines_to_approve, run_summary, runs
from care.storage import UnitOfWork
from care.web.api_money import PaymentLineItem
from care.web.api_people import Strict
from care.web.creating import created
from care.web.edge import ManagersDesk
from care.web.refusals import problems
from plumbing.idempotency import OnceOnly

router = APIRouter(prefix="/v1")
RUN = "/payment-runs/{run_id}"
LINE = "/payment-lines/{line_id}"


class NewRun(Strict):
    paid_until: date


class Trouble(BaseModel):
    """Whose money could not be worked out, and the rule that says why. Nobody else waits for them."""

    support_case_id: UUID
    code: Code


class RunMade(BaseModel):
    """There is no run where nothing is to be paid."""

    run_id: UUID | None
    total: Decimal
    not_worked_out: list[Trouble]


class RunItem(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    paid_until: date
    made_at: datetime
    paid_at: datetime | None
    people: int
    total: Decimal


class RunList(BaseModel):
    items: list[RunItem]


class RunWithLines(RunItem):
    lines: list[PaymentLineItem]


class LineList(BaseModel):
    items: list[PaymentLineItem]


@router.get("/payment-runs")
async def payment_runs(desk: ManagersDesk) -> RunList:
    async with desk.work() as uow:
        return RunList(items=[RunItem.model_validate(each) for each in await runs(uow)])


@router.post("/payment-runs", status_code=201, response_model=RunMade)
async def make_run(desk: ManagersDesk, body: NewRun, once: OnceOnly) -> Response:
    async def create(uow: UnitOfWork) -> tuple[str, RunMade]:
        made = await paying.make_run(uow, body.paid_until, actor=desk.actor, rules=desk.rules, at=desk.at)
        troubles = [Trouble(support_case_id=case_id, code=code) for case_id, code in made.not_worked_out]
        where = f"/v1/payment-runs/{made.run_id}" if made.run_id else "/v1/payment-runs"
        return where, RunMade(run_id=made.run_id, total=made.total, not_worked_out=troubles)

    return await created(desk, once, create)


@router.get(RUN)
async def payment_run(desk: ManagersDesk, run_id: UUID) -> RunWithLines:
    async with desk.work() as uow:
        return await _run(uow, run_id)


@router.post(f"{RUN}/paid")
async def mark_paid(desk: ManagersDesk, run_id: UUID) -> RunWithLines:
    """All of it reached the cards, but for what was marked as failed before."""
    async with problems(), desk.work() as uow:
        await paying.mark_run_paid(uow, run_id, actor=desk.actor, at=desk.at)
        return await _run(uow, run_id)


@router.get("/payment-lines/to-approve")
async def to_approve(desk: ManagersDesk) -> LineList:
    async with desk.work() as uow:
        return LineList(items=_lines(await lines_to_approve(uow)))


@router.post(f"{LINE}/approve", status_code=204)
async def approve(desk: ManagersDesk, line_id: UUID) -> None:
    async with problems(), desk.work() as uow:
        await paying.approve(uow, line_id, actor=desk.actor, at=desk.at)


@router.post(f"{LINE}/failed", status_code=204)
async def mark_failed(desk: ManagersDesk, line_id: UUID) -> None:
    async with problems(), desk.work() as uow:
        await paying.mark_failed(uow, line_id, actor=desk.actor, at=desk.at)


@router.post(f"{LINE}/cash", status_code=204)
async def pay_in_cash(desk: ManagersDesk, line_id: UUID) -> None:
    async with problems(), desk.work() as uow:
        await paying.pay_in_cash(uow, line_id, actor=desk.actor, at=desk.at)


async def _run(uow: UnitOfWork, run_id: UUID) -> RunWithLines:
    await uow.session.flush()
    run = RunItem.model_validate(await run_summary(uow, run_id))
    return RunWithLines(**run.model_dump(), lines=_lines(await lines_of_run(uow, run_id)))


def _lines(found: Sequence[LineOf]) -> list[PaymentLineItem]:
    return [PaymentLineItem.model_validate(each.line) for each in found]
