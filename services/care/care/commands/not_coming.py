"""Somebody who was expected has not come: the bed is free again, and somebody asks whether they are safe."""

from datetime import datetime

from care.commands.announcing import announce
from care.commands.judging import locked_placement
from care.commands.network import return_to_network
from care.commands.stays import ENDED
from care.domain.changes import Change
from care.domain.people import Actor
from care.domain.placement import Act, Placement
from care.domain.refusals import Code, Refused
from care.domain.rulebook import CareRules
from care.domain.tasks import TaskKind
from care.storage import UnitOfWork
from clocks.days import first_instant_after, london_day
from contracts.ids import PlacementId

NOT_COME = "CARE-NO-SHOW"


async def no_show(
    uow: UnitOfWork, placement_id: PlacementId, *, actor: Actor, rules: CareRules, at: datetime
) -> None:
    """Frees the bed at once, and starts the check of a missing person (PL-20)."""
    case, placement = await locked_placement(uow, placement_id, actor)
    placement.check_may(Act.NOT_COME)
    if london_day(at) < placement.arrival_on:
        raise Refused(Code.WRONG_STATE)
    events = placement.miss_arrival()
    uow.histories.note(placement, Change.NO_SHOW, placement.days(), by=actor.user, at=at)
    await _start_missing_check(uow, placement, rules=rules, at=at)
    await uow.tasks.finish(placement.id, ENDED, by=actor.user, at=at)
    if case is not None:
        await return_to_network(uow, case, placement, actor)
    await announce(uow, "placement_no_show", placement, events, actor=actor, at=at)


async def sweep_not_arrived(uow: UnitOfWork, *, rules: CareRules, at: datetime, limit: int = 500) -> int:
    """A day after the day of arrival somebody has to find out, even if nobody has said anything.

    The bed stays booked: only a person decides that somebody is not coming.
    """
    expected = await uow.tasks.not_arrived(london_day(at), limit=limit)
    late = [placement for placement in expected if rules.arrival_due(placement.arrival_on).expires_at <= at]
    for placement in late:
        await _start_missing_check(uow, placement, rules=rules, at=at)
    return len(late)


async def _start_missing_check(
    uow: UnitOfWork, placement: Placement, *, rules: CareRules, at: datetime
) -> None:
    task = await uow.tasks.raise_for(placement, TaskKind.MISSING_CHECK, at=at)
    task.run_against(
        rules.arrival_due(placement.arrival_on), started_at=first_instant_after(placement.arrival_on)
    )
