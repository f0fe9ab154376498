"""A stay from its confirmation to the day of leaving. A second record of one thing amends the first."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from care.commands.announcing import announce
from care.commands.judging import judge, locked_placement, new_days
from care.commands.moving import finish_move
from care.commands.network import return_to_network
from care.commands.support_clocks import keep_clocks
from care.commands.welcoming import expect_welcome
from care.domain.booking import ARRIVAL, DEPARTURE
from care.domain.changes import Change
from care.domain.people import Actor
from care.domain.placement import HAS_ARRIVED, Act, PlacementState
from care.domain.refusals import Code, Refused
from care.domain.rulebook import CareRules, is_active_code
from care.domain.tasks import TaskKind
from care.storage import UnitOfWork
from clocks.days import london_day
from contracts.ids import PlacementId

CAME = (TaskKind.MISSING_CHECK, TaskKind.NEXT_AT_RISK)
ENDED = (TaskKind.RE_PLACEMENT, TaskKind.NEXT_AT_RISK, TaskKind.MOVE_APART, TaskKind.WELCOME_PACK)


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
    _, placement = await locked_placement(uow, placement_id, actor)
    await announce(uow, "placement_confirmed", placement, placement.confirm(), actor=actor, at=at)


async def cancel(
    uow: UnitOfWork, placement_id: PlacementId, reason: str, *, actor: Actor, rules: CareRules, at: datetime
) -> None:
    """The person is then ready to be placed again. Cancelling a second time amends the reason (PL-19)."""
    case, placement = await locked_placement(uow, placement_id, actor)
    placement.check_may(Act.CANCEL)
    if not is_active_code(rules.lists.cancellation_reasons, reason, london_day(at)):
        raise Refused(Code.UNKNOWN_REASON)
    is_first = placement.state is not PlacementState.CANCELLED
    events = placement.cancel(reason)
    kind = Change.CANCELLED if is_first else Change.CANCELLATION_AMENDED
    uow.histories.note(placement, kind, placement.days(), by=actor.user, at=at, reason=reason)
    if case is not None and is_first:
        await return_to_network(uow, case, placement, actor)
    await announce(uow, f"placement_{kind}", placement, events, actor=actor, at=at)
    await uow.tasks.finish(placement.id, ENDED, by=actor.user, at=at)


async def arrive(
    uow: UnitOfWork,
    placement_id: PlacementId,
    arrival: Arrival,
    *,
    actor: Actor,
    rules: CareRules,
    at: datetime,
) -> None:
    case, placement = await locked_placement(uow, placement_id, actor)
    placement.check_may(Act.ARRIVE)
    arrival.check(rules, at)
    dates = new_days(placement, rules, arrival_on=arrival.arrival_on, departure_on=arrival.departure_on)
    await judge(uow, placement, dates, ARRIVAL, actor=actor)
    before, is_first = placement.days(), placement.state not in HAS_ARRIVED
    events = placement.arrive(dates)
    kind = Change.ARRIVED if is_first else Change.ARRIVAL_AMENDED
    uow.histories.note(placement, kind, before, by=actor.user, at=at)
    await announce(uow, f"placement_{kind}", placement, events, actor=actor, at=at)
    if case is not None and is_first and placement.dependant_id is None:
        case.settle_with(placement.provider_id)
        await finish_move(uow, case, by=actor.user, at=at)
    await uow.tasks.finish(placement.id, CAME, by=actor.user, at=at)
    if is_first:
        await expect_welcome(uow, placement, at=at)
    if case is not None:
        await keep_clocks(uow, case, "placement_arrived", rules=rules, at=at)


async def depart(
    uow: UnitOfWork,
    placement_id: PlacementId,
    departure: Departure,
    *,
    actor: Actor,
    rules: CareRules,
    at: datetime,
) -> None:
    case, placement = await locked_placement(uow, placement_id, actor)
    placement.check_may(Act.DEPART)
    departure.check(rules, at)
    dates = new_days(placement, rules, departure_on=departure.departure_on)
    await judge(uow, placement, dates, DEPARTURE, actor=actor)
    before, is_first = placement.days(), placement.state is not PlacementState.DEPARTED
    events = placement.depart(dates, reason=departure.reason, destination=departure.destination)
    kind = Change.DEPARTED if is_first else Change.DEPARTURE_AMENDED
    uow.histories.note(placement, kind, before, by=actor.user, at=at, reason=departure.reason)
    await announce(uow, f"placement_{kind}", placement, events, actor=actor, at=at)
    await uow.tasks.finish(placement.id, ENDED, by=actor.user, at=at)
    if case is not None:
        await keep_clocks(uow, case, "placement_departed", rules=rules, at=at)
