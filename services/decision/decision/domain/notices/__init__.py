"""Who must be told of a decision, as reference data: the list of the guidance, narrowed to one case (§9)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from types import MappingProxyType

import yaml
from pydantic import TypeAdapter

from clocks import Confidence
from decision.domain.case import Case
from decision.domain.decisions import Decision


class Recipient(StrEnum):
    """The representative is the person's named lawyer, or whoever else they chose to get their letters."""

    PERSON = "person"
    REPRESENTATIVE = "representative"
    LOCAL_AUTHORITY = "local_authority"
    GUARDIAN = "guardian"
    FIRST_RESPONDER = "first_responder"
    SUPPORT_PROVIDER = "support_provider"
    POLICE = "police"
    IMMIGRATION = "immigration"


class Gets(StrEnum):
    """What is sent: the letter to the person, or a notice that a decision was made."""

    LETTER = "letter"
    LETTER_WITH_REASONS = "letter_with_reasons"
    NOTICE = "notice"


class Only(StrEnum):
    """Known from the case, or for a person to judge."""

    ALWAYS = "always"
    ADULT = "adult"
    CHILD = "child"
    SUPPORTED = "supported"
    ADULT_IF_ENGAGED = "adult_if_engaged"
    CHILD_WITH_GUARDIAN = "child_with_guardian"
    IF_REPRESENTED = "if_represented"
    IF_A_CASE_EXISTS = "if_a_case_exists"


FOR_A_PERSON_TO_JUDGE = frozenset(
    {Only.ADULT_IF_ENGAGED, Only.CHILD_WITH_GUARDIAN, Only.IF_REPRESENTED, Only.IF_A_CASE_EXISTS}
)


@dataclass(frozen=True)
class Notice:
    """`mark` is given where it is not the one of the whole list."""

    recipient: Recipient
    gets: Gets
    only: Only = Only.ALWAYS
    mark: Confidence | None = None

    @property
    def is_for_a_person_to_judge(self) -> bool:
        return self.only in FOR_A_PERSON_TO_JUDGE


@dataclass(frozen=True)
class Notices:
    confidence: Confidence
    source: str
    reasonable_grounds_positive: tuple[Notice, ...]
    reasonable_grounds_negative: tuple[Notice, ...]
    conclusive_grounds_positive: tuple[Notice, ...]
    conclusive_grounds_negative: tuple[Notice, ...]

    def of(self, decision: Decision) -> tuple[Notice, ...]:
        listed: tuple[Notice, ...] = getattr(self, f"{decision.kind.value}_{decision.outcome.value}")
        return listed


@cache
def notices() -> Notices:
    text = resources.files(__name__).joinpath("notices.yaml").read_text("utf-8")
    return TypeAdapter(Notices).validate_python(yaml.safe_load(text))


def notices_of(case: Case, decision: Decision) -> Mapping[Recipient, Notice]:
    """Whom the case itself rules out is left out."""
    may_be_told = [each for each in notices().of(decision) if _may_apply(each.only, case)]
    return MappingProxyType({each.recipient: each for each in may_be_told})


def _may_apply(only: Only, case: Case) -> bool:
    is_child = case.age_band == "child"
    known = {
        Only.ADULT: not is_child,
        Only.ADULT_IF_ENGAGED: not is_child,
        Only.CHILD: is_child,
        Only.CHILD_WITH_GUARDIAN: is_child,
        Only.SUPPORTED: case.is_support_wanted,
    }
    return known.get(only, True)
