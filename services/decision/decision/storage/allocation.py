"""Who may hold which case: declared conflicts, people's organisations, and the next case nobody holds."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Boolean, delete, exists, insert, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.ids import CaseId, UserId
from decision.domain.allocation import Candidate, Conflict, ConflictReason, NotACaseworker
from decision.domain.case import Case
from decision.storage.joined_tables import STANDS_ALONE
from decision.storage.queue_tables import FREE_TO_TAKE, KEY, conflict_of_interest
from decision.storage.restricted_tables import is_open_to
from decision.storage.tables import case_file, plumbing
from plumbing.directory import may_come_in

CASEWORKER = "caseworker"


class Allocation:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def candidate(self, person: UserId) -> Candidate:
        """Somebody the directory does not know has no known organisation."""
        known = plumbing.directory.c
        organisation = await self._session.scalar(select(known.organisation).where(known.user_id == person))
        return Candidate(person, organisation or "")

    async def caseworker(self, person: UserId, *, at: datetime) -> Candidate:
        """Raises NotACaseworker."""
        known = plumbing.directory.c
        query = select(known.organisation).where(
            known.user_id == person, known.roles.contains([CASEWORKER]), may_come_in(plumbing.directory, at)
        )
        organisation = await self._session.scalar(query)
        if organisation is None:
            raise NotACaseworker
        return Candidate(person, organisation)

    async def conflicted(self, case_id: CaseId) -> frozenset[UserId]:
        """Asked before anything of an act is written, so that nothing is written twice."""
        query = select(conflict_of_interest.c.person).where(conflict_of_interest.c.case_id == case_id)
        with self._session.no_autoflush:
            return frozenset(UserId(each) for each in await self._session.scalars(query))

    async def keep_conflict(self, conflict: Conflict) -> None:
        await self._session.execute(insert(conflict_of_interest).values(asdict(conflict)))

    async def conflicts(self, case_id: CaseId) -> Sequence[Conflict]:
        """In the order in which they were declared."""
        table = conflict_of_interest
        query = select(table).where(table.c.case_id == case_id).order_by(table.c.declared_at)
        rows = await self._session.execute(query)
        return [
            Conflict(
                case_id=case_id,
                person=UserId(row.person),
                reason=ConflictReason(row.reason),
                declared_at=row.declared_at,
            )
            for row in rows
        ]

    async def forget_conflict(self, case_id: CaseId, person: UserId) -> None:
        """The case's history keeps that it was declared, and that it was withdrawn."""
        table = conflict_of_interest
        declared = (table.c.case_id == case_id) & (table.c.person == person)
        await self._session.execute(delete(table).where(declared))

    async def next_free(self, candidate: Candidate, *, but: Sequence[CaseId]) -> Case | None:
        """The most pressing case nobody holds and nobody else is taking at this moment, locked."""
        conflicted = exists().where(
            conflict_of_interest.c.case_id == case_file.c.id,
            conflict_of_interest.c.person == candidate.id,
        )
        query = (
            select(Case)
            .where(
                literal_column(f"({FREE_TO_TAKE})", Boolean),
                STANDS_ALONE,
                case_file.c.organisation_id != candidate.organisation,
                case_file.c.id.not_in(but),
                ~conflicted,
                is_open_to(candidate.id),
            )
            .order_by(*KEY)
            .limit(1)
            .with_for_update(of=case_file, skip_locked=True)
        )
        found = await self._session.scalars(query.execution_options(populate_existing=True))
        return found.one_or_none()
