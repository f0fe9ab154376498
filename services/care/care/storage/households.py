"""Dependants, and people kept apart."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from care.domain.household import Dependant, DependantId
from care.domain.kept_apart import KeptApart, others
from care.domain.people import PersonId
from care.storage.household_tables import dependant, kept_apart
from care.storage.repositories import found
from contracts.ids import SupportCaseId


class Dependants:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, someone: Dependant) -> None:
        self._session.add(someone)

    async def locked(self, dependant_id: DependantId) -> Dependant:
        query = select(Dependant).where(dependant.c.id == dependant_id).with_for_update()
        return found((await self._session.scalars(query)).one_or_none(), "dependant")

    async def get(self, dependant_id: DependantId) -> Dependant:
        return found(await self._session.get(Dependant, dependant_id), "dependant")

    async def of_case(self, support_case_id: SupportCaseId) -> Sequence[Dependant]:
        """The eldest first."""
        query = select(Dependant).where(dependant.c.support_case_id == support_case_id)
        return (await self._session.scalars(query.order_by(dependant.c.born_on, dependant.c.id))).all()


class KeptApartPairs:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, pair: KeptApart) -> None:
        self._session.add(pair)

    async def locked(self, pair_id: UUID) -> KeptApart:
        query = select(KeptApart).where(kept_apart.c.id == pair_id).with_for_update()
        return found((await self._session.scalars(query)).one_or_none(), "pair of people")

    async def between(self, one: PersonId, other: PersonId) -> KeptApart | None:
        query = select(KeptApart).where(
            kept_apart.c.one_id.in_([one, other]),
            kept_apart.c.other_id.in_([one, other]),
            kept_apart.c.ended_at.is_(None),
        )
        return (await self._session.scalars(query)).one_or_none()

    async def of(self, person_id: PersonId) -> Sequence[KeptApart]:
        either = or_(kept_apart.c.one_id == person_id, kept_apart.c.other_id == person_id)
        query = select(KeptApart).where(either, kept_apart.c.ended_at.is_(None))
        return (await self._session.scalars(query.order_by(kept_apart.c.noted_at))).all()

    async def with_whom_not(self, person_id: PersonId) -> frozenset[PersonId]:
        return others(person_id, await self.of(person_id))
