"""May this bed be out of use on these days? VO-1 to VO-6, in the order of VO-6."""

from collections.abc import Iterator
from dataclasses import dataclass

from care.domain.beds import Bedspace, Void, Window
from care.domain.booking import House, Slot, bed_is_free, bed_is_usable
from care.domain.people import Actor
from care.domain.placement import CHANGEABLE, Placement
from care.domain.refusals import Code, Refused


@dataclass(frozen=True, kw_only=True)
class VoidAttempt:
    """The house leaves out the void whose days are being changed."""

    actor: Actor
    house: House
    bedspace: Bedspace
    days: Window
    is_emergency: bool = False

    @property
    def slot(self) -> Slot:
        return Slot(
            actor=self.actor,
            house=self.house,
            bedspace=self.bedspace,
            arrival_on=self.days.first,
            departure_on=self.days.last,
            occupied_until=self.days.last,
        )


def may_act(attempt: VoidAttempt) -> Refused | None:
    """PL-13; an emergency is declared by a provider's manager or the prime (VO-5)."""
    actor = attempt.actor
    decides = actor.is_prime or actor.is_manager or not attempt.is_emergency
    may = decides and actor.may_act_on(attempt.house.premises.provider_id)
    return None if may else Refused(Code.FORBIDDEN)


def no_other_void(attempt: VoidAttempt) -> Refused | None:
    """VO-2"""
    return bed_is_usable(attempt.slot)


def nobody_has_the_bed(attempt: VoidAttempt) -> Refused | None:
    """VO-3: a fire asks nobody (VO-5)."""
    return None if attempt.is_emergency else bed_is_free(attempt.slot)


def within_service(attempt: VoidAttempt) -> Refused | None:
    """VO-1"""
    days, bed = attempt.days, attempt.bedspace
    if days.last < days.first:
        return Refused(Code.VOID_END_BEFORE_START)
    if days.first < bed.in_service_from:
        return Refused(Code.VOID_BEFORE_BED_START)
    too_late = bed.in_service_to is not None and days.last > bed.in_service_to
    return Refused(Code.VOID_AFTER_BED_END) if too_late else None


def check_void(attempt: VoidAttempt) -> None:
    """Raises the first rule that refuses."""
    for check in (may_act, no_other_void, nobody_has_the_bed, within_service):
        if refused := check(attempt):
            raise refused


def displaced_by(void: Void, house: House, bedspace: Bedspace) -> Iterator[Placement]:
    """Those who are, or would be, in the bed while it cannot be used, in the order of their arrival.

    Whoever has left is not displaced.
    """
    for placement in sorted(house.on(bedspace), key=lambda each: each.arrival_on):
        if placement.state in CHANGEABLE and placement.stay.overlaps(void.window):
            yield placement
