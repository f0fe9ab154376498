"""How far a house is from where the person is known to live, in bands: never closer than a region (SE-6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

import yaml


class Distance(StrEnum):
    SAME_REGION = "same_region"
    NEXT_REGION = "next_region"
    FURTHER = "further"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True)
class Neighbours:
    """Which regions touch."""

    pairs: frozenset[frozenset[str]]

    def distance(self, home: str | None, region: str) -> Distance:
        if home is None:
            return Distance.NOT_KNOWN
        if home == region:
            return Distance.SAME_REGION
        return Distance.NEXT_REGION if frozenset({home, region}) in self.pairs else Distance.FURTHER


@cache
def neighbours_as_shipped() -> Neighbours:
    text = (files("care.domain.rules") / "neighbours.yaml").read_text("utf-8")
    touching: Mapping[str, list[str]] = yaml.safe_load(text)["neighbours"]
    pairs = {frozenset({one, other}) for one, others in touching.items() for other in others}
    return Neighbours(frozenset(pairs))
