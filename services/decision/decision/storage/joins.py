"""Links and merges of cases, standing and undone. Changes wait for the locks of both cases."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.ids import CaseId
from decision.domain.case import Case
from decision.domain.joining import JoinedCases, Pair
from decision.storage.joined_tables import joined_cases
from decision.storage.tables import case_file


class JoinNotFound(Exception):
    pass


class Joins:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, joined: JoinedCases) -> None:
        self._session.add(joined)

    async def get(self, case_id: CaseId, join_id: UUID) -> JoinedCases:
        """One of this case. Raises JoinNotFound."""
        query = select(JoinedCases).where(joined_cases.c.id == join_id, _is_of(case_id))
        found = (await self._session.scalars(query)).one_or_none()
        if found is None:
            raise JoinNotFound
        return found

    async def of_case(self, case_id: CaseId) -> Sequence[JoinedCases]:
        """Newest first, undone ones among them."""
        query = select(JoinedCases).where(_is_of(case_id))
        return (await self._session.scalars(query.order_by(joined_cases.c.joined_at.desc()))).all()

    async def linked_to(self, case_id: CaseId) -> Sequence[Case]:
        """The earlier cases a standing link of this one leads to."""
        links = select(joined_cases.c.earlier_id).where(
            joined_cases.c.later_id == case_id,
            joined_cases.c.undone_at.is_(None),
            joined_cases.c.is_merged.is_(False),
        )
        return (await self._session.scalars(select(Case).where(case_file.c.id.in_(links)))).all()

    async def standing(self, pair: Pair) -> Sequence[JoinedCases]:
        of_either = or_(_is_of(pair.later.id), _is_of(pair.earlier.id))
        query = select(JoinedCases).where(of_either, joined_cases.c.undone_at.is_(None))
        return (await self._session.scalars(query)).all()


def _is_of(case_id: CaseId):  # type: ignore[no-untyped-def]  # an expression of SQL
    return or_(joined_cases.c.later_id == case_id, joined_cases.c.earlier_id == case_id)
