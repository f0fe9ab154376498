"""A journey as its driver sees it, and who can drive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from care.domain.transport import BRIEFED, Briefing, Transport, TransportId
from care.storage import Missing, UnitOfWork, plumbing
from care.storage.tables import premises, support_case
from care.storage.transport_tables import transport


@dataclass(frozen=True)
class Driven:
    """No house: a reference and a region. Where to meet whom only while the address is shown too."""

    journey: Transport
    reference: str
    region: str
    briefing: Briefing | None


@dataclass(frozen=True)
class Volunteer:
    id: str
    name: str


async def driven_by(
    uow: UnitOfWork, transport_id: TransportId, driver_id: str, *, at: datetime, hours_after: int
) -> Driven:
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
    is_shown = row.Transport.shows_address(at, hours_after=hours_after)
    briefing = await _briefing(uow, row.Transport) if is_shown else None
    return Driven(row.Transport, row.reference, row.region, briefing)


async def _briefing(uow: UnitOfWork, journey: Transport) -> Briefing:
    opened = {
        name: (await uow.texts.of_subjects(purpose, {journey.id: journey.referral_id})).get(journey.id, "")
        for purpose, name in BRIEFED.items()
    }
    return Briefing(**opened)


async def volunteers(uow: UnitOfWork, role: str) -> Sequence[Volunteer]:
    """Those who may come in today as drivers."""
    person = plumbing.directory.c
    query = select(person.user_id, person.name).where(person.roles.contains([role]), person.is_active)
    rows = await uow.session.execute(query.order_by(person.name))
    return [Volunteer(str(row.user_id), row.name) for row in rows]
