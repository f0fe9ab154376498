"""Closing a bed or a whole house from a day on, and opening it again."""

from collections.abc import Sequence
from datetime import date, datetime

from care.commands.announcing import announce_about_bed
from care.domain import closing
from care.domain.beds import Bedspace
from care.domain.booking import House
from care.domain.people import Actor
from care.domain.refusals import Code, Refused
from care.domain.rulebook import CareRules
from care.storage import UnitOfWork
from clocks.days import london_day
from contracts.care_places import BedClosed, BedReopened
from contracts.ids import BedspaceId, PremisesId


async def close_bed(
    uow: UnitOfWork, bedspace_id: BedspaceId, last_on: date, *, actor: Actor, rules: CareRules, at: datetime
) -> None:
    """`last_on` is the last day of use. A refusal names what ends last, and the first day possible."""
    house, bedspace = await uow.houses.locked_around(bedspace_id, since=last_on)
    _check_own(house, actor)
    rules.closing_limits.check_close(last_on, london_day(at))
    closing.close_bed(house, bedspace, last_on)
    await _announce_closed(uow, house, [bedspace], last_on, actor=actor, at=at)


async def close_premises(
    uow: UnitOfWork, premises_id: PremisesId, last_on: date, *, actor: Actor, rules: CareRules, at: datetime
) -> None:
    house = await uow.houses.locked(premises_id, since=last_on)
    _check_own(house, actor)
    rules.closing_limits.check_close(last_on, london_day(at))
    closed = closing.close_all_beds(house, last_on)
    await _announce_closed(uow, house, closed, last_on, actor=actor, at=at)


async def reopen_bed(
    uow: UnitOfWork, bedspace_id: BedspaceId, first_on: date, *, actor: Actor, rules: CareRules, at: datetime
) -> None:
    house, bedspace = await uow.houses.locked_around(bedspace_id, since=date.max)
    _check_own(house, actor)
    rules.closing_limits.check_reopen(first_on, london_day(at))
    await _reopen(uow, house, [bedspace], first_on, actor=actor, at=at)


async def reopen_premises(
    uow: UnitOfWork, premises_id: PremisesId, first_on: date, *, actor: Actor, rules: CareRules, at: datetime
) -> None:
    """Every bed that closed with the house; one that had closed before it stays closed."""
    house = await uow.houses.locked(premises_id, since=date.max)
    _check_own(house, actor)
    closed_on = house.premises.closed_on
    if closed_on is None:
        raise Refused(Code.WRONG_STATE)
    rules.closing_limits.check_reopen(first_on, london_day(at))
    beds = [bed for bed in house.bedspaces if bed.in_service_to == closed_on]
    await _reopen(uow, house, beds, first_on, actor=actor, at=at)


def _check_own(house: House, actor: Actor) -> None:
    if not actor.may_act_on(house.premises.provider_id):
        raise Refused(Code.FORBIDDEN)


async def _reopen(
    uow: UnitOfWork,
    house: House,
    beds: Sequence[Bedspace],
    first_on: date,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    for bed in beds:
        earlier = closing.reopen_bed(bed, first_on)
        if earlier is not None:
            await uow.histories.keep_service(bed, earlier)
        event = BedReopened(bedspace_id=bed.id, region=house.premises.region, first_on=first_on)
        await announce_about_bed(uow, "bed_reopened", bed.id, [event], actor=actor, at=at)
    closing.close_house_with_its_beds(house.premises, house.bedspaces)


async def _announce_closed(
    uow: UnitOfWork, house: House, beds: Sequence[Bedspace], last_on: date, *, actor: Actor, at: datetime
) -> None:
    closing.close_house_with_its_beds(house.premises, house.bedspaces)
    for bed in beds:
        event = BedClosed(bedspace_id=bed.id, region=house.premises.region, last_on=last_on)
        await announce_about_bed(uow, "bed_closed", bed.id, [event], actor=actor, at=at)
