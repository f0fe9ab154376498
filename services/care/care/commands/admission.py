"""Setting the hours in which a bed can receive people."""

from datetime import date, datetime, time

from care.commands.announcing import announce_about_bed
from care.domain.people import Actor
from care.domain.refusals import Code, Refused
from care.storage import UnitOfWork
from contracts.care_places import BedAdmissionHoursSet
from contracts.ids import BedspaceId


async def set_hours(
    uow: UnitOfWork, bedspace_id: BedspaceId, hours: tuple[time, time] | None, *, actor: Actor, at: datetime
) -> None:
    """None for any hour. What is agreed already stays agreed: whoever agreed to it is there."""
    house, bed = await uow.houses.locked_around(bedspace_id, since=date.max)
    if not actor.may_act_on(house.premises.provider_id):
        raise Refused(Code.FORBIDDEN)
    bed.admits_from, bed.admits_until = hours or (None, None)
    event = BedAdmissionHoursSet(
        bedspace_id=bed.id,
        region=house.premises.region,
        admits_from=bed.admits_from,
        admits_until=bed.admits_until,
    )
    await announce_about_bed(uow, "bed_admission_hours_set", bed.id, [event], actor=actor, at=at)
