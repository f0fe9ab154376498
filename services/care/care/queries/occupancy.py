"""How a bed was used over a period, from everything that was ever on it."""

from sqlalchemy import select

from care.domain.beds import Bedspace, Void, Window
from care.domain.occupancy import BedRecord, Occupancy, occupancy
from care.domain.placement import NOT_LIVE, Placement
from care.domain.rulebook import CareRules
from care.storage import Missing, UnitOfWork
from care.storage.tables import bed_void, placement
from contracts.ids import BedspaceId


async def occupancy_of(
    uow: UnitOfWork, bedspace_id: BedspaceId, period: Window, *, rules: CareRules
) -> Occupancy:
    bedspace = await uow.session.get(Bedspace, bedspace_id)
    if bedspace is None:
        raise Missing("bedspace")
    stays = select(Placement).where(
        placement.c.bedspace_id == bedspace_id,
        placement.c.state.not_in(NOT_LIVE),
        placement.c.arrival_on <= period.last,
        placement.c.occupied_until >= period.first,
    )
    voids = select(Void).where(bed_void.c.bedspace_id == bedspace_id, ~bed_void.c.is_cancelled)
    record = BedRecord(
        bedspace=bedspace,
        placements=(await uow.session.scalars(stays)).all(),
        voids=(await uow.session.scalars(voids)).all(),
        earlier_service=await uow.histories.earlier_service(bedspace_id),
    )
    return occupancy(record, period, rules.working_days)
