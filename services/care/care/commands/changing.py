"""A stay made longer or shorter, somebody who is still there, and how long a bed is prepared."""

from dataclasses import dataclass
from datetime import date, datetime

from care.commands.announcing import announce
from care.commands.judging import judge, judge_longer, locked_placement, new_days, slot_of
from care.domain.booking import refusal
from care.domain.changes import Change
from care.domain.changing import EXTENSION, OVERSTAY, TURNAROUND
from care.domain.people import Actor
from care.domain.placement import LIVE, STAYING, Placement, StayDates
from care.domain.refusals import Code, Refused
from care.domain.rulebook import CareRules
from care.domain.tasks import TaskKind
from care.storage import UnitOfWork
from contracts.ids import PlacementId


@dataclass(frozen=True, kw_only=True)
class Overstay:
    """Somebody who is still there after the day they were expected to leave."""

    departure_on: date
    is_authorised: bool
    reason: str = ""

    def check(self) -> None:
        if not self.is_authorised and not self.reason.strip():
            raise Refused(Code.REASON_REQUIRED)


async def extend(
    uow: UnitOfWork,
    placement_id: PlacementId,
    departure_on: date,
    *,
    actor: Actor,
    rules: CareRules,
    at: datetime,
) -> None:
    """Longer or shorter; the day before and the new one are both kept (PL-17)."""
    case, placement = await locked_placement(uow, placement_id, actor)
    placement.check_changeable()
    dates = new_days(placement, rules, departure_on=departure_on)
    await judge_longer(uow, placement, dates, EXTENSION, actor=actor, case=case)
    before = placement.days()
    kind = Change.SHORTENED if departure_on < before.departure_on else Change.EXTENDED
    events = placement.extend(dates)
    uow.histories.note(placement, kind, before, by=actor.user, at=at)
    await announce(uow, f"placement_{kind}", placement, events, actor=actor, at=at)


async def overstay(
    uow: UnitOfWork,
    placement_id: PlacementId,
    what: Overstay,
    *,
    actor: Actor,
    rules: CareRules,
    at: datetime,
) -> Refused | None:
    """Returns, and does not raise, that somebody else has the bed next: the warning to them must be kept."""
    _, placement = await locked_placement(uow, placement_id, actor)
    if placement.state not in STAYING:
        raise Refused(Code.WRONG_STATE)
    what.check()
    dates = new_days(placement, rules, departure_on=what.departure_on)
    refused = refusal(await slot_of(uow, placement, dates, actor=actor), OVERSTAY)
    if refused is None:
        await _stay_on(uow, placement, dates, what, actor=actor, at=at)
    elif refused.code is Code.BED_CONFLICT and refused.conflicting is not None:
        await _warn_next(uow, placement, PlacementId(refused.conflicting), actor=actor, at=at)
    else:
        raise refused
    return refused


async def _stay_on(
    uow: UnitOfWork, placement: Placement, dates: StayDates, what: Overstay, *, actor: Actor, at: datetime
) -> None:
    before = placement.days()
    events = placement.overstay(dates, is_authorised=what.is_authorised)
    uow.histories.note(
        placement,
        Change.OVERSTAYED,
        before,
        by=actor.user,
        at=at,
        reason=what.reason or None,
        is_authorised=what.is_authorised,
    )
    await announce(uow, "placement_overstayed", placement, events, actor=actor, at=at)


async def _warn_next(
    uow: UnitOfWork, staying: Placement, blocked_id: PlacementId, *, actor: Actor, at: datetime
) -> None:
    blocked = await uow.placements.get(blocked_id)
    if blocked.safety_stay_id is not None:  # nobody outside the house is told of a place of safety
        return
    await uow.tasks.raise_for(blocked, TaskKind.NEXT_AT_RISK, at=at)
    await announce(uow, "placement_next_at_risk", blocked, blocked.at_risk_from(staying), actor=actor, at=at)


async def set_turnaround(
    uow: UnitOfWork,
    placement_id: PlacementId,
    turnaround_days: int,
    *,
    actor: Actor,
    rules: CareRules,
    at: datetime,
) -> None:
    """In working days. The change is kept, and the newest counts (PL-21)."""
    _, placement = await locked_placement(uow, placement_id, actor)
    if placement.state not in LIVE:
        raise Refused(Code.WRONG_STATE)
    if turnaround_days < 0:
        raise Refused(Code.INVALID_TURNAROUND)
    dates = new_days(placement, rules, turnaround_days=turnaround_days)
    await judge(uow, placement, dates, TURNAROUND, actor=actor)
    before = placement.days()
    placement.prepare_for(turnaround_days, dates)
    uow.histories.note(placement, Change.TURNAROUND, before, by=actor.user, at=at)
    await announce(uow, "turnaround_changed", placement, [], actor=actor, at=at)
