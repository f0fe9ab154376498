"""What is counted about the support given, in which words, and how a figure reads (victim-care.md §11).

No level of service has been published, so every level is our setting and says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, Field

from care.domain.keeping_back import FEWEST_SHOWN, is_small, rows_kept_back
from care.domain.rulebook import Mark
from contracts.ids import ProviderId

KEPT_BACK = "Kept back"
NOTHING = "–"


class Unit(StrEnum):
    SHARE = "share"
    COUNT = "count"
    MEDIAN = "median"
    AVERAGE = "average"


class Level(BaseModel):
    """What is aimed for in months that begin on this day or later: percent, or the number itself."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    first_on: date = Field(alias="from")
    value: int
    mark: Mark


class Measure(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    title: str
    formula: str
    unit: Unit
    better: str | None = Field(default=None, pattern="^(more|fewer)$")
    levels: tuple[Level, ...] = ()

    def level_on(self, day: date) -> Level | None:
        begun = [level for level in self.levels if level.first_on <= day]
        return max(begun, key=lambda level: level.first_on, default=None)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """`part` counts, or is the median or average; `whole` is out of how many. No provider: all of them."""

    measure: Measure
    provider_id: ProviderId | None
    part: Decimal
    whole: int | None = None
    is_kept_back: bool = False  # because a small figure of another provider could be worked out from it

    @property
    def counted(self) -> int:
        """Of a share, of how many it is true. Of a median or average there is only how many it is of."""
        return int(self.part) if self.measure.unit is Unit.SHARE else self.people

    @property
    def people(self) -> int:
        """How many stand behind it."""
        return int(self.part) if self.measure.unit is Unit.COUNT else self.whole or 0

    @property
    def is_too_small(self) -> bool:
        is_nothing = self.measure.unit is not Unit.COUNT and self.people < FEWEST_SHOWN
        return self.is_kept_back or is_nothing or is_small(self.people) or is_small(self.counted)

    @property
    def value(self) -> Decimal | None:
        """In percent for a share, else the number itself; nothing when too few people stand behind it."""
        if self.is_too_small:
            return None
        if self.measure.unit is Unit.SHARE:
            return _rounded(100 * self.part / (self.whole or 1))
        return self.part if self.measure.unit is Unit.COUNT else _rounded(self.part)

    @property
    def words(self) -> str:
        if self.value is None:
            return NOTHING if self.whole == 0 and not self.is_kept_back else KEPT_BACK
        return f"{self.value}%" if self.measure.unit is Unit.SHARE else f"{self.value:,}"

    def reaches(self, level: Level) -> bool | None:
        if self.value is None or self.measure.better is None:
            return None
        return self.value >= level.value if self.measure.better == "more" else self.value <= level.value


def keep_back(figures: Sequence[Figure]) -> Sequence[Figure]:
    """One measure's: what is left of the figure of all is never a single provider's (VI-7)."""
    of_providers = {each.provider_id: each for each in figures if each.provider_id is not None}
    kept = _kept_back(of_providers)
    return [replace(each, is_kept_back=each.provider_id in kept) for each in figures]


def _kept_back(figures: Mapping[ProviderId, Figure]) -> frozenset[str]:
    """By what a share is of, and by of how many it is true: each may be told from the others."""
    people: dict[str, int] = {name: each.people for name, each in figures.items()}
    counted: dict[str, int] = {name: each.counted for name, each in figures.items()}
    kept, before = rows_kept_back(people), None
    while kept != before:
        before, kept = kept, rows_kept_back(people, rows_kept_back(counted, kept))
    return kept


def _rounded(value: Decimal) -> Decimal:
    """To one place after the point."""
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


@cache
def measures_as_shipped() -> Mapping[str, Measure]:
    text = (files("care.domain.rules") / "measures.yaml").read_text("utf-8")
    measures = [Measure.model_validate(row) for row in yaml.safe_load(text)["measures"]]
    return {measure.id: measure for measure in measures}
