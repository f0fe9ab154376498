"""Recording that somebody left their bed, where a move to asylum accommodation has been assessed (AC-5)."""

from datetime import datetime

from care.commands import stays
from care.commands.stays import Departure
from care.domain.assessments import Kind
from care.domain.asylum_move import check_asylum_move, is_asylum_move
from care.domain.people import Actor
from care.domain.rulebook import CareRules
from care.storage import UnitOfWork
from contracts.ids import PlacementId


async def leave(
    uow: UnitOfWork,
    placement_id: PlacementId,
    departure: Departure,
    *,
    actor: Actor,
    rules: CareRules,
    at: datetime,
) -> None:
    """Dependants leave with the person, whose needs were assessed for all of them."""
    if is_asylum_move(departure.reason, departure.destination):
        placement = await uow.placements.get(placement_id)
        held = await uow.assessments.latest(placement.case_id, (Kind.PRE_ASYLUM_MOVE,))
        check_asylum_move(held, living_there_since=placement.arrival_on)
    await stays.depart(uow, placement_id, departure, actor=actor, rules=rules, at=at)
