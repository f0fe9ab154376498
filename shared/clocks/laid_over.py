"""Newer versions of rules laid over a book: each takes the days it names from the version before it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

import yaml
from pydantic import TypeAdapter

from clocks.rules import Effective, Rule, RuleBook, RuleFile

ONE_DAY = timedelta(days=1)


def read_rules(text: str) -> RuleFile:
    """From YAML or JSON. Raises YAMLError, or pydantic's ValidationError naming each fault and its place."""
    return TypeAdapter(RuleFile).validate_python(yaml.safe_load(text))


def laid_over(book: RuleBook, newer: RuleFile) -> RuleBook:
    """Raises RulesOverlap if newer versions overlap each other. What they take over stays in `replaced`."""
    replaced = [rule for rule in book.rules if any(_takes_from(new, rule) for new in newer.rules)]
    kept = [rest for rule in book.rules for rest in _rest(rule, newer.rules)]
    return RuleBook(
        rules=(*kept, *newer.rules),
        policy_versions=(*book.policy_versions, *newer.policy_versions),
        sources={**book.sources, **newer.sources},
        replaced=(*book.replaced, *replaced),
    )


def _takes_from(new: Rule, rule: Rule) -> bool:
    return new.id == rule.id and new.effective.overlaps(rule.effective)


def _rest(rule: Rule, newer: Sequence[Rule]) -> list[Rule]:
    """What is left of a version's days: nothing, its beginning, its end, or both."""
    spans = [rule.effective]
    for new in newer:
        if new.id == rule.id:
            spans = [part for span in spans for part in _without(span, new.effective)]
    return [replace(rule, effective=span) for span in spans]


def _without(span: Effective, taken: Effective) -> Iterator[Effective]:
    if not span.overlaps(taken):
        yield span
        return
    if span.first < taken.first:
        yield replace(span, last=taken.first - ONE_DAY)
    if taken.last and (span.last is None or span.last > taken.last):
        yield replace(span, first=taken.last + ONE_DAY)
