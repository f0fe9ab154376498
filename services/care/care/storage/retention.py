"""Legal holds, and what is past its time."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from care.domain.retention import OVER, LegalHold
from care.domain.support import SupportCase
from care.storage.heard_tables import support_move
from care.storage.journey_tables import sealed_text
from care.storage.tables import support_case
from care.storage.visibility_tables import legal_hold
from contracts.ids import SupportCaseId


class Retention:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, hold: LegalHold) -> None:
        self._session.add(hold)

    async def hold_on(self, case_id: SupportCaseId) -> LegalHold | None:
        hold = legal_hold.c
        query = select(LegalHold).where(hold.support_case_id == case_id, hold.lifted_at.is_(None))
        return (await self._session.scalars(query)).one_or_none()

    async def purposes(self) -> Sequence[str]:
        """Everything that sealed words were ever written for."""
        return (await self._session.scalars(select(sealed_text.c.purpose).distinct())).all()

    async def past(self, before: datetime, purposes: Sequence[str], *, limit: int) -> Sequence[SupportCase]:
        """Whose support ended by then, who are not on hold, and of whom such words are still kept. Locked."""
        case, hold, move = support_case.c, legal_hold.c, support_move.c
        ended_at = select(func.max(move.at)).where(move.support_case_id == case.id).scalar_subquery()
        is_held = exists().where(hold.support_case_id == case.id, hold.lifted_at.is_(None))
        has_words = exists().where(
            sealed_text.c.support_case_id == case.id, sealed_text.c.purpose.in_(purposes)
        )
        query = (
            select(SupportCase)
            .where(case.state.in_(OVER), ended_at <= before, ~is_held, has_words)
            .order_by(case.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return (await self._session.scalars(query)).all()

    async def forget(self, case_id: SupportCaseId, purposes: Sequence[str]) -> int:
        words = sealed_text.c
        gone = (
            delete(sealed_text)
            .where(words.support_case_id == case_id, words.purpose.in_(purposes))
            .returning(words.subject_id)
        )
        return len((await self._session.execute(gone)).all())
