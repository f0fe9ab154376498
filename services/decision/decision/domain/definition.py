"""The two definitions of modern slavery a decision tests, part by part."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Head(StrEnum):
    """Trafficking is tested first; the second head only when trafficking is not made out (§8.2)."""

    TRAFFICKING = "trafficking"
    SLAVERY = "slavery_servitude_forced_labour"


class Part(StrEnum):
    TRAFFICKING_ACTION = "trafficking.action"
    TRAFFICKING_MEANS = "trafficking.means"
    TRAFFICKING_PURPOSE = "trafficking.purpose"
    SLAVERY_MEANS = "slavery.means"
    SLAVERY_SERVICE = "slavery.service"


class Answer(StrEnum):
    """Means need not be shown of somebody who was a child when it happened."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    NOT_NEEDED = "not_needed"


PARTS: Mapping[Head, tuple[Part, ...]] = MappingProxyType(
    {
        Head.TRAFFICKING: (Part.TRAFFICKING_ACTION, Part.TRAFFICKING_MEANS, Part.TRAFFICKING_PURPOSE),
        Head.SLAVERY: (Part.SLAVERY_MEANS, Part.SLAVERY_SERVICE),
    }
)
MEANS = frozenset({Part.TRAFFICKING_MEANS, Part.SLAVERY_MEANS})


@dataclass(frozen=True)
class Finding:
    part: Part
    answer: Answer


class FindingsIncomplete(Exception):
    """A part of a definition that had to be tested was not, or one was that did not have to be."""


class FindingsDisagree(Exception):
    """What is found of each part leads to another outcome than the one given."""


def check_findings(findings: Iterable[Finding], head: Head | None) -> None:
    """Raises FindingsIncomplete and FindingsDisagree. No head means: not enough to recognise either."""
    if head_found(_whole(findings)) is not head:
        raise FindingsDisagree


def check_first_findings(findings: Iterable[Finding], *, is_positive: bool) -> None:
    """The same for reasonable grounds, where it need not be said which of the definitions is met."""
    if (head_found(_whole(findings)) is not None) is not is_positive:
        raise FindingsDisagree


def _whole(findings: Iterable[Finding]) -> Mapping[Part, Answer]:
    answers = {each.part: each.answer for each in findings}
    if any(answer is Answer.NOT_NEEDED and part not in MEANS for part, answer in answers.items()):
        raise FindingsIncomplete
    if set(answers) != set(parts_to_test(answers)):
        raise FindingsIncomplete
    return answers


def parts_to_test(answers: Mapping[Part, Answer]) -> list[Part]:
    is_trafficking = _is_made_out(Head.TRAFFICKING, answers)
    heads = [Head.TRAFFICKING] if is_trafficking else list(Head)
    return [part for head in heads for part in PARTS[head]]


def head_found(answers: Mapping[Part, Answer]) -> Head | None:
    return next((head for head in Head if _is_made_out(head, answers)), None)


def _is_made_out(head: Head, answers: Mapping[Part, Answer]) -> bool:
    return all(answers.get(part) in (Answer.FOUND, Answer.NOT_NEEDED) for part in PARTS[head])
