"""When a question is asked: conditions written in words, read once into small values."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from referral.domain.form.values import Value

Look = Callable[[str], Value | None]


class Condition(Protocol):
    """A verdict is true, false, or None while an answer it hangs on is not known."""

    @property
    def fields(self) -> frozenset[str]: ...

    def verdict(self, look: Look) -> bool | None: ...


@dataclass(frozen=True)
class Always:
    fields: frozenset[str] = frozenset()

    def verdict(self, look: Look) -> bool | None:  # noqa: ARG002 - the shape of every condition
        return True


@dataclass(frozen=True)
class Never:
    fields: frozenset[str] = frozenset()

    def verdict(self, look: Look) -> bool | None:  # noqa: ARG002 - the shape of every condition
        return False


ALWAYS, NEVER = Always(), Never()


@dataclass(frozen=True)
class IsOneOf:
    field: str
    values: frozenset[str]

    @property
    def fields(self) -> frozenset[str]:
        return frozenset({self.field})

    def verdict(self, look: Look) -> bool | None:
        answer = look(self.field)
        return None if answer is None else answer in self.values


@dataclass(frozen=True)
class Contains:
    field: str
    value: str

    @property
    def fields(self) -> frozenset[str]:
        return frozenset({self.field})

    def verdict(self, look: Look) -> bool | None:
        answer = look(self.field)
        return None if answer is None else isinstance(answer, list) and self.value in answer


@dataclass(frozen=True)
class IsTicked:
    field: str

    @property
    def fields(self) -> frozenset[str]:
        return frozenset({self.field})

    def verdict(self, look: Look) -> bool | None:
        answer = look(self.field)
        return None if answer is None else answer is True


@dataclass(frozen=True)
class MoreThan:
    field: str
    number: int

    @property
    def fields(self) -> frozenset[str]:
        return frozenset({self.field})

    def verdict(self, look: Look) -> bool | None:
        answer = look(self.field)
        if answer is None:
            return None
        return isinstance(answer, list) and len(answer) > self.number


@dataclass(frozen=True)
class Not:
    condition: Condition

    @property
    def fields(self) -> frozenset[str]:
        return self.condition.fields

    def verdict(self, look: Look) -> bool | None:
        verdict = self.condition.verdict(look)
        return None if verdict is None else not verdict


@dataclass(frozen=True)
class AllOf:
    conditions: tuple[Condition, ...]

    @property
    def fields(self) -> frozenset[str]:
        return frozenset().union(*(each.fields for each in self.conditions))

    def verdict(self, look: Look) -> bool | None:
        verdicts = [each.verdict(look) for each in self.conditions]
        return False if False in verdicts else None if None in verdicts else True


@dataclass(frozen=True)
class AnyOf:
    conditions: tuple[Condition, ...]

    @property
    def fields(self) -> frozenset[str]:
        return frozenset().union(*(each.fields for each in self.conditions))

    def verdict(self, look: Look) -> bool | None:
        verdicts = [each.verdict(look) for each in self.conditions]
        return True if True in verdicts else None if None in verdicts else False


def holds(condition: Condition, answers: Mapping[str, Value]) -> bool:
    """On the walk: what has not been answered counts as blank."""
    return condition.verdict(lambda name: answers.get(name, "")) is True


def is_ruled_out(condition: Condition, answers: Mapping[str, Value]) -> bool:
    """Certainly not asked, whatever is still to be answered."""
    return condition.verdict(answers.get) is False


class ConditionNotUnderstood(ValueError):
    """The form's data holds a condition nobody can read."""


def read_condition(text: str, phrases: Mapping[str, str]) -> Condition:
    """`phrases` are names for longer conditions, such as the two routes through the form."""
    for phrase, meaning in phrases.items():
        text = text.replace(phrase, f"({meaning})")
    return _Reader(_words(text), text).whole()


_WORD = re.compile(r"\s*('[^']*'|==|!=|>|[()\[\],]|[A-Za-z0-9_-]+)")


def _words(text: str) -> list[str]:
    words, at = [], 0
    while at < len(text.rstrip()):
        found = _WORD.match(text, at)
        if found is None:
            raise ConditionNotUnderstood(text)
        words.append(found[1])
        at = found.end()
    return words


@dataclass
class _Reader:
    words: list[str]
    text: str
    at: int = 0

    def whole(self) -> Condition:
        condition = self._either()
        if self.at < len(self.words):
            raise ConditionNotUnderstood(self.text)
        return condition

    def _either(self) -> Condition:
        conditions = [self._both()]
        while self._skip("or"):
            conditions.append(self._both())
        return conditions[0] if len(conditions) == 1 else AnyOf(tuple(conditions))

    def _both(self) -> Condition:
        conditions = [self._single()]
        while self._skip("and"):
            conditions.append(self._single())
        return conditions[0] if len(conditions) == 1 else AllOf(tuple(conditions))

    def _single(self) -> Condition:
        if self._skip("always"):
            return ALWAYS
        if self._skip("("):
            condition = self._either()
            self._expect(")")
            return condition
        if self._skip("number"):
            return self._count()
        return self._comparison(self._take())

    def _count(self) -> Condition:
        self._expect("of")
        name = self._take()
        self._expect(">")
        return MoreThan(name, int(self._take()))

    def _comparison(self, name: str) -> Condition:
        match self._take():
            case "==":
                return IsOneOf(name, frozenset({self._quoted()}))
            case "!=":
                return Not(IsOneOf(name, frozenset({self._quoted()})))
            case "in":
                return IsOneOf(name, self._several())
            case "contains":
                return Contains(name, self._quoted())
            case "is":
                return self._tick(name)
            case _:
                raise ConditionNotUnderstood(self.text)

    def _tick(self, name: str) -> Condition:
        is_negated = self._skip("not")
        self._expect("ticked")
        return Not(IsTicked(name)) if is_negated else IsTicked(name)

    def _several(self) -> frozenset[str]:
        self._expect("[")
        values = {self._quoted()}
        while self._skip(","):
            values.add(self._quoted())
        self._expect("]")
        return frozenset(values)

    def _quoted(self) -> str:
        word = self._take()
        if not word.startswith("'"):
            raise ConditionNotUnderstood(self.text)
        return word[1:-1]

    def _take(self) -> str:
        if self.at >= len(self.words):
            raise ConditionNotUnderstood(self.text)
        self.at += 1
        return self.words[self.at - 1]

    def _skip(self, word: str) -> bool:
        if self.at < len(self.words) and self.words[self.at] == word:
            self.at += 1
            return True
        return False

    def _expect(self, word: str) -> None:
        if not self._skip(word):
            raise ConditionNotUnderstood(self.text)
