"""The parts of a definition as questions on a page."""

from collections.abc import Sequence
from dataclasses import dataclass

from decision.domain.grounds import Definition
from decision.web.conclusive_words import answer_options, field_of
from plumbing.govuk.parts import Option


@dataclass(frozen=True)
class PartShown:
    name: str
    legend: str
    hint: str
    options: Sequence[Option]


@dataclass(frozen=True)
class DefinitionShown:
    title: str
    source: str
    parts: Sequence[PartShown]


def definition_shown(definition: Definition) -> DefinitionShown:
    parts = [
        PartShown(field_of(each.part), each.title, each.question, answer_options(each.part))
        for each in definition.parts
    ]
    reported = "" if definition.confidence in ("A", "A20") else " (reported)"
    return DefinitionShown(definition.title, f"{definition.source}{reported}", parts)
