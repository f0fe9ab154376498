"""Who works with whom, and who has read what."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from care.domain.own_worker import WorkerChange
from care.domain.reading import PrivilegedItem, Reading
from care.storage.visibility_tables import privileged_item
from contracts.ids import SupportCaseId


class Readers:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, thing: WorkerChange | Reading | PrivilegedItem) -> None:
        self._session.add(thing)

    async def privileged(self, case_id: SupportCaseId, *, by: str) -> Sequence[PrivilegedItem]:
        """Only what this person wrote. To everybody else it is not there."""
        item = privileged_item.c
        query = select(PrivilegedItem).where(item.support_case_id == case_id, item.written_by == by)
        return (await self._session.scalars(query.order_by(item.written_at))).all()
