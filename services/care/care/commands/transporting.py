"""Arranging who drives a person to their house, and what the driver may see and say."""

from care.commands.lives import By, write_down
from care.domain.people import Actor
from care.domain.revealing import Reveal
from care.domain.transport import Briefing, PickUp, Transport, TransportId
from care.storage import UnitOfWork
from care.storage.addresses import open_address
from clocks.days import london_day
from contracts.ids import PlacementId
from plumbing.encryption import KeyRing

WHY = "Drives the person there"


async def arrange(
    uow: UnitOfWork, transport_id: TransportId, placement_id: PlacementId, wanted: PickUp, by: By
) -> None:
    placement = await uow.placements.locked(placement_id)
    wanted.check(placement, actor=by.actor, today=london_day(by.at))
    uow.transports.add(Transport.arrange(transport_id, placement, wanted, by=by.actor.user, at=by.at))
    write_down(uow, "journey_arranged", placement.referral_id, by)


async def brief(uow: UnitOfWork, transport_id: TransportId, briefing: Briefing, by: By) -> None:
    """What only the driver reads, sealed with the person's key."""
    journey = await uow.transports.locked(transport_id)
    case = await uow.cases.get(journey.support_case_id)
    await uow.texts.keep(case, transport_id, briefing.as_texts(), at=by.at)


async def finish(uow: UnitOfWork, transport_id: TransportId, by: By) -> None:
    journey = await uow.transports.locked(transport_id)
    journey.finish(by.actor.user, at=by.at)
    write_down(uow, "journey_done", journey.referral_id, by)


async def read_address(uow: UnitOfWork, transport_id: TransportId, ring: KeyRing, by: By) -> str:
    """Where the journey leads. Each look is kept, for the house's manager to see (VI-5, VI-9)."""
    journey = await uow.transports.locked(transport_id)
    hours = by.rules.number("driver_hours_after")
    journey.check_may_read_address(by.actor.user, at=by.at, hours_after=hours)
    await uow.disclosures.keep_reveal(_reveal(journey, by.actor, by), ring)
    uow.audit.add(action="address_revealed", actor=by.actor.user, subject=str(journey.premises_id), at=by.at)
    return open_address(await uow.addresses.get(journey.premises_id), journey.premises_id, ring)


def _reveal(journey: Transport, driver: Actor, by: By) -> Reveal:
    return Reveal(
        premises_id=journey.premises_id,
        provider_id=journey.provider_id,
        revealed_at=by.at,
        revealed_by=driver.user,
        of_organisation=driver.provider_id,
        reason=WHY,
    )
