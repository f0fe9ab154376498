"""Lines that are to be paid, and the runs that pay them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from care.domain.money.ledger import LineKind
from care.domain.money.payment import PaymentLine, PaymentRun
from care.domain.support import SupportCase
from care.storage.money_tables import payment_line, payment_run
from care.storage.repositories import found
from care.storage.tables import placement, support_case
from contracts.ids import ProviderId, SupportCaseId

_line = payment_line.c
IS_READY = (
    _line.kind != LineKind.OVERPAYMENT,
    _line.run_id.is_(None),
    _line.paid_at.is_(None),
    _line.failed_at.is_(None),
    or_(~_line.needs_approval, _line.approved_at.is_not(None)),
)


class Payments:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def hold_others_back(self, provider_id: ProviderId) -> None:
        """One run for a provider at a time; the next waits until this transaction has ended."""
        lock = func.pg_advisory_xact_lock(func.hashtext(f"payment run {provider_id}"))
        await self._session.execute(select(lock))

    async def cases_to_pay(self, provider_id: ProviderId) -> Sequence[SupportCaseId]:
        """Everybody of this provider with a positive decision or a place, whether still paid or not."""
        has_stayed = select(placement.c.id).where(placement.c.support_case_id == support_case.c.id).exists()
        query = (
            select(support_case.c.id)
            .where(
                support_case.c.provider_id == provider_id,
                or_(support_case.c.started_on.is_not(None), has_stayed),
            )
            .order_by(support_case.c.id)
        )
        return (await self._session.scalars(query)).all()

    async def ready(self, provider_id: ProviderId) -> Sequence[PaymentLine]:
        query = (
            select(PaymentLine)
            .join(SupportCase, support_case.c.id == _line.support_case_id)
            .where(support_case.c.provider_id == provider_id, *IS_READY)
            .order_by(_line.support_case_id, _line.first_on)
            .with_for_update(of=payment_line)
        )
        return (await self._session.scalars(query)).all()

    async def add_run(self, run: PaymentRun) -> None:
        self._session.add(run)
        await self._session.flush()

    async def run_locked(self, run_id: UUID) -> PaymentRun:
        query = select(PaymentRun).where(payment_run.c.id == run_id).with_for_update()
        return found((await self._session.scalars(query)).one_or_none(), "payment run")

    async def lines_of(self, run_id: UUID) -> Sequence[PaymentLine]:
        query = select(PaymentLine).where(_line.run_id == run_id).with_for_update()
        return (await self._session.scalars(query.order_by(_line.support_case_id, _line.first_on))).all()

    async def line_locked(self, line_id: UUID) -> PaymentLine:
        query = select(PaymentLine).where(_line.id == line_id).with_for_update()
        return found((await self._session.scalars(query)).one_or_none(), "payment line")
