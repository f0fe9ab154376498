"""How many beds a house has on a day, and whether more people are expected than it can take: CA-1 to CA-3."""

from dataclasses import dataclass
from datetime import date

from care.domain.beds import Bedspace
from care.domain.booking import House
from care.domain.placement import CHANGEABLE, Placement, PlacementState

COUNTED = CHANGEABLE | {PlacementState.DEPARTED}


@dataclass(frozen=True, kw_only=True)
class Capacity:
    """One house on one day. A feature is over-booked when more people need it than beds have it."""

    day: date
    total: int
    available: int
    booked: int
    overbooked_features: tuple[str, ...]

    @property
    def is_overbooked(self) -> bool:
        return self.booked > self.available or bool(self.overbooked_features)


def capacity_on(house: House, day: date) -> Capacity:
    beds = [bed for bed in house.bedspaces if bed.is_in_service(day)]
    usable = [bed for bed in beds if not any(void.window.covers(day) for void in house.voids_on(bed))]
    staying = [stay for stay in house.placements if stay.state in COUNTED and stay.stay.covers(day)]
    return Capacity(
        day=day,
        total=len(beds),
        available=len(usable),
        booked=len(staying),
        overbooked_features=_overbooked_features(house, usable, staying),
    )


def _overbooked_features(house: House, usable: list[Bedspace], staying: list[Placement]) -> tuple[str, ...]:
    needed = sorted({feature for stay in staying for feature in stay.required_features})
    return tuple(
        feature
        for feature in needed
        if sum(feature in stay.required_features for stay in staying)
        > sum(feature in (*bed.features, *house.premises.features) for bed in usable)
    )
