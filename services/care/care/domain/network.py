"""What the prime sees of the network as a whole: needs nobody met, and room region by region."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from care.domain.board import Use, use_on
from care.domain.booking import House


@dataclass(frozen=True)
class Unmet:
    """Somebody in an emergency who had no bed at the end of a day, by what they needed."""

    on: date
    region: str | None
    features: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RegionRoom:
    """Beds of a region today, and people who wait for one in it."""

    region: str
    beds: int
    free: int
    out_of_use: int
    waiting: int

    @property
    def is_short(self) -> bool:
        return self.waiting > self.free


def per_day(unmet: Iterable[Unmet], days: Sequence[date]) -> dict[date, int]:
    """Days on which nobody was left without a bed count too."""
    counted = Counter(each.on for each in unmet)
    return {day: counted[day] for day in days}


def per_region(unmet: Iterable[Unmet]) -> list[tuple[str | None, int]]:
    """Most first."""
    return Counter(each.region for each in unmet).most_common()


def per_feature(unmet: Iterable[Unmet]) -> list[tuple[str, int]]:
    """Most first. Who needs two features counts for each of them."""
    return Counter(feature for each in unmet for feature in each.features).most_common()


def room(
    houses: Iterable[House], waiting: Mapping[str | None, int], regions: Sequence[str], today: date
) -> list[RegionRoom]:
    uses: dict[str, Counter[Use]] = {region: Counter() for region in regions}
    for house in houses:
        uses.setdefault(house.premises.region, Counter()).update(
            use_on(house, bed, today) for bed in house.bedspaces
        )
    return [_room(region, counted, waiting.get(region, 0)) for region, counted in uses.items()]


def _room(region: str, uses: Counter[Use], waiting: int) -> RegionRoom:
    return RegionRoom(
        region=region,
        beds=uses.total() - uses[Use.NOT_IN_SERVICE],
        free=uses[Use.FREE],
        out_of_use=uses[Use.OUT_OF_USE],
        waiting=waiting,
    )
