"""A way of paying that does not work: written down, so that those it leaves without money can be found."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import insert

from care.domain.money.outage import Channel
from care.domain.people import Actor
from care.storage import UnitOfWork
from care.storage.money_tables import channel_outage
from plumbing.identifiers import new_id


async def record_outage(
    uow: UnitOfWork,
    channel: Channel,
    first_on: date,
    last_on: date | None,
    *,
    actor: Actor,
    at: datetime,
) -> UUID:
    """Changes nobody's entitlement (MO-13)."""
    outage_id = new_id()
    row = {"id": outage_id, "channel": channel, "first_on": first_on, "last_on": last_on}
    await uow.session.execute(insert(channel_outage).values(**row, recorded_at=at, recorded_by=actor.user))
    uow.audit.add(action="outage_recorded", actor=actor.user, subject=str(outage_id), at=at)
    return outage_id
