"""Taking a bed out of use, changing when, and taking that back. In an emergency people are displaced."""

from dataclasses import dataclass
from datetime import date, datetime

from care.commands.announcing import announce, announce_about_bed
from care.domain.beds import Bedspace, Void, VoidId, Window
from care.domain.booking import House
from care.domain.changes import Change
from care.domain.people import Actor
from care.domain.placement import LIVE, Placement
from care.domain.refusals import Code, Refused
from care.domain.rulebook import CareRules, is_active_code
from care.domain.tasks import TaskKind
from care.domain.voids import VoidAttempt, check_void, displaced_by
from care.storage import UnitOfWork
from clocks.days import london_day
from contracts.care_places import BedVoidCancelled, BedVoidChanged, BedVoidStarted
from contracts.ids import BedspaceId, PlacementId


@dataclass(frozen=True, kw_only=True)
class NewVoid:
    """From the first to the last day of no use, both included; `reason` is a code of the list."""

    void_id: VoidId
    bedspace_id: BedspaceId
    starts_on: date
    ends_on: date
    reason: str
    is_emergency: bool = False


@dataclass(frozen=True, kw_only=True)
class VoidDays:
    starts_on: date
    ends_on: date
    reason: str


async def make_void(
    uow: UnitOfWork, wanted: NewVoid, *, actor: Actor, rules: CareRules, at: datetime
) -> list[PlacementId]:
    """Names the placements that an emergency displaces; each becomes a task to place the person again."""
    _check_reason(wanted.reason, rules, at)
    house, bedspace = await uow.houses.locked_around(wanted.bedspace_id, since=_since(wanted))
    void = Void(
        id=wanted.void_id,
        bedspace_id=bedspace.id,
        provider_id=house.premises.provider_id,
        starts_on=wanted.starts_on,
        ends_on=wanted.ends_on,
        reason=wanted.reason,
        is_emergency=wanted.is_emergency,
    )
    _check(void, house, bedspace, actor=actor)
    uow.houses.add_void(void)
    await _announce_start(uow, void, house, actor=actor, at=at)
    return await _displace(uow, void, house, bedspace, actor=actor, at=at)


async def _announce_start(uow: UnitOfWork, void: Void, house: House, *, actor: Actor, at: datetime) -> None:
    event = BedVoidStarted(
        bedspace_id=void.bedspace_id,
        region=house.premises.region,
        void_id=void.id,
        starts_on=void.starts_on,
        ends_on=void.ends_on,
        reason=void.reason,
        is_emergency=void.is_emergency,
    )
    await announce_about_bed(uow, "bed_void_started", void.bedspace_id, [event], actor=actor, at=at)


async def change_void(
    uow: UnitOfWork, void_id: VoidId, days: VoidDays, *, actor: Actor, rules: CareRules, at: datetime
) -> None:
    void, house, bedspace = await _locked(uow, void_id, since=days.starts_on)
    if void.is_cancelled:
        raise Refused(Code.VOID_CANCELLED)
    _check_reason(days.reason, rules, at)
    others = [each for each in house.voids if each.id != void.id]
    changed = Window(days.starts_on, days.ends_on)
    _check(void, house.with_voids(others), bedspace, actor=actor, days=changed)
    void.starts_on, void.ends_on, void.reason = days.starts_on, days.ends_on, days.reason
    event = BedVoidChanged(
        bedspace_id=void.bedspace_id, region=house.premises.region, void_id=void.id, **vars(days)
    )
    await announce_about_bed(uow, "bed_void_changed", void.bedspace_id, [event], actor=actor, at=at)
    await _take_back(uow, void, house, actor=actor, at=at)
    await _displace(uow, void, house, bedspace, actor=actor, at=at)


async def cancel_void(uow: UnitOfWork, void_id: VoidId, *, actor: Actor, at: datetime) -> None:
    void, house, _ = await _locked(uow, void_id)
    if not actor.may_act_on(void.provider_id):
        raise Refused(Code.FORBIDDEN)
    void.cancel(at=at)
    event = BedVoidCancelled(bedspace_id=void.bedspace_id, region=house.premises.region, void_id=void.id)
    await announce_about_bed(uow, "bed_void_cancelled", void.bedspace_id, [event], actor=actor, at=at)
    await _take_back(uow, void, house, actor=actor, at=at)


async def _locked(
    uow: UnitOfWork, void_id: VoidId, *, since: date = date.max
) -> tuple[Void, House, Bedspace]:
    """The house is locked first, as everywhere; then the void is read again."""
    void = await uow.houses.void(void_id)
    house, bedspace = await uow.houses.locked_around(void.bedspace_id, since=min(since, void.starts_on))
    return await uow.houses.void(void_id, fresh=True), house, bedspace


def _check(void: Void, house: House, bedspace: Bedspace, *, actor: Actor, days: Window | None = None) -> None:
    check_void(
        VoidAttempt(
            actor=actor,
            house=house,
            bedspace=bedspace,
            days=days or void.window,
            is_emergency=void.is_emergency,
        )
    )


def _check_reason(reason: str, rules: CareRules, at: datetime) -> None:
    if not is_active_code(rules.lists.void_reasons, reason, london_day(at)):
        raise Refused(Code.UNKNOWN_REASON)


def _since(wanted: NewVoid) -> date:
    return min(wanted.starts_on, wanted.ends_on)


async def _displace(
    uow: UnitOfWork, void: Void, house: House, bedspace: Bedspace, *, actor: Actor, at: datetime
) -> list[PlacementId]:
    if not void.is_emergency:
        return []
    displaced = list(displaced_by(void, house, bedspace))
    await uow.session.flush()  # the void, which the placements are about to name
    for placement in displaced:
        if placement.safety_stay_id is not None:  # nobody is told, and their own page asks for another bed
            placement.displaced_by = void.id
            continue
        events = placement.be_displaced(void.id)
        uow.histories.note(placement, Change.DISPLACED, placement.days(), by=actor.user, at=at)
        await uow.tasks.raise_for(placement, TaskKind.RE_PLACEMENT, at=at)
        await announce(uow, "placement_displaced", placement, events, actor=actor, at=at)
    return [placement.id for placement in displaced]


async def _take_back(uow: UnitOfWork, void: Void, house: House, *, actor: Actor, at: datetime) -> None:
    """Whom this void had displaced may stay after all, or is about to be displaced by its new days."""
    for placement in _displaced(house, void):
        placement.displaced_by = None
        uow.histories.note(placement, Change.NO_LONGER_DISPLACED, placement.days(), by=actor.user, at=at)
        await uow.tasks.finish(placement.id, [TaskKind.RE_PLACEMENT], by=actor.user, at=at)


def _displaced(house: House, void: Void) -> list[Placement]:
    return [each for each in house.placements if each.displaced_by == void.id and each.state in LIVE]
