"""A new version of the policy: which of the rules' numbers it changes, and what it is refused for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError
from yaml import MarkedYAMLError, YAMLError

from clocks import (
    Confidence,
    PolicyVersion,
    Rule,
    RuleBook,
    RuleFile,
    RulesOverlap,
    Unit,
    laid_over,
    read_rules,
)

# What sets these off, holds them or ends them is what the product does; publishing changes numbers and words.
FIXED = ("kind", "starts", "ends", "pauses", "cut_short_by", "calendar", "grace")
READ_AT_START = ("CLK-18-PREP",)


class PolicyPublishedBefore(Exception):
    """A version of this name is known. A correction is a new version."""


class PolicyRefused(Exception):
    """`problems` are sentences for whoever wrote the file."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class NewPolicy:
    """One version, and the rules it brings."""

    version: PolicyVersion
    file: RuleFile
    text: str

    @property
    def rules(self) -> Sequence[str]:
        return sorted({rule.id for rule in self.file.rules})


def read_policy(text: str) -> NewPolicy:
    """Raises PolicyRefused."""
    file = _read(text)
    if len(file.policy_versions) != 1:
        raise PolicyRefused(["Name one version under policy_versions: the one that this file publishes"])
    if not file.rules:
        raise PolicyRefused(["Add at least one rule under rules"])
    return NewPolicy(file.policy_versions[0], file, text)


def with_policy(book: RuleBook, policy: NewPolicy) -> RuleBook:
    """Raises PolicyPublishedBefore and PolicyRefused."""
    if any(each.id == policy.version.id for each in book.policy_versions):
        raise PolicyPublishedBefore
    problems = [problem for rule in policy.file.rules for problem in _problems(rule, book, policy)]
    if problems:
        raise PolicyRefused(problems)
    try:
        return laid_over(book, policy.file)
    except RulesOverlap as overlap:
        raise PolicyRefused([f"In this file, {overlap}"]) from overlap


def _read(text: str) -> RuleFile:
    try:
        return read_rules(text)
    except ValidationError as refusal:
        raise PolicyRefused([_in_words(each["loc"], each["msg"]) for each in refusal.errors()]) from refusal
    except MarkedYAMLError as refusal:
        line = f" at line {refusal.problem_mark.line + 1}" if refusal.problem_mark else ""
        raise PolicyRefused([f"The file cannot be read as YAML{line}: {refusal.problem}"]) from refusal
    except (YAMLError, ValueError) as refusal:
        raise PolicyRefused([f"The file cannot be read: {refusal}"]) from refusal


def _in_words(place: Sequence[str | int], message: str) -> str:
    """People count from 1: the first rule is rule 1."""
    parts = [str(part + 1) if isinstance(part, int) else part for part in place]
    return f"{' '.join(parts) or 'The file'}: {message}"


def _problems(rule: Rule, book: RuleBook, policy: NewPolicy) -> Iterator[str]:
    if rule.id not in book.ids():
        yield f"{rule.id}: there is no rule of this name. A new version must be of a rule that exists"
        return
    if rule.id in READ_AT_START:
        yield f"{rule.id}: this rule is read when the product starts, so it cannot be published"
    if rule.policy_version != policy.version.id:
        yield f"{rule.id}: policy_version must be {policy.version.id}, the version that this file publishes"
    if rule.effective.first < policy.version.effective_from:
        yield f"{rule.id}: it cannot be in force before {policy.version.id} is"
    yield from _faulty_sources(rule, {*book.sources, *policy.file.sources})
    yield from _departures(rule, _follows(rule, book))


def _faulty_sources(rule: Rule, known: set[str]) -> Iterator[str]:
    for tag in sorted(set(rule.sources) - known):
        yield f"{rule.id}: say under sources what {tag} is"
    if not rule.sources and rule.confidence is not Confidence.OUR_SETTING:
        yield f"{rule.id}: name a source, or mark the rule C, our setting"


def _departures(rule: Rule, before: Rule) -> Iterator[str]:
    """Where the new version would need the product to act in another way."""
    for name in FIXED:
        if getattr(rule, name) != getattr(before, name):
            yield f"{rule.id}: {name} must stay as it is in the version before"
    if rule.effective.select_on != before.effective.select_on:
        yield f"{rule.id}: select_on must stay {before.effective.select_on}"
    if rule.applies.after != before.applies.after:
        yield f"{rule.id}: applies after must stay {before.applies.after}"
    if (rule.length is None) != (before.length is None):
        yield f"{rule.id}: {'a length must be given' if before.length else 'no length can be given'}"
    if _is_in_hours(rule) != _is_in_hours(before):
        yield f"{rule.id}: hours cannot take the place of days, nor days that of hours"


def _is_in_hours(rule: Rule) -> bool:
    return rule.length is not None and rule.length.unit is Unit.HOUR


def _follows(rule: Rule, book: RuleBook) -> Rule:
    """The version in force on its first day, else the one nearest to it."""
    versions = book.versions(rule.id)
    covering = [each for each in versions if each.effective.covers(rule.effective.first)]
    return (covering or sorted(versions, key=lambda each: _distance(each, rule.effective.first)))[0]


def _distance(rule: Rule, day: date) -> int:
    return abs((rule.effective.first - day).days)
