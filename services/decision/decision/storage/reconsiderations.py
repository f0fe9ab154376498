"""Requests for reconsideration. Changes wait for the lock of the case they are about."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.ids import CaseId
from decision.domain.reconsideration import Reconsideration, RequestState
from decision.storage.reconsideration_tables import reconsideration as table

OPEN = (RequestState.REQUESTED, RequestState.ACCEPTED)


class NoOpenRequest(Exception):
    """Nobody's request for reconsideration waits on this case."""


class Reconsiderations:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, asked: Reconsideration) -> None:
        self._session.add(asked)

    async def of_case(self, case_id: CaseId) -> Sequence[Reconsideration]:
        """Latest first."""
        query = select(Reconsideration).where(table.c.case_id == case_id)
        return (await self._session.scalars(query.order_by(table.c.recorded_at.desc()))).all()

    async def open_of(self, case_id: CaseId) -> Reconsideration | None:
        is_open = (table.c.case_id == case_id) & table.c.state.in_(OPEN)
        return (await self._session.scalars(select(Reconsideration).where(is_open))).one_or_none()

    async def waiting(self, case_id: CaseId) -> Reconsideration:
        """Raises NoOpenRequest."""
        found = await self.open_of(case_id)
        if found is None:
            raise NoOpenRequest
        return found
