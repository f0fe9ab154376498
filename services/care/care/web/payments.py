"""A provider's payments: what waits for approval, the runs, and what became of each payment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from care.commands.money import paying
from care.commands.money.paying import RunMade
from care.domain.money.payment import TO_PAY, LineState
from care.domain.refusals import Refused
from care.queries.money import (
    LineOf,
    RunSummary,
    count_to_approve,
    lines_of_run,
    lines_to_approve,
    run_summary,
    runs,
)
from care.web import columns, money_words, paths, words
from care.web.edge import Desk, FreshManagersDesk, ManagersDesk
from plumbing.files import attachment
from plumbing.form_words import Words
from plumbing.forms import Filled, Form, fill
from plumbing.govuk.parts import Column, Status
from plumbing.pages import form_page, page, see_other

router = APIRouter(prefix=paths.PAYMENTS)


class RunForm(Form):
    paid_until: Annotated[date, Words("Enter until which day to pay", name="Paid until")]


@dataclass(frozen=True)
class RunShown:
    made: str
    href: str
    until: str
    people: str
    pounds: str
    status: Status


@dataclass(frozen=True)
class Trouble:
    href: str
    why: str


@dataclass(frozen=True, kw_only=True)
class PaymentsView:
    filled: Filled[RunForm]
    to_approve: int
    runs: Sequence[RunShown]
    troubles: Sequence[Trouble] = ()
    columns: Sequence[Column] = columns.RUNS


@dataclass(frozen=True, kw_only=True)
class LineView:
    reference: str
    href: str
    days: str
    pounds: str
    status: Status
    approve: str = ""
    failed: str = ""
    cash: str = ""


@dataclass(frozen=True, kw_only=True)
class LinesView:
    title: str
    back: str
    lines: Sequence[LineView]
    run: RunShown | None = None
    here: str = ""
    may_mark_paid: bool = False
    columns: Sequence[Column] = columns.PAYMENT_LINES


@router.get("")
async def payments(request: Request, desk: ManagersDesk) -> Response:
    return await _payments_page(request, desk, Filled())


@router.post("")
async def make_run(request: Request, desk: ManagersDesk) -> Response:
    filled = await fill(RunForm, request, today=desk.today)
    if filled.form is None:
        return await _payments_page(request, desk, filled)
    try:
        async with desk.work() as uow:
            made = await paying.make_run(
                uow, filled.form.paid_until, actor=desk.actor, rules=desk.rules, at=desk.at
            )
    except Refused as refused:
        again = filled.refused("paid_until", words.REFUSALS[refused.code], refused.code)
        return await _payments_page(request, desk, again)
    if made.not_worked_out:
        return await _payments_page(request, desk, Filled(), made)
    return see_other(paths.payments(made.run_id or ""))


@router.get("/approvals")
async def approvals(request: Request, desk: ManagersDesk) -> Response:
    async with desk.work() as uow:
        lines = await lines_to_approve(uow)
    view = LinesView(
        title="Payments to approve", back=paths.PAYMENTS, lines=[_line(each, "approvals") for each in lines]
    )
    return page(request, "payment_lines.html", view)


@router.get("/{run_id}")
async def show_run(request: Request, desk: ManagersDesk, run_id: UUID) -> Response:
    async with desk.work() as uow:
        run = await run_summary(uow, run_id)
        lines = await lines_of_run(uow, run_id)
    view = LinesView(
        title=f"Payment run until {run.paid_until:%-d %B %Y}",
        back=paths.PAYMENTS,
        lines=[_line(each, str(run_id)) for each in lines],
        run=_run(run),
        here=paths.payments(run_id),
        may_mark_paid=run.paid_at is None,
    )
    return page(request, "payment_lines.html", view)


@router.post("/{run_id}/file")
async def export(desk: FreshManagersDesk, run_id: UUID) -> Response:
    async with desk.work() as uow:
        content = await paying.export_run(uow, run_id, actor=desk.actor, at=desk.at)
    return attachment(f"payments-{run_id}.csv", content.encode(), kind="text/csv; charset=utf-8")


@router.post("/{run_id}/paid")
async def mark_paid(desk: ManagersDesk, run_id: UUID) -> Response:
    async with desk.work() as uow:
        await paying.mark_run_paid(uow, run_id, actor=desk.actor, at=desk.at)
    return see_other(paths.payments(run_id))


@router.post("/{of}/lines/{line_id}/approve")
async def approve(desk: ManagersDesk, of: str, line_id: UUID) -> Response:
    async with desk.work() as uow:
        await paying.approve(uow, line_id, actor=desk.actor, at=desk.at)
    return _back(of)


@router.post("/{of}/lines/{line_id}/failed")
async def mark_failed(desk: ManagersDesk, of: str, line_id: UUID) -> Response:
    async with desk.work() as uow:
        await paying.mark_failed(uow, line_id, actor=desk.actor, at=desk.at)
    return _back(of)


@router.post("/{of}/lines/{line_id}/cash")
async def pay_in_cash(desk: ManagersDesk, of: str, line_id: UUID) -> Response:
    async with desk.work() as uow:
        await paying.pay_in_cash(uow, line_id, actor=desk.actor, at=desk.at)
    return _back(of)


def _back(of: str) -> Response:
    return see_other(paths.payments("approvals" if of == "approvals" else UUID(of)))


async def _payments_page(
    request: Request, desk: Desk, filled: Filled[RunForm], made: RunMade | None = None
) -> Response:
    async with desk.work() as uow:
        known, waiting = await runs(uow), await count_to_approve(uow)
    troubles = [
        Trouble(paths.person(case_id, "money"), words.REFUSALS[code])
        for case_id, code in (made.not_worked_out if made else ())
    ]
    view = PaymentsView(
        filled=filled, to_approve=waiting, runs=[_run(each) for each in known], troubles=troubles
    )
    return form_page(request, "payments.html", view)


def _run(run: RunSummary) -> RunShown:
    return RunShown(
        made=f"{run.made_at:%-d %B %Y}",
        href=paths.payments(run.id),
        until=f"{run.paid_until:%-d %B %Y}",
        people=f"{run.people} {'person' if run.people == 1 else 'people'}",
        pounds=money_words.pounds(run.total),
        status=Status("Paid", "done") if run.paid_at else Status("Being paid", "in-progress"),
    )


def _line(of: LineOf, origin: str) -> LineView:
    def act(name: str, *states: LineState) -> str:
        return paths.payments(origin, f"lines/{of.line.id}/{name}") if of.state in states else ""

    return LineView(
        reference=of.reference,
        href=paths.person(of.line.support_case_id, "money"),
        days=money_words.days(of.line.first_on, of.line.last_on),
        pounds=money_words.pounds(of.line.amount),
        status=money_words.LINE_STATES[of.state],
        approve=act("approve", LineState.TO_APPROVE),
        failed=act("failed", LineState.IN_RUN, LineState.PAID),
        cash=act("cash", *TO_PAY),
    )
