"""Which cases are restricted, and to whom."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.ids import CaseId, UserId
from decision.domain.restriction import RestrictedToOthers, Restriction, RestrictionReason
from decision.storage.restricted_tables import READER, closed_to, restricted_case


@dataclass(frozen=True)
class StandingRestriction:
    reason: RestrictionReason
    open_to: frozenset[UserId]
    restricted_by: UserId
    restricted_at: datetime


class Restrictions:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def read_by(self, person: UserId) -> None:
        """From now on the transaction sees what this person may see."""
        self._session.info[READER] = person

    async def of_case(self, case_id: CaseId) -> StandingRestriction | None:
        """Asked before anything of an act is written, so that nothing is written twice."""
        table = restricted_case.c
        query = select(table.reason, table.open_to, table.restricted_by, table.restricted_at)
        with self._session.no_autoflush:
            row = (await self._session.execute(query.where(table.case_id == case_id))).one_or_none()
        if row is None:
            return None
        open_to = frozenset(UserId(each) for each in row.open_to)
        return StandingRestriction(row.reason, open_to, UserId(row.restricted_by), row.restricted_at)

    async def shuts_out(self, case_id: CaseId, person: UserId) -> bool:
        standing = await self.of_case(case_id)
        return standing is not None and person not in standing.open_to

    async def check_open_to(self, case_id: CaseId, person: UserId) -> None:
        """Raises RestrictedToOthers."""
        if await self.shuts_out(case_id, person):
            raise RestrictedToOthers(case_id)

    async def closed_to_reader(self) -> frozenset[CaseId]:
        """What must not be named to whoever the transaction reads for."""
        reader: UserId | None = self._session.info.get(READER)
        closed = await self._session.scalars(closed_to(reader)) if reader else ()
        return frozenset(CaseId(each) for each in closed)

    async def keep(self, said: Restriction) -> None:
        """In the place of an earlier one."""
        values = {
            "reason": said.reason,
            "open_to": sorted(said.open_to),
            "restricted_by": said.by,
            "restricted_at": said.at,
        }
        row = insert(restricted_case).values(case_id=said.case_id, **values)
        await self._session.execute(row.on_conflict_do_update(index_elements=["case_id"], set_=values))

    async def lift(self, case_id: CaseId) -> None:
        await self._session.execute(delete(restricted_case).where(restricted_case.c.case_id == case_id))
