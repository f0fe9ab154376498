"""Who works with whom: the workers of a provider by name, and the people each of them has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from care.domain.support_states import ENDED
from care.queries.people import Person, people_where
from care.storage import UnitOfWork, plumbing
from care.storage.tables import support_case
from care.storage.visibility_tables import support_worker_change
from contracts.ids import ProviderId, SupportCaseId
from plumbing.directory import may_come_in

WORKER = "support_worker"
_case = support_case.c


@dataclass(frozen=True)
class Colleague:
    """Somebody to whom a person can be handed over."""

    user: str
    name: str


@dataclass(frozen=True)
class Changed:
    """`text_id` is where why is sealed."""

    text_id: UUID
    at: datetime
    by: str
    worker_id: str | None


async def workers_of(uow: UnitOfWork, provider_id: ProviderId, *, at: datetime) -> Sequence[Colleague]:
    """By name. Only the staff's part of the database knows names."""
    entry = plumbing.directory.c
    query = (
        select(entry.user_id, entry.name)
        .where(
            entry.organisation == provider_id,
            entry.roles.contains([WORKER]),
            may_come_in(plumbing.directory, at),
        )
        .order_by(entry.name)
    )
    return [Colleague(str(user), name) for user, name in await uow.session.execute(query)]


async def list_sizes(uow: UnitOfWork) -> Mapping[str | None, int]:
    """How many people in support each worker has; under None, how many of the provider's have nobody."""
    query = (
        select(_case.worker_id, func.count())
        .where(_case.provider_id.is_not(None), _case.state.not_in(ENDED))
        .group_by(_case.worker_id)
    )
    return {row[0]: row[1] for row in await uow.session.execute(query)}


async def own_people(uow: UnitOfWork, worker_id: str | None, *, of: ProviderId) -> Sequence[Person]:
    """Everybody in support whom this worker of the provider has, the longest supported first."""
    is_theirs = _case.worker_id.is_(None) if worker_id is None else _case.worker_id == worker_id
    return await people_where(uow, _case.provider_id == of, is_theirs, _case.state.not_in(ENDED))


async def changes_of(uow: UnitOfWork, case_id: SupportCaseId) -> Sequence[Changed]:
    """The latest first."""
    change = support_worker_change.c
    query = (
        select(change.id, change.changed_at, change.changed_by, change.worker_id)
        .where(change.support_case_id == case_id)
        .order_by(change.changed_at.desc())
    )
    return [Changed(*row) for row in await uow.session.execute(query)]
