"""Who must hear of what, as reference data: the list of the guidance, narrowed to one case (§9)."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Literal

import yaml
from pydantic import TypeAdapter

from clocks import Confidence
from decision.domain.case import Case

Occasion = Literal["acknowledged", "suspended", "withdrawn", "disqualified"]


class When(StrEnum):
    """Known from the case, or for a person to judge."""

    ALWAYS = "always"
    SUPPORT = "support"
    CHILD = "child"
    GUARDIAN_KNOWN = "guardian_known"
    ADULT_IF_ENGAGED = "adult_if_engaged"
    PROCEEDINGS = "proceedings"
    INVESTIGATING = "investigating"
    INVOLVED = "involved"


class Who(StrEnum):
    FIRST_RESPONDER = "first_responder"
    SUPPORT_PROVIDER = "support_provider"
    LOCAL_AUTHORITY = "local_authority"
    GUARDIAN = "guardian"
    POLICE = "police"
    IMMIGRATION = "immigration"


KNOWN_FROM_THE_CASE = (When.ALWAYS, When.SUPPORT, When.CHILD)


@dataclass(frozen=True)
class Told:
    """`mark` is given where it is not the one of the whole list."""

    who: Who
    only: When = When.ALWAYS
    mark: Confidence | None = None

    @property
    def is_for_a_person_to_judge(self) -> bool:
        return self.only not in KNOWN_FROM_THE_CASE


@dataclass(frozen=True)
class WhoIsTold:
    confidence: str
    source: str
    acknowledged: tuple[Told, ...]
    suspended: tuple[Told, ...]
    withdrawn: tuple[Told, ...]
    disqualified: tuple[Told, ...]


@cache
def who_is_told() -> WhoIsTold:
    text = resources.files(__name__).joinpath("who_is_told.yaml").read_text("utf-8")
    return TypeAdapter(WhoIsTold).validate_python(yaml.safe_load(text))


def must_hear(case: Case, occasion: Occasion) -> list[Told]:
    """Leaves out whom the case itself rules out."""
    listed: tuple[Told, ...] = getattr(who_is_told(), occasion)
    return [told for told in listed if _may_apply(told.only, case)]


def _may_apply(only: When, case: Case) -> bool:
    is_child = case.age_band == "child"
    known = {
        When.SUPPORT: case.is_support_wanted,
        When.CHILD: is_child,
        When.GUARDIAN_KNOWN: is_child,
        When.ADULT_IF_ENGAGED: not is_child,
    }
    return known.get(only, True)
