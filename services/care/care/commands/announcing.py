"""Writing down and announcing what happened to a placement or a bed, in the caller's transaction."""

from collections.abc import Sequence
from datetime import datetime

from care.domain.people import Actor
from care.domain.placement import Placement
from care.storage import UnitOfWork
from contracts.events import Event
from contracts.ids import BedspaceId


async def announce(
    uow: UnitOfWork, action: str, placement: Placement, events: Sequence[Event], *, actor: Actor, at: datetime
) -> None:
    await uow.placements.keep()
    await uow.outbox.add(*events, at=at)
    detail = {"placement_id": str(placement.id), "bedspace_id": str(placement.bedspace_id)}
    uow.audit.add(action=action, actor=actor.user, subject=str(placement.referral_id), at=at, detail=detail)


async def announce_about_bed(
    uow: UnitOfWork,
    action: str,
    bedspace_id: BedspaceId,
    events: Sequence[Event],
    *,
    actor: Actor,
    at: datetime,
) -> None:
    await uow.outbox.add(*events, at=at)
    uow.audit.add(action=action, actor=actor.user, subject=str(bedspace_id), at=at)
