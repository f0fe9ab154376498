"""Answers from a file: read as they are written, and matched with the form's steps and fields."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from nrm.refusals import CannotGoOn
from referral.domain.form.questions import Field, Form, Kind, Step
from referral.domain.form.values import Value

EDITS = "edits"  # no step has this name
STEPS_THAT_ASK_NOTHING = frozenset({"check-answers", "submitted"})
SAID = {"true": "yes", "on": "yes", "false": "no", "off": "no"}


class _AsWritten(yaml.SafeLoader):
    """Only empty values mean something: a telephone number stays as typed, and `no` is the word."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - the base class says it so
        first: [each for each in resolvers if each[0] == "tag:yaml.org,2002:null"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


@dataclass
class AnswersFile:
    """`ignored` says what could not be used, and why."""

    form: Form
    answers: dict[str, dict[str, Value]] = field(default_factory=dict)
    edits: list[tuple[Step, dict[str, Value]]] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    @property
    def steps(self) -> list[Step]:
        return [step for step in self.form.steps.values() if step.id in self.answers]

    def take(self, written: Mapping[str, Any]) -> None:
        for step, values in self._steps(written):
            self.answers[step.id] = values
        for edit in _list(written.get(EDITS)):
            self.edits.extend(self._steps(_mapping(edit, "each of the edits")))

    def _steps(self, written: Mapping[str, Any]) -> Iterator[tuple[Step, dict[str, Value]]]:
        for name, values in written.items():
            step = self.form.steps.get(name)
            if step is not None:
                yield step, self._answers_to(step, _mapping(values, f"step {name}"))
            elif name not in {EDITS, *STEPS_THAT_ASK_NOTHING}:
                self.ignored.append(f"{name}: the form has no such step")

    def _answers_to(self, step: Step, written: Mapping[str, Any]) -> dict[str, Value]:
        whole = _whole_dates(step, written)
        fields = {each.id: each for each in step.fields}
        unknown = [name for name in whole if name not in fields]
        self.ignored += [f"{step.id}/{name}: the form has no such field" for name in unknown]
        return {name: _value(fields[name], each) for name, each in whole.items() if name in fields}


def read_answers(path: Path, form: Form) -> AnswersFile:
    read = AnswersFile(form)
    read.take(_mapping(_loaded(path), str(path)))
    return read


def _loaded(path: Path) -> Any:
    try:
        return yaml.load(path.read_text("utf-8"), _AsWritten)  # noqa: S506  # nosec B506
    except OSError as reason:
        raise CannotGoOn(f"{path} cannot be read: {reason.strerror}") from reason
    except UnicodeDecodeError as reason:
        raise CannotGoOn(f"{path} is not a text file") from reason
    except (yaml.YAMLError, RecursionError) as reason:
        raise CannotGoOn(f"{path} is not YAML: {reason}") from reason


def _mapping(written: Any, what: str) -> Mapping[str, Any]:
    if written is None:
        return {}
    if not isinstance(written, dict):
        raise CannotGoOn(f"{what} has to be a mapping, for example pv-under-age: {{pv-under-age: no}}")
    return {str(name): each for name, each in written.items()}


def _list(written: Any) -> list[Any]:
    if written is None or isinstance(written, list):
        return written or []
    raise CannotGoOn("edits have to be a list, each a mapping of step to answers")


def _whole_dates(step: Step, written: Mapping[str, Any]) -> Mapping[str, Any]:
    """`pv-dob-day`, `-month` and `-year` are one answer."""
    whole = dict(written)
    for each in step.fields:
        parts = {part: whole.pop(f"{each.id}-{part}") for part in each.parts if f"{each.id}-{part}" in whole}
        if parts:
            whole.setdefault(each.id, parts)
    return whole


def _value(asked: Field, written: Any) -> Value:
    match written:
        case None:
            return ""
        case dict() if asked.parts:
            return {_part(asked, str(name)): _text(each) for name, each in written.items()}
        case list():
            return [_text(each) for each in written]
    return _choice(asked, _text(written))


def _part(asked: Field, name: str) -> str:
    return name.removeprefix(f"{asked.id}-")


def _text(written: Any) -> str:
    return "" if written is None else str(written)


def _choice(asked: Field, text: str) -> str:
    if asked.kind is not Kind.RADIO or text in asked.options:
        return text
    word = text.strip().lower()
    return SAID.get(word, word) if SAID.get(word, word) in asked.options else text
