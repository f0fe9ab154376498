"""What a clock's rule says. Rules are data: a service keeps them in YAML and reads them here at start-up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import combinations
from typing import Annotated, Literal

import yaml
from pydantic import ConfigDict, Field, TypeAdapter, with_config

from clocks.bank_holidays import Nation
from clocks.counting import Length
from clocks.refusals import RuleNotInForce, RulesOverlap, UnknownPolicyVersion, UnknownRule

WhereSupportIsGiven = Literal["where-support-is-given"]
STRICT = ConfigDict(extra="forbid")


class Kind(StrEnum):
    TARGET = "target"  # an aim
    FLOOR = "floor"  # not before
    LIMIT = "limit"  # not after
    MINIMUM = "minimum"  # at least
    REVIEW = "review"  # a reminder


class Confidence(StrEnum):
    OFFICIAL = "A"
    GUIDANCE_2020 = "A20"
    REPORTED = "B"
    OUR_SETTING = "C"

    @property
    def in_words(self) -> str:
        return {
            Confidence.OFFICIAL: "official",
            Confidence.GUIDANCE_2020: "guidance, March 2020",
            Confidence.REPORTED: "reported, not read in the original",
            Confidence.OUR_SETTING: "our setting, not official",
        }[self]


class EndRule(StrEnum):
    LENGTH = "length"  # the last day counted
    LATER_OF = "later_of"  # that day or the event, whichever is later: open until the event
    EARLIER_OF = "earlier_of"  # that day or the event, whichever is earlier
    EVENT = "event"  # whenever the event happens: the day counted is only a mark to measure against


class Grace(StrEnum):
    NONE = "none"
    NEXT_WORKING_DAY = "next-working-day"


@with_config(STRICT)
@dataclass(frozen=True, kw_only=True)
class Effective:
    """The first and last day a version is in force, and the fact whose date picks it."""

    first: Annotated[date, Field(alias="from")]
    last: Annotated[date | None, Field(alias="to")]
    select_on: str

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    def overlaps(self, other: "Effective") -> bool:
        return self.covers(other.first) or other.covers(self.first)


@with_config(STRICT)
@dataclass(frozen=True, kw_only=True)
class Ends:
    rule: EndRule
    of: tuple[str, ...]

    def on(self, counted_until: date, event_on: date | None) -> date | None:
        """The last day, or nothing while an event that must come first has not happened."""
        if self.rule is EndRule.LENGTH:
            return counted_until
        if self.rule is EndRule.EARLIER_OF:
            return earlier_of(counted_until, event_on)
        return later_of(counted_until, event_on) if self.rule is EndRule.LATER_OF else event_on


def later_of(counted_until: date, event_on: date | None) -> date | None:
    """England and Wales recovery: protection goes on until the decision, however late."""
    return None if event_on is None else max(counted_until, event_on)


def earlier_of(counted_until: date, event_on: date | None) -> date:
    """Scotland's support duty: a decision ends it, and so does the last day."""
    return counted_until if event_on is None else min(counted_until, event_on)


@with_config(STRICT)
@dataclass(frozen=True, kw_only=True)
class Applies:
    """Where the rule holds, after which fact, and for which referrals it does not."""

    nations: tuple[Nation, ...]
    after: str | None = None
    lineage_not: tuple[str, ...] = ()


@with_config(STRICT)
@dataclass(frozen=True, kw_only=True)
class Conflict:
    """Another value a source gives, kept so that a page can say so."""

    value: str
    source: str
    mark: Confidence


@with_config(STRICT)
@dataclass(frozen=True, kw_only=True)
class Rule:
    """One version of one clock's rule."""

    id: str
    title: str
    kind: Kind
    applies: Applies
    starts: str
    ends: Ends
    effective: Effective
    policy_version: str
    confidence: Confidence
    sources: tuple[str, ...]
    on_breach: str
    length: Length | None = None
    calendar: Nation | WhereSupportIsGiven = "england"
    pauses: tuple[str, ...] = ()
    cut_short_by: tuple[str, ...] = ()
    grace: Grace = Grace.NONE
    warn: Length | None = None
    conflicts: tuple[Conflict, ...] = ()
    note: str = ""

    def nation(self, *, supported_in: Nation | None = None) -> Nation:
        """Whose bank holidays count: fixed by the rule, or those of the place where support is given."""
        if self.calendar == "where-support-is-given":
            return supported_in or self.applies.nations[0]
        return self.calendar


@with_config(STRICT)
@dataclass(frozen=True, kw_only=True)
class PolicyVersion:
    id: str
    effective_from: date
    what_changed: str
    scope: str
    confidence: Confidence
    sources: tuple[str, ...]
    note: str = ""


@with_config(STRICT)
@dataclass(frozen=True, kw_only=True)
class RuleFile:
    """What one YAML file may hold."""

    rules: tuple[Rule, ...] = ()
    policy_versions: tuple[PolicyVersion, ...] = ()
    sources: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class RuleBook:
    """Every version of every rule, and the policy versions and sources they name.

    `replaced` are versions as they were before later ones took over some of their days.
    """

    rules: tuple[Rule, ...]
    policy_versions: tuple[PolicyVersion, ...]
    sources: Mapping[str, str]
    replaced: tuple[Rule, ...] = ()

    def __post_init__(self) -> None:
        for one, other in combinations(self.rules, 2):
            if one.id == other.id and one.effective.overlaps(other.effective):
                raise RulesOverlap(f"two versions of {one.id} are in force on {other.effective.first}")

    def select(self, rule_id: str, *, on: date) -> Rule:
        """The version in force on the date the rule selects by."""
        for rule in self.versions(rule_id):
            if rule.effective.covers(on):
                return rule
        raise RuleNotInForce(f"no version of {rule_id} was in force on {on}")

    def as_counted(self, rule_id: str, *, policy_version: str, on: date) -> Rule:
        """The version a clock was counted under, though a newer one may have taken that day since."""
        for rule in (*self.versions(rule_id), *self.replaced):
            if (rule.id, rule.policy_version) == (rule_id, policy_version) and rule.effective.covers(on):
                return rule
        return self.select(rule_id, on=on)

    def versions(self, rule_id: str) -> tuple[Rule, ...]:
        try:
            return self._by_id[rule_id]
        except KeyError:
            raise UnknownRule(f"there is no rule {rule_id!r}") from None

    def ids(self) -> tuple[str, ...]:
        return tuple(self._by_id)

    def policy_version(self, version_id: str) -> PolicyVersion:
        for version in self.policy_versions:
            if version.id == version_id:
                return version
        raise UnknownPolicyVersion(f"there is no policy version {version_id!r}")

    @cached_property
    def _by_id(self) -> dict[str, tuple[Rule, ...]]:
        ids = dict.fromkeys(rule.id for rule in self.rules)
        return {each: tuple(rule for rule in self.rules if rule.id == each) for each in ids}


def read_rule_book(texts: Iterable[str]) -> RuleBook:
    """From the texts of the YAML files; a key nobody knows is refused, so a typing error cannot hide."""
    read = TypeAdapter(RuleFile).validate_python
    parts = [read(yaml.safe_load(text)) for text in texts]
    return RuleBook(
        rules=tuple(rule for part in parts for rule in part.rules),
        policy_versions=tuple(version for part in parts for version in part.policy_versions),
        sources={tag: title for part in parts for tag, title in part.sources.items()},
    )
