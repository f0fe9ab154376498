"""Closing a bed or a house, and opening it again: CL-1 to CL-5."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from care.domain.beds import Bedspace, Premises, Window
from care.domain.booking import House
from care.domain.placement import Placement
from care.domain.refusals import Code, Refused
from clocks.days import ONE_DAY


@dataclass(frozen=True)
class Blocker:
    """What ends last on a bed after the day it should close."""

    code: Code
    ends_on: date
    id: UUID

    def refusal(self) -> Refused:
        return Refused(self.code, self.id, first_possible=self.ends_on + ONE_DAY)


def latest_blocker(house: House, bedspace: Bedspace, last_on: date) -> Blocker | None:
    """CL-2: a void only if it ends strictly later than every placement's window."""
    placements = [stay for stay in house.on(bedspace) if stay.is_live and stay.occupied_until > last_on]
    voids = [void for void in house.voids_on(bedspace) if void.ends_on > last_on]
    last_stay = max(placements, key=lambda stay: stay.occupied_until, default=None)
    last_void = max(voids, key=lambda void: void.ends_on, default=None)
    if last_void and (last_stay is None or last_void.ends_on > last_stay.occupied_until):
        return Blocker(Code.EXISTING_VOID, last_void.ends_on, last_void.id)
    return _blocked_by(last_stay, last_on) if last_stay else None


def _blocked_by(stay: Placement, last_on: date) -> Blocker:
    is_stay_itself = stay.departure_on > last_on and stay.turnaround_days == 0
    code = Code.EXISTING_PLACEMENT if is_stay_itself else Code.EXISTING_TURNAROUND
    return Blocker(code, stay.occupied_until, stay.id)


def close_bed(house: House, bedspace: Bedspace, last_on: date) -> None:
    """Raises what stands in the way."""
    if last_on < bedspace.in_service_from:
        raise Refused(Code.CLOSE_BEFORE_START)
    blocker = latest_blocker(house, bedspace, last_on)
    if blocker is not None:
        raise blocker.refusal()
    bedspace.in_service_to = last_on


def close_all_beds(house: House, last_on: date) -> list[Bedspace]:
    """CL-3: a bed that opens only later stands in the way before anything on another does."""
    beds = [bed for bed in house.bedspaces if is_open_after(bed, last_on)]
    upcoming = [bed for bed in beds if bed.in_service_from > last_on]
    if upcoming:
        latest = max(upcoming, key=lambda bed: bed.in_service_from)
        raise Refused(Code.UPCOMING_BED, latest.id, first_possible=latest.in_service_from + ONE_DAY)
    blockers = [found for bed in beds if (found := latest_blocker(house, bed, last_on))]
    if blockers:
        raise max(blockers, key=lambda blocker: blocker.ends_on).refusal()
    for bed in beds:
        bed.in_service_to = last_on
    return beds


def is_open_after(bedspace: Bedspace, day: date) -> bool:
    return bedspace.in_service_to is None or bedspace.in_service_to > day


def closing_day(bedspaces: Iterable[Bedspace]) -> date | None:
    """CL-4: a house whose beds are all closed, or about to be, closes with the last of them."""
    last_days = [bed.in_service_to for bed in bedspaces]
    known = [day for day in last_days if day is not None]
    return max(known) if known and len(known) == len(last_days) else None


def close_house_with_its_beds(premises: Premises, bedspaces: Iterable[Bedspace]) -> None:
    premises.closed_on = closing_day(bedspaces)


def reopen_bed(bedspace: Bedspace, first_on: date) -> Window | None:
    """Names the time it was open before, when there is a gap between that and the new one."""
    closed_on = bedspace.in_service_to
    if closed_on is None:
        raise Refused(Code.WRONG_STATE)
    if first_on < closed_on:
        raise Refused(Code.BEFORE_LAST_CLOSE)
    bedspace.in_service_to = None
    if first_on <= closed_on + ONE_DAY:
        return None
    earlier = Window(bedspace.in_service_from, closed_on)
    bedspace.in_service_from = first_on
    return earlier
