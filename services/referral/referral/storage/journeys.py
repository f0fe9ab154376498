"""What has been heard of each referral. A fact may come before the one it follows, and comes once to stay."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.ids import ReferralId
from referral.domain.stages import FACTS, Journey
from referral.storage.tables import journey as table


class Journeys:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def hear(self, referral_id: ReferralId, **facts: datetime | date | str | UUID | None) -> None:
        values = {"referral_id": referral_id, **facts}
        statement = insert(table).values(values)
        await self._session.execute(
            statement.on_conflict_do_update(index_elements=["referral_id"], set_=facts)
        )

    async def get(self, referral_id: ReferralId) -> Journey:
        query = select(table).where(table.c.referral_id == referral_id)
        row = (await self._session.execute(query)).one_or_none()
        return Journey(referral_id=referral_id) if row is None else journey_of(referral_id, row)


def journey_of(referral_id: ReferralId, row: Row[Any]) -> Journey:
    return Journey(referral_id=referral_id, **{name: getattr(row, name) for name in FACTS})
