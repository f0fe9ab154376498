"""Somebody's money and a provider's payments, for their pages. Nobody is named: a reference stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select

from care.domain.money.ledger import LineKind
from care.domain.money.outage import Channel
from care.domain.money.payment import LineState, PaymentLine
from care.storage import Missing, UnitOfWork
from care.storage.money_tables import channel_outage, entitlement, payment_line, payment_run
from care.storage.tables import support_case
from contracts.ids import ProviderId, SupportCaseId

MOST_LISTED = 500
_line = payment_line.c
TO_APPROVE = (
    _line.needs_approval,
    _line.approved_at.is_(None),
    _line.kind != LineKind.OVERPAYMENT,
)


@dataclass(frozen=True)
class LineOf:
    """A line and whose it is."""

    line: PaymentLine
    reference: str

    @property
    def state(self) -> LineState:
        return self.line.state


@dataclass(frozen=True, kw_only=True)
class RunSummary:
    id: UUID
    paid_until: date
    made_at: datetime
    paid_at: datetime | None
    lines: int
    people: int
    total: Decimal


@dataclass(frozen=True, kw_only=True)
class Outage:
    id: UUID
    channel: Channel
    first_on: date
    last_on: date | None


@dataclass(frozen=True, kw_only=True)
class OutOfMoney:
    """Somebody entitled while a way of paying fails, and the lines that have not reached them (MO-13)."""

    support_case_id: UUID
    reference: str
    waiting: Sequence[PaymentLine]

    @property
    def owed(self) -> Decimal:
        return sum((line.amount for line in self.waiting), Decimal("0.00"))


async def lines_of_person(uow: UnitOfWork, support_case_id: SupportCaseId) -> Sequence[LineOf]:
    """Newest days first."""
    return await _lines(uow, _line.support_case_id == support_case_id)


async def lines_of_run(uow: UnitOfWork, run_id: UUID) -> Sequence[LineOf]:
    return await _lines(uow, _line.run_id == run_id)


async def lines_to_approve(uow: UnitOfWork) -> Sequence[LineOf]:
    return await _lines(uow, *TO_APPROVE)


async def count_to_approve(uow: UnitOfWork) -> int:
    query = select(func.count()).select_from(payment_line).where(*TO_APPROVE)
    return int(await uow.session.scalar(query) or 0)


async def runs(uow: UnitOfWork) -> Sequence[RunSummary]:
    """Newest first."""
    rows = await uow.session.execute(_runs().limit(MOST_LISTED))
    return [RunSummary(**row) for row in rows.mappings()]


async def run_summary(uow: UnitOfWork, run_id: UUID) -> RunSummary:
    row = (await uow.session.execute(_runs().where(payment_run.c.id == run_id))).mappings().one_or_none()
    if row is None:
        raise Missing("payment run")
    return RunSummary(**row)


async def outages(uow: UnitOfWork) -> Sequence[Outage]:
    rows = await uow.session.execute(_outages().order_by(channel_outage.c.first_on.desc()))
    return [Outage(**row) for row in rows.mappings()]


async def outage(uow: UnitOfWork, outage_id: UUID) -> Outage:
    query = _outages().where(channel_outage.c.id == outage_id)
    row = (await uow.session.execute(query)).mappings().one_or_none()
    if row is None:
        raise Missing("outage")
    return Outage(**row)


async def out_of_money(uow: UnitOfWork, failing: Outage, provider_id: ProviderId) -> Sequence[OutOfMoney]:
    """Everybody of this provider entitled on any of the days, those owed most first."""
    people = await uow.session.execute(_entitled_during(failing, provider_id))
    waiting = await _lines(
        uow,
        support_case.c.provider_id == provider_id,
        _line.paid_at.is_(None),
        _line.kind != LineKind.OVERPAYMENT,
    )
    found = [
        OutOfMoney(
            support_case_id=row.id,
            reference=row.reference,
            waiting=[of.line for of in waiting if of.line.support_case_id == row.id],
        )
        for row in people
    ]
    return sorted(found, key=lambda person: (-person.owed, person.reference))


def _entitled_during(failing: Outage, provider_id: ProviderId) -> Select[Any]:
    known = entitlement.c
    begun = [known.first_on <= failing.last_on] if failing.last_on else []
    return (
        select(support_case.c.id, support_case.c.reference)
        .join(entitlement, known.support_case_id == support_case.c.id)
        .where(
            support_case.c.provider_id == provider_id,
            known.replaced_at.is_(None),
            or_(known.last_on.is_(None), known.last_on >= failing.first_on),
            *begun,
        )
    )


async def _lines(uow: UnitOfWork, *wanted: ColumnElement[bool]) -> Sequence[LineOf]:
    query = (
        select(PaymentLine, support_case.c.reference)
        .join(support_case, support_case.c.id == _line.support_case_id)
        .where(*wanted)
        .order_by(_line.last_on.desc(), support_case.c.reference, _line.id)
        .limit(MOST_LISTED)
    )
    return [LineOf(line, reference) for line, reference in await uow.session.execute(query)]


def _runs() -> Select[Any]:
    run = payment_run.c
    return (
        select(
            run.id,
            run.paid_until,
            run.made_at,
            run.paid_at,
            func.count(_line.id).label("lines"),
            func.count(_line.support_case_id.distinct()).label("people"),
            func.coalesce(func.sum(_line.amount), 0).label("total"),
        )
        .outerjoin(payment_line, _line.run_id == run.id)
        .group_by(run.id)
        .order_by(run.made_at.desc())
    )


def _outages() -> Select[Any]:
    failing = channel_outage.c
    return select(failing.id, failing.channel, failing.first_on, failing.last_on)
