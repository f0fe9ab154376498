"""Places of safety: from the night somebody is found to the day they are referred, or go.

No event leaves: there is no referral that anybody could be told of. The audit trail keeps what was done.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from care.commands.booking import Booking, book
from care.commands.judging import judge, new_days
from care.commands.lives import By
from care.commands.stays import Arrival, arrive, confirm
from care.domain.admission import hours_of_arrival
from care.domain.booking import ARRIVAL, BOOKING, DEPARTURE, Attempt, attempt_on, refusal
from care.domain.changing import OVERSTAY
from care.domain.people import PersonId
from care.domain.placement import EXPECTED, Act, Placement, PlacementState
from care.domain.refusals import Code, Refused
from care.domain.retention import Kept
from care.domain.safety_stay import (
    KEPT_AS,
    End,
    Found,
    SafetyStay,
    days_to_decide,
    give_over,
    stay_until,
    take_bed,
)
from care.storage import Missing, UnitOfWork
from clocks.days import london_day
from contracts.ids import BedspaceId, PlacementId


async def record_found(
    uow: UnitOfWork, stay_id: UUID, found: Found, texts: Mapping[str, str], by: By
) -> None:
    """The prime, whom the police or another first responder calls."""
    _check_prime(by)
    found.check()
    stay = SafetyStay(
        id=stay_id,
        person_id=PersonId(stay_id),
        brought_by=found.brought_by,
        gender=found.gender,
        preference=found.preference,
        avoid_areas=list(found.avoid_areas),
        recorded_at=by.at,
        recorded_by=by.actor.user,
    )
    await uow.safety_stays.add(stay, texts, at=by.at)
    _note(uow, stay, "safety_stay_recorded", by)


async def give_bed(
    uow: UnitOfWork, stay_id: UUID, placement_id: PlacementId, bedspace_id: BedspaceId, by: By
) -> None:
    """By the rules of any booking. Whoever has a bed already moves to the new one."""
    _check_prime(by)
    stay = await uow.safety_stays.locked(stay_id)
    stay.check_open()
    await _leave_bed(uow, stay, by)
    attempt = await _attempt(uow, stay, bedspace_id, by)
    if refused := refusal(attempt, BOOKING):
        raise refused
    bed = _bed(stay, placement_id, attempt)
    stay.go_to(bed.provider_id)
    await uow.placements.add(bed)
    _note(uow, stay, "safety_bed_given", by, bedspace_id=str(bedspace_id))


async def record_arrival(uow: UnitOfWork, stay_id: UUID, by: By) -> None:
    """Today: the days to decide begin (§9)."""
    stay, bed = await _living(uow, stay_id, by)
    today = london_day(by.at)
    stay.arrive(days_to_decide(by.rules, today))
    dates = new_days(bed, by.rules, arrival_on=today, departure_on=max(today, stay.due_on or today))
    await judge(uow, bed, dates, ARRIVAL, actor=by.actor)
    take_bed(bed, Act.ARRIVE, dates)
    _note(uow, stay, "safety_stay_arrived", by)


async def keep_longer(uow: UnitOfWork, stay_id: UUID, until: date, by: By) -> None:
    """Nobody has to leave because the days are over; another booking of the bed stands in the way."""
    stay, bed = await _living(uow, stay_id, by)
    if until < london_day(by.at):
        raise Refused(Code.DEPARTURE_BEFORE_ARRIVAL)
    dates = new_days(bed, by.rules, departure_on=until)
    await judge(uow, bed, dates, OVERSTAY, actor=by.actor)
    stay_until(bed, dates)
    _note(uow, stay, "safety_stay_longer", by)


async def take_on(uow: UnitOfWork, stay_id: UUID, by: By) -> None:
    """A worker of the house becomes their own."""
    stay = await _own(uow, stay_id, by)
    if by.actor.is_prime:
        raise Refused(Code.FORBIDDEN)
    stay.be_looked_after_by(by.actor.user)
    _note(uow, stay, "safety_stay_taken_on", by)


async def say_referred(uow: UnitOfWork, stay_id: UUID, reference: str, by: By) -> None:
    """They decided to be referred. The support case joins as soon as the referral is heard."""
    stay = await _own(uow, stay_id, by)
    stay.refer(reference, at=by.at)
    _note(uow, stay, "safety_stay_referred", by)


async def sweep_referred(uow: UnitOfWork, *, at: datetime) -> int:
    heard = await uow.safety_stays.heard_since()
    for stay, case in heard:
        stay.join(case)
        uow.audit.add(
            action="safety_stay_joined",
            actor="time",
            subject=str(stay.id),
            at=at,
            detail={"support_case_id": str(case.id)},
        )
    return len(heard)


async def end_stay(uow: UnitOfWork, stay_id: UUID, how: End, by: By) -> None:
    if how is End.IN_SUPPORT:
        raise Refused(Code.WRONG_STATE)
    stay = await _own(uow, stay_id, by)
    await _leave_bed(uow, stay, by)
    stay.end(how, on=london_day(by.at))
    _note(uow, stay, "safety_stay_ended", by, how=how)


async def go_on_in_support(
    uow: UnitOfWork, stay_id: UUID, placement_id: PlacementId, until: date, by: By
) -> None:
    """In the same bed, from today, by the rules of support: with a positive decision or in an emergency."""
    stay, bed = await _living(uow, stay_id, by)
    if stay.support_case_id is None or await uow.cases.find_locked(stay.support_case_id) is None:
        raise Refused(Code.NOT_ELIGIBLE)  # a provider sees nobody who cannot be placed yet
    today = london_day(by.at)
    give_over(bed, today)
    await uow.placements.keep()
    booking = Booking(
        placement_id=placement_id,
        support_case_id=stay.support_case_id,
        bedspace_id=bed.bedspace_id,
        arrival_on=today,
        departure_on=until,
    )
    await book(uow, booking, actor=by.actor, rules=by.rules, at=by.at)
    await confirm(uow, placement_id, actor=by.actor, at=by.at)
    came = Arrival(arrival_on=today, departure_on=until)
    await arrive(uow, placement_id, came, actor=by.actor, rules=by.rules, at=by.at)
    stay.end(End.IN_SUPPORT, on=today)
    _note(uow, stay, "safety_stay_ended", by, how=End.IN_SUPPORT)


async def forget_past_stays(uow: UnitOfWork, kept: Sequence[Kept], *, at: datetime) -> None:
    """VI-6, as of everybody: without a number nothing is deleted."""
    for each in kept:
        before = each.past(at)
        purposes = [purpose for purpose, data in KEPT_AS.items() if data is each.data]
        if before is not None and purposes:
            for stay_id in set(await uow.safety_stays.forget(purposes, before)):
                detail = {"what": each.data.value, "days": str(each.days)}
                uow.audit.add(
                    action="record_forgotten", actor="time", subject=str(stay_id), at=at, detail=detail
                )


def _check_prime(by: By) -> None:
    if not by.actor.is_prime:
        raise Refused(Code.FORBIDDEN)


async def _own(uow: UnitOfWork, stay_id: UUID, by: By) -> SafetyStay:
    stay = await uow.safety_stays.locked(stay_id)
    if not (by.actor.is_prime or stay.provider_id == by.actor.provider_id):
        raise Missing("place of safety")
    stay.check_open()
    return stay


async def _living(uow: UnitOfWork, stay_id: UUID, by: By) -> tuple[SafetyStay, Placement]:
    stay = await _own(uow, stay_id, by)
    bed = await uow.safety_stays.bed_of(stay_id)
    if bed is None:
        raise Refused(Code.WRONG_STATE)
    return stay, bed


async def _leave_bed(uow: UnitOfWork, stay: SafetyStay, by: By) -> None:
    bed = await uow.safety_stays.bed_of(stay.id)
    if bed is None:
        return
    if bed.state in EXPECTED:
        take_bed(bed, Act.NOT_COME)
    else:
        dates = new_days(bed, by.rules, departure_on=london_day(by.at))
        await judge(uow, bed, dates, DEPARTURE, actor=by.actor)
        take_bed(bed, Act.DEPART, dates)
    await uow.placements.keep()


async def _attempt(uow: UnitOfWork, stay: SafetyStay, bedspace_id: BedspaceId, by: By) -> Attempt:
    today = london_day(by.at)
    house, bedspace = await uow.houses.locked_around(bedspace_id, since=today)
    return attempt_on(
        house,
        bedspace,
        by.rules.working_days,
        actor=by.actor,
        guest=stay.as_guest(await uow.kept_apart.with_whom_not(stay.person_id)),
        arrival_on=today,
        departure_on=stay.leaves_on(today, by.rules),
        persons_placements=await uow.placements.of_person(stay.person_id),
        arriving=hours_of_arrival(today, None, at=by.at),
    )


def _bed(stay: SafetyStay, placement_id: PlacementId, attempt: Attempt) -> Placement:
    home = attempt.house.premises
    return Placement(
        id=placement_id,
        offer_id=None,
        referral_id=stay.id,
        support_case_id=None,
        safety_stay_id=stay.id,
        person_id=stay.person_id,
        bedspace_id=attempt.bedspace.id,
        premises_id=home.id,
        provider_id=home.provider_id,
        region=home.region,
        arrival_on=attempt.arrival_on,
        departure_on=attempt.departure_on,
        turnaround_days=home.turnaround_days,
        occupied_until=attempt.occupied_until,
        state=PlacementState.CONFIRMED,
        gender=stay.gender,
    )


def _note(uow: UnitOfWork, stay: SafetyStay, action: str, by: By, **detail: str) -> None:
    uow.audit.add(action=action, actor=by.actor.user, subject=str(stay.id), at=by.at, detail=detail)
