"""A journey as its driver sees it, and who can drive."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from care.domain.transport import Transport, TransportId
from care.storage import Missing, UnitOfWork, plumbing
from care.storage.tables import premises, support_case
from care.storage.transport_tables import transport


@dataclass(frozen=True)
class Driven:
    """No name, and no house: a reference and a region."""

    journey: Transport
    reference: str
    region: str


@dataclass(frozen=True)
class Volunteer:
    id: str
    name: str


async def driven_by(uow: UnitOfWork, transport_id: TransportId, driver_id: str) -> Driven:
    """Somebody else's journey is not there."""
    query = (
        select(Transport, support_case.c.reference, premises.c.region)
        .join(support_case, support_case.c.id == transport.c.support_case_id)
        .join(premises, premises.c.id == transport.c.premises_id)
        .where(transport.c.id == transport_id, transport.c.driver_id == driver_id)
    )
    row = (await uow.session.execute(query)).one_or_none()
    if row is None:
        raise Missing("journey")
    return Driven(*row)


async def volunteers(uow: UnitOfWork, role: str) -> Sequence[Volunteer]:
    """Those who may come in today as drivers."""
    person = plumbing.directory.c
    query = select(person.user_id, person.name).where(person.roles.contains([role]), person.is_active)
    rows = await uow.session.execute(query.order_by(person.name))
    return [Volunteer(str(row.user_id), row.name) for row in rows]
