"""Giving a person back to the network when a place came to nothing."""

from care.domain.people import Actor
from care.domain.placement import STAYING, Placement
from care.domain.support import SupportCase
from care.storage import UnitOfWork


async def return_to_network(uow: UnitOfWork, case: SupportCase, placement: Placement, actor: Actor) -> None:
    """A dependant's bed changes nothing for the person. Only the prime takes back an offer made to
    somebody whom another provider supports."""
    if placement.dependant_id is not None:
        return
    if case.provider_id not in (None, placement.provider_id) and not actor.is_prime:
        return
    others = await uow.placements.of_person(case.person_id)
    lives_there = any(
        other.provider_id == placement.provider_id and other.state in STAYING and other.id != placement.id
        for other in others
    )
    case.return_to_network(placement.provider_id, lives_there=lives_there)
