"""Which referrals may be about one person. Heard from the referral service, perhaps before a case is open."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from decision.storage.tables import suspected_duplicate


class SuspectedDuplicates:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def note(self, referral_id: UUID, scores: Mapping[UUID, float], *, at: datetime) -> None:
        for candidate_id, score in scores.items():
            row = insert(suspected_duplicate).values(
                referral_id=referral_id, candidate_id=candidate_id, score=score, suspected_at=at
            )
            await self._session.execute(row.on_conflict_do_nothing())
