"""Whom a person is kept apart from, by reference."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from care.domain.kept_apart import Danger
from care.domain.people import PersonId
from care.storage import UnitOfWork
from care.storage.tables import support_case
from contracts.ids import SupportCaseId


@dataclass(frozen=True)
class Pair:
    """The other of the two; without a reference when they are no longer known here."""

    id: UUID
    reference: str | None
    danger: Danger


async def pairs_of(uow: UnitOfWork, support_case_id: SupportCaseId) -> list[Pair]:
    own = (await uow.cases.get(support_case_id)).person_id
    found = []
    for pair in await uow.kept_apart.of(own):
        other = pair.other_id if pair.one_id == own else pair.one_id
        query = select(support_case.c.reference).where(support_case.c.person_id == other)
        found.append(Pair(pair.id, await uow.session.scalar(query.limit(1)), pair.danger))
    return found


async def case_of_reference(uow: UnitOfWork, reference: str) -> PersonId | None:
    query = select(support_case.c.person_id).where(support_case.c.reference == reference.strip().upper())
    found = await uow.session.scalar(query.limit(1))
    return PersonId(found) if found else None
