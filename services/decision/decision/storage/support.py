"""What the other services have said of a person's support and of notifications, kept by referral id.

Their events may come before the case is open, in any order between topics: each fact fills its own column.
"""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Table, select, union_all
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from decision.storage.tables import notification, placement, support


class SupportFacts:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def note_support(self, referral_id: UUID, support_case_id: UUID, **facts: datetime | date) -> None:
        key = {"referral_id": referral_id}
        await self._upsert(support, key, {"support_case_id": support_case_id, **facts})

    async def note_placement(self, placement_id: UUID, referral_id: UUID, **facts: str | date) -> None:
        await self._upsert(placement, {"id": placement_id, "referral_id": referral_id}, facts)

    async def note_notification(self, **facts: object) -> None:
        await self._session.execute(insert(notification).values(**facts).on_conflict_do_nothing())

    async def is_known_of(self, referral_id: UUID) -> bool:
        """Whether care has said anything of this person's support."""
        heard = union_all(
            select(support.c.referral_id).where(support.c.referral_id == referral_id),
            select(placement.c.referral_id).where(placement.c.referral_id == referral_id),
        ).limit(1)
        return await self._session.scalar(heard) is not None

    async def _upsert(self, table: Table, key: Mapping[str, UUID], facts: Mapping[str, object]) -> None:
        added = insert(table).values(**key, **facts)
        first = next(iter(key))
        await self._session.execute(added.on_conflict_do_update(index_elements=[first], set_=dict(facts)))
