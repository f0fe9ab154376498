"""What every change of a placement begins with: it is locked, given new days, and these are judged."""

from collections.abc import Callable, Sequence
from datetime import date

from care.domain.beds import occupied_until
from care.domain.booking import Slot, SlotCheck, refusal
from care.domain.changing import LongerStay
from care.domain.people import Actor
from care.domain.placement import Placement, StayDates
from care.domain.refusals import Code, Refused
from care.domain.rulebook import CareRules
from care.domain.support import SupportCase
from care.storage import UnitOfWork
from contracts.ids import PlacementId


async def locked_placement(
    uow: UnitOfWork, placement_id: PlacementId, actor: Actor
) -> tuple[SupportCase | None, Placement]:
    """The case first, as everywhere. A provider that no longer supports the person does not see it."""
    case = await uow.cases.find_locked((await uow.placements.get(placement_id)).case_id)
    placement = await uow.placements.locked(placement_id)
    if not actor.may_act_on(placement.provider_id):
        raise Refused(Code.FORBIDDEN)
    return case, placement


def new_days(
    placement: Placement,
    rules: CareRules,
    *,
    arrival_on: date | None = None,
    departure_on: date | None = None,
    turnaround_days: int | None = None,
) -> StayDates:
    """What is not given stays as it is."""
    arrives, leaves = arrival_on or placement.arrival_on, departure_on or placement.departure_on
    turnaround = placement.turnaround_days if turnaround_days is None else turnaround_days
    kept_until = occupied_until(leaves, turnaround, rules.working_days)
    return StayDates(arrival_on=arrives, departure_on=leaves, occupied_until=kept_until)


async def judge(
    uow: UnitOfWork, placement: Placement, dates: StayDates, checks: Sequence[SlotCheck], *, actor: Actor
) -> None:
    """Raises what stands against these days."""
    if refused := refusal(await slot_of(uow, placement, dates, actor=actor), checks):
        raise refused


async def slot_of(uow: UnitOfWork, placement: Placement, dates: StayDates, *, actor: Actor) -> Slot:
    """The bed on these days, with this placement itself out of the way."""
    house, bedspace = await uow.houses.locked_around(placement.bedspace_id, since=dates.arrival_on)
    return Slot(
        actor=actor,
        house=house.without(placement),
        bedspace=bedspace,
        arrival_on=dates.arrival_on,
        departure_on=dates.departure_on,
        occupied_until=dates.occupied_until,
        kept_apart_from=await uow.kept_apart.with_whom_not(placement.person_id),
    )


async def judge_longer(
    uow: UnitOfWork,
    placement: Placement,
    dates: StayDates,
    checks: Sequence[Callable[[LongerStay], Refused | None]],
    *,
    actor: Actor,
    case: SupportCase | None,
) -> None:
    slot = await slot_of(uow, placement, dates, actor=actor)
    longer = LongerStay(**vars(slot), support_end_on=case.support_end_on if case else None)
    if refused := refusal(longer, checks):
        raise refused
