"""What was inspected, and what is still to be answered."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from care.domain.inspections import Inspection, Recommendation
from care.storage.inspection_tables import inspection, inspection_recommendation
from care.storage.repositories import found


class Inspections:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def keep(self, held: Inspection) -> None:
        await self._session.execute(insert(inspection).values(vars(held)))

    async def one(self, inspection_id: UUID) -> Inspection:
        query = select(inspection).where(inspection.c.id == inspection_id)
        return Inspection(
            **found((await self._session.execute(query)).mappings().one_or_none(), "inspection")
        )

    async def all(self) -> Sequence[Inspection]:
        """Of every provider one may see, the latest first."""
        rows = await self._session.execute(select(inspection).order_by(inspection.c.held_on.desc()))
        return [Inspection(**row) for row in rows.mappings()]

    async def recommend(self, made: Recommendation) -> None:
        await self._session.execute(insert(inspection_recommendation).values(vars(made)))

    async def recommendation_locked(self, recommendation_id: UUID) -> Recommendation:
        made = inspection_recommendation
        query = select(made).where(made.c.id == recommendation_id).with_for_update()
        row = (await self._session.execute(query)).mappings().one_or_none()
        return Recommendation(**found(row, "recommendation"))

    async def recommendations(self) -> Sequence[Recommendation]:
        """Those without an answer first, by day."""
        made = inspection_recommendation.c
        query = select(inspection_recommendation).order_by(made.answered_at.is_not(None), made.due_on)
        rows = await self._session.execute(query)
        return [Recommendation(**row) for row in rows.mappings()]

    async def keep_answer(self, given: Recommendation) -> None:
        made = inspection_recommendation
        await self._session.execute(update(made).where(made.c.id == given.id).values(vars(given)))
