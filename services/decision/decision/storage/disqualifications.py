"""Disqualifications of a case. Changes wait for the lock of the case they are about."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.ids import CaseId
from decision.domain.disqualification import DisqualificationProposal
from decision.storage.disqualification_tables import disqualification as table


class NothingProposed(Exception):
    """Nobody has considered disqualification on this case."""


class Disqualifications:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, proposal: DisqualificationProposal) -> None:
        self._session.add(proposal)

    async def of_case(self, case_id: CaseId) -> Sequence[DisqualificationProposal]:
        """Latest first."""
        query = select(DisqualificationProposal).where(table.c.case_id == case_id)
        return (await self._session.scalars(query.order_by(table.c.notified_at.desc()))).all()

    async def latest(self, case_id: CaseId) -> DisqualificationProposal:
        """Raises NothingProposed."""
        found = await self.of_case(case_id)
        if not found:
            raise NothingProposed
        return found[0]
