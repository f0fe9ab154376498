"""Paying what is due: a run for a provider's people, and what then became of each payment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from care.commands.money.working_out import work_out
from care.domain.money.file import payment_file
from care.domain.money.outage import Channel
from care.domain.money.payment import LineState, PaymentLine, PaymentRun
from care.domain.money.weekly import NOTHING
from care.domain.people import Actor
from care.domain.refusals import Code, Refused
from care.domain.rulebook import CareRules
from care.storage import UnitOfWork
from clocks.days import london_day
from contracts.care_money import PaymentFailed, PaymentPaid
from contracts.ids import SupportCaseId
from plumbing.identifiers import new_id


@dataclass(frozen=True, kw_only=True)
class RunMade:
    """No run where nothing is to be paid. Whose money could not be worked out is named, with the reason."""

    run_id: UUID | None
    total: Decimal = NOTHING
    not_worked_out: Sequence[tuple[SupportCaseId, Code]] = ()


async def make_run(
    uow: UnitOfWork, paid_until: date, *, actor: Actor, rules: CareRules, at: datetime
) -> RunMade:
    if paid_until > london_day(at) + timedelta(days=rules.number("paid_ahead_days")):
        raise Refused(Code.TOO_FAR_AHEAD)
    await uow.payments.hold_others_back(actor.provider_id)
    not_worked_out = await _work_out_all(uow, paid_until, actor=actor, at=at)
    ready = await uow.payments.ready(actor.provider_id)
    if not ready:
        return RunMade(run_id=None, not_worked_out=not_worked_out)
    run = PaymentRun(
        id=new_id(), provider_id=actor.provider_id, paid_until=paid_until, made_at=at, made_by=actor.user
    )
    await uow.payments.add_run(run)
    for line in ready:
        line.take_into(run.id)
    total = sum((line.amount for line in ready), NOTHING)
    uow.audit.add(action="payment_run_made", actor=actor.user, subject=str(run.id), at=at)
    return RunMade(run_id=run.id, total=total, not_worked_out=not_worked_out)


async def _work_out_all(
    uow: UnitOfWork, until: date, *, actor: Actor, at: datetime
) -> Sequence[tuple[SupportCaseId, Code]]:
    """One person whose rate is not known keeps nobody else waiting."""
    troubles = []
    for support_case_id in await uow.payments.cases_to_pay(actor.provider_id):
        try:
            await work_out(uow, support_case_id, until=until, actor=actor, at=at)
        except Refused as refused:
            troubles.append((support_case_id, refused.code))
    return troubles


async def approve(uow: UnitOfWork, line_id: UUID, *, actor: Actor, at: datetime) -> None:
    line = await uow.payments.line_locked(line_id)
    line.approve(by=actor.user, at=at)
    await _write_down(uow, "payment_approved", line, actor, at)


async def mark_run_paid(uow: UnitOfWork, run_id: UUID, *, actor: Actor, at: datetime) -> None:
    """All of it reached the cards, but for what was marked as failed before."""
    run = await uow.payments.run_locked(run_id)
    run.mark_paid(by=actor.user, at=at)
    for line in await uow.payments.lines_of(run_id):
        if line.state is LineState.IN_RUN:
            await _pay(uow, line, Channel.PREPAID_CARD, actor, at)


async def pay_in_cash(uow: UnitOfWork, line_id: UUID, *, actor: Actor, at: datetime) -> None:
    await _pay(uow, await uow.payments.line_locked(line_id), Channel.CASH, actor, at)


async def mark_failed(uow: UnitOfWork, line_id: UUID, *, actor: Actor, at: datetime) -> None:
    line = await uow.payments.line_locked(line_id)
    line.fail(at=at)
    referral_id = await _write_down(uow, "payment_failed", line, actor, at)
    await uow.outbox.add(
        PaymentFailed(referral_id=referral_id, support_case_id=line.support_case_id, payment_line_id=line.id),
        at=at,
    )


async def _pay(uow: UnitOfWork, line: PaymentLine, channel: Channel, actor: Actor, at: datetime) -> None:
    line.pay(channel, at=at)
    referral_id = await _write_down(uow, "payment_paid", line, actor, at)
    paid = PaymentPaid(
        referral_id=referral_id,
        support_case_id=line.support_case_id,
        payment_line_id=line.id,
        channel="cash" if channel is Channel.CASH else "prepaid_card",
    )
    await uow.outbox.add(paid, at=at)


async def _write_down(uow: UnitOfWork, action: str, line: PaymentLine, actor: Actor, at: datetime) -> UUID:
    case = await uow.cases.get(SupportCaseId(line.support_case_id))
    detail = {"payment_line_id": str(line.id)}
    uow.audit.add(action=action, actor=actor.user, subject=str(case.referral_id), at=at, detail=detail)
    return case.referral_id


async def export_run(uow: UnitOfWork, run_id: UUID, *, actor: Actor, at: datetime) -> str:
    """The file to send to whoever moves the money. Each time it is taken out is written down."""
    await uow.payments.run_locked(run_id)
    lines = await uow.payments.lines_of(run_id)
    uow.audit.add(action="payment_file_taken", actor=actor.user, subject=str(run_id), at=at)
    return payment_file(line for line in lines if line.state is not LineState.FAILED)
