"""What a house looks like from above: which bed is free, held, lived in or out of use, day by day."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import groupby, islice

from care.domain.beds import Bedspace
from care.domain.booking import House
from care.domain.placement import HAS_ARRIVED, Placement
from clocks.days import days_from
from contracts.ids import PlacementId

LOOK_AHEAD_DAYS = 180


class Use(StrEnum):
    FREE = "free"
    BOOKED = "booked"  # offered or agreed, and not yet arrived
    LIVED_IN = "lived_in"
    TURNAROUND = "turnaround"
    OUT_OF_USE = "out_of_use"
    NOT_IN_SERVICE = "not_in_service"


@dataclass(frozen=True)
class Run:
    """Days in a row on which a bed is used alike."""

    use: Use
    first: date
    last: date
    placement_id: PlacementId | None = field(default=None, compare=False)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class BedOutlook:
    bedspace: Bedspace
    use: Use
    next_free_on: date | None
    runs: tuple[Run, ...]


def outlook(house: House, bedspace: Bedspace, *, today: date, days: int) -> BedOutlook:
    mine = House(
        premises=house.premises, placements=house.on(bedspace), voids=house.voids_on(bedspace), bedspaces=()
    )
    return BedOutlook(
        bedspace=bedspace,
        use=use_on(mine, bedspace, today),
        next_free_on=next_free_on(mine, bedspace, today),
        runs=tuple(runs(mine, bedspace, today, days)),
    )


def use_on(house: House, bedspace: Bedspace, day: date) -> Use:
    return _used(house, bedspace, day)[0]


def _used(house: House, bedspace: Bedspace, day: date) -> tuple[Use, PlacementId | None]:
    """How, and by which placement where one has the bed."""
    if not bedspace.is_in_service(day):
        return Use.NOT_IN_SERVICE, None
    if any(void.window.covers(day) for void in house.voids_on(bedspace)):
        return Use.OUT_OF_USE, None
    for placement in house.on(bedspace):
        if placement.is_live and placement.window.covers(day):
            return _use_by(placement, day), None if placement.safety_stay_id else placement.id
    return Use.FREE, None


def _use_by(placement: Placement, day: date) -> Use:
    if not placement.stay.covers(day):
        return Use.TURNAROUND
    return Use.LIVED_IN if placement.state in HAS_ARRIVED else Use.BOOKED


def next_free_on(house: House, bedspace: Bedspace, today: date) -> date | None:
    """The first day that is free, within the time we look ahead."""
    days = islice(days_from(today), LOOK_AHEAD_DAYS)
    return next((day for day in days if use_on(house, bedspace, day) is Use.FREE), None)


def runs(house: House, bedspace: Bedspace, first: date, days: int) -> Iterator[Run]:
    span = islice(days_from(first), days)
    for (use, placement_id), group in groupby(span, key=lambda day: _used(house, bedspace, day)):
        together = list(group)
        yield Run(use, together[0], together[-1], placement_id)
