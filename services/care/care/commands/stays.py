"""A stay from its confirmation to the day the person leaves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from care.commands.announcing import announce
from care.commands.network import return_to_network
from care.domain.beds import occupied_until
from care.domain.booking import ARRIVAL, DEPARTURE, Slot, SlotCheck, refusal
from care.domain.people import Actor
from care.domain.placement import Act, Placement, StayDates
from care.domain.refusals import Code, Refused
from care.domain.rulebook import CareRules, is_active_code
from care.domain.support import SupportCase
from care.storage import UnitOfWork
from clocks.days import london_day
from contracts.ids import PlacementId


@dataclass(frozen=True, kw_only=True)
class Arrival:
    arrival_on: date
    departure_on: date | None = None

    def check(self, rules: CareRules, at: datetime) -> None:
        """PL-15: not in the future, and not longer ago than the setting says."""
        today = london_day(at)
        if self.arrival_on > today:
            raise Refused(Code.ARRIVAL_IN_FUTURE)
        if self.arrival_on < today - timedelta(days=rules.number("arrival_days_back")):
            raise Refused(Code.ARRIVAL_TOO_OLD)


@dataclass(frozen=True, kw_only=True)
class Departure:
    departure_on: date
    reason: str
    destination: str

    def check(self, rules: CareRules, at: datetime) -> None:
        """PL-16: reason and destination come from the reference lists."""
        today = london_day(at)
        if not is_active_code(rules.lists.departure_reasons, self.reason, today):
            raise Refused(Code.UNKNOWN_REASON)
        if not is_active_code(rules.lists.destinations, self.destination, today):
            raise Refused(Code.UNKNOWN_DESTINATION)


async def confirm(uow: UnitOfWork, placement_id: PlacementId, *, actor: Actor, at: datetime) -> None:
    _, placement = await _locked(uow, placement_id, actor)
    await announce(uow, "placement_confirmed", placement, placement.confirm(), actor=actor, at=at)


async def cancel(
    uow: UnitOfWork, placement_id: PlacementId, reason: str, *, actor: Actor, rules: CareRules, at: datetime
) -> None:
    case, placement = await _locked(uow, placement_id, actor)
    placement.check_may(Act.CANCEL)
    if not is_active_code(rules.lists.cancellation_reasons, reason, london_day(at)):
        raise Refused(Code.UNKNOWN_REASON)
    events = placement.cancel(reason)
    if case is not None:
        await return_to_network(uow, case, placement, actor)
    await announce(uow, "placement_cancelled", placement, events, actor=actor, at=at)


async def arrive(
    uow: UnitOfWork,
    placement_id: PlacementId,
    arrival: Arrival,
    *,
    actor: Actor,
    rules: CareRules,
    at: datetime,
) -> None:
    case, placement = await _locked(uow, placement_id, actor)
    placement.check_may(Act.ARRIVE)
    arrival.check(rules, at)
    leaves_on = arrival.departure_on or placement.departure_on
    dates = _dates(placement, arrival.arrival_on, leaves_on, rules)
    await _judge(uow, placement, dates, ARRIVAL, actor=actor)
    events = placement.arrive(dates)
    if case is not None:
        case.settle_with(placement.provider_id)
    await announce(uow, "placement_arrived", placement, events, actor=actor, at=at)


async def depart(
    uow: UnitOfWork,
    placement_id: PlacementId,
    departure: Departure,
    *,
    actor: Actor,
    rules: CareRules,
    at: datetime,
) -> None:
    _, placement = await _locked(uow, placement_id, actor)
    placement.check_may(Act.DEPART)
    departure.check(rules, at)
    dates = _dates(placement, placement.arrival_on, departure.departure_on, rules)
    await _judge(uow, placement, dates, DEPARTURE, actor=actor)
    events = placement.depart(dates, reason=departure.reason, destination=departure.destination)
    await announce(uow, "placement_departed", placement, events, actor=actor, at=at)


def _dates(placement: Placement, arrival_on: date, departure_on: date, rules: CareRules) -> StayDates:
    kept_until = occupied_until(departure_on, placement.turnaround_days, rules.working_days)
    return StayDates(arrival_on=arrival_on, departure_on=departure_on, occupied_until=kept_until)


async def _judge(
    uow: UnitOfWork, placement: Placement, dates: StayDates, checks: Sequence[SlotCheck], *, actor: Actor
) -> None:
    """Raises what stands against these days, with this placement itself out of the way."""
    house, bedspace = await uow.houses.locked_around(placement.bedspace_id, since=dates.arrival_on)
    slot = Slot(
        actor=actor,
        house=house.without(placement),
        bedspace=bedspace,
        arrival_on=dates.arrival_on,
        departure_on=dates.departure_on,
        occupied_until=dates.occupied_until,
    )
    if refused := refusal(slot, checks):
        raise refused


async def _locked(
    uow: UnitOfWork, placement_id: PlacementId, actor: Actor
) -> tuple[SupportCase | None, Placement]:
    case = await uow.cases.find_locked((await uow.placements.get(placement_id)).support_case_id)
    placement = await uow.placements.locked(placement_id)
    if not actor.may_act_on(placement.provider_id):
        raise Refused(Code.FORBIDDEN)
    return case, placement
