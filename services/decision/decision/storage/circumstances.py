"""Suspensions, requests to delay, agreement at 18 and withdrawals of a case, kept beside it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.ids import CaseId
from decision.domain.case import Case
from decision.domain.delay import DelayRequest, DelayState
from decision.domain.stages import UNDECIDED
from decision.domain.suspension import Suspension
from decision.domain.turning_18 import ConsentAt18
from decision.domain.withdrawal import Withdrawal
from decision.storage.circumstance_tables import consent_at_18, delay_request, suspension, withdrawal
from decision.storage.joined_tables import STANDS_ALONE
from decision.storage.tables import case_file


class DelayRequestNotFound(Exception):
    pass


class Circumstances:
    """Changes wait for the lock of the case they are about."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, what: Suspension | DelayRequest) -> None:
        self._session.add(what)

    async def keep_consent(self, said: ConsentAt18) -> None:
        await self._session.execute(insert(consent_at_18).values(asdict(said)))

    async def keep_withdrawal(self, said: Withdrawal) -> None:
        await self._session.execute(insert(withdrawal).values(asdict(said)))

    async def suspensions(self, case_id: CaseId) -> Sequence[Suspension]:
        """Latest first."""
        query = select(Suspension).where(suspension.c.case_id == case_id)
        return (await self._session.scalars(query.order_by(suspension.c.suspended_at.desc()))).all()

    async def open_suspension(self, case_id: CaseId) -> Suspension | None:
        is_open = (suspension.c.case_id == case_id) & suspension.c.resumed_at.is_(None)
        return (await self._session.scalars(select(Suspension).where(is_open))).one_or_none()

    async def delays(self, case_id: CaseId) -> Sequence[DelayRequest]:
        """Latest first."""
        query = select(DelayRequest).where(delay_request.c.case_id == case_id)
        return (await self._session.scalars(query.order_by(delay_request.c.recorded_at.desc()))).all()

    async def delay(self, case_id: CaseId, request_id: UUID) -> DelayRequest:
        wanted = (delay_request.c.case_id == case_id) & (delay_request.c.id == request_id)
        found = (await self._session.scalars(select(DelayRequest).where(wanted))).one_or_none()
        if found is None:
            raise DelayRequestNotFound
        return found

    async def has_open_delay(self, case_id: CaseId) -> bool:
        is_open = (delay_request.c.case_id == case_id) & (delay_request.c.state == DelayState.OPEN)
        return await self._session.scalar(select(delay_request.c.id).where(is_open)) is not None

    async def turning_18(self, today: date, *, limit: int) -> Sequence[Case]:
        """Undecided cases of children whose 18th birthday has come, locked. One being changed waits."""
        columns = case_file.c
        query = (
            select(Case)
            .where(columns.age_band == "child", columns.turns_18_on <= today, columns.stage.in_(UNDECIDED))
            .where(STANDS_ALONE)
            .order_by(columns.turns_18_on, columns.id)
            .limit(limit)
        )
        locked = query.with_for_update(of=case_file, skip_locked=True)
        return (await self._session.scalars(locked.execution_options(populate_existing=True))).all()
