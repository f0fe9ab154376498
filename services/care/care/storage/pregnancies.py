"""What is known of a pregnancy: dates alone, as of a child's birth. What was said of it is sealed."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from care.domain.beds import Window
from care.domain.money.facts import Spell
from care.domain.money.pregnancy import Pregnancy
from care.storage.intake_tables import pregnancy
from plumbing.identifiers import new_id


class Pregnancies:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of_case(self, support_case_id: UUID) -> Sequence[Spell]:
        known = pregnancy.c
        query = select(known.first_on, known.last_on).where(
            known.support_case_id == support_case_id, known.replaced_at.is_(None)
        )
        return [Spell(**row) for row in (await self._session.execute(query)).mappings()]

    async def ever_believed(self, support_case_id: UUID) -> Sequence[Window]:
        """The days of each as it was ever recorded, until the child was due."""
        known = pregnancy.c
        query = select(known.first_on, known.due_on).where(known.support_case_id == support_case_id)
        return [Window(*row) for row in await self._session.execute(query)]

    async def keep(self, support_case_id: UUID, found: Pregnancy, *, by: str, at: datetime) -> None:
        """In place of what was known of the same months."""
        known = pregnancy.c
        same = (
            known.support_case_id == support_case_id,
            known.replaced_at.is_(None),
            known.first_on <= found.due_on,
            known.due_on >= found.first_on,
        )
        await self._session.execute(update(pregnancy).where(*same).values(replaced_at=at))
        row = {"id": new_id(), "support_case_id": support_case_id, "recorded_at": at, "recorded_by": by}
        await self._session.execute(insert(pregnancy).values(**row, **vars(found)))
