"""A house's beds out of use, now or coming, and one of those times."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from care.domain.beds import Bedspace, Void, VoidId
from care.storage import UnitOfWork
from care.storage.tables import bed_void, bedspace
from contracts.ids import PremisesId


@dataclass(frozen=True, kw_only=True)
class VoidLine:
    id: UUID
    bedspace_id: UUID
    bed_code: str
    starts_on: date
    ends_on: date
    reason: str
    is_emergency: bool


async def voids_in(uow: UnitOfWork, premises_id: PremisesId, *, since: date) -> Sequence[VoidLine]:
    """Those that have not ended, by when they begin."""
    void = bed_void.c
    query = (
        select(bed_void, bedspace.c.code.label("bed_code"))
        .join(bedspace, bedspace.c.id == void.bedspace_id)
        .where(bedspace.c.premises_id == premises_id, ~void.is_cancelled, void.ends_on >= since)
        .order_by(void.starts_on, bedspace.c.code)
    )
    rows = await uow.session.execute(query)
    return tuple(
        VoidLine(**{name: getattr(row, name) for name in VoidLine.__dataclass_fields__}) for row in rows
    )


async def void_with_bed(uow: UnitOfWork, void_id: VoidId) -> tuple[Void, Bedspace]:
    void = await uow.houses.void(void_id)
    return void, await uow.session.get_one(Bedspace, void.bedspace_id)
