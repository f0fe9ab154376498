"""Walking through the form with a set of answers: where it leads, what is wrong, what would be sent."""

from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from referral.domain.form.checks import Fault, Setting, faults_in, read_value
from referral.domain.form.conditions import holds
from referral.domain.form.conflicts import CONFLICTS
from referral.domain.form.questions import Field, Form, Step
from referral.domain.form.values import Answers, StepAnswers, Value, is_blank


class Outcome(StrEnum):
    NRM = "nrm"
    DUTY_TO_NOTIFY = "dtn"
    INVALID = "invalid"
    INCOMPLETE = "incomplete"


@dataclass
class Walk:
    """`given` holds only what is asked for on this path, as it would be sent, by step and field."""

    form: Form
    answers: Answers
    setting: Setting
    path: list[Step] = field(default_factory=list)
    given: dict[str, dict[str, Value]] = field(default_factory=dict)
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    answered: dict[str, Value] = field(default_factory=dict)
    next: Step | None = None

    @property
    def submission(self) -> dict[str, Value]:
        sent = [step.id for step in self.path if step.is_sent]
        return {name: value for step in sent for name, value in self.given.get(step, {}).items()}

    @property
    def errors(self) -> dict[str, list[str]]:
        errors: dict[str, list[str]] = {}
        for fault in (fault for faults in self.faults.values() for fault in faults):
            errors.setdefault(fault.field, []).append(fault.code)
        return errors

    @property
    def outcome(self) -> Outcome:
        if self.faults:
            return Outcome.INVALID
        if self.next is not None:
            return Outcome.INCOMPLETE
        is_notification = holds(self.form.duty_to_notify, self.answered)
        return Outcome.DUTY_TO_NOTIFY if is_notification else Outcome.NRM

    @property
    def is_complete(self) -> bool:
        return self.outcome in {Outcome.NRM, Outcome.DUTY_TO_NOTIFY}

    def steps_ahead(self) -> Iterator[Step]:
        """The way is chosen step by step, from what has been visited so far."""
        name: str | None = next(iter(self.form.steps), None)
        while name is not None and name in self.form.steps:
            step = self.form.steps[name]
            if holds(step.on_path, self.answered):
                yield step
                name = self._next_name(step)
            else:
                name = self.form.step_after(step)

    def visit(self, step: Step) -> None:
        given = self._read(step)
        self.path.append(step)
        self.given[step.id] = given
        self.answered.update(given)

    def check(self, step: Step) -> None:
        if faults := self.faults_on(step, step.fields):
            self.faults[step.id] = faults

    def is_missing(self, step: Step) -> bool:
        """Not answered at all, and it cannot be left so."""
        return not self.answers.get(step.id) and bool(self.faults_on(step, step.fields))

    def asked(self, step: Step, fields: tuple[Field, ...]) -> tuple[Field, ...]:
        known = self._known_at(step)
        return tuple(each for each in fields if holds(each.shown, known))

    def faults_on(self, step: Step, fields: tuple[Field, ...]) -> list[Fault]:
        known = self._known_at(step)
        asked = [each for each in fields if holds(each.shown, known)]
        faults = [fault for each in asked for fault in self._faults_in(each, known)]
        return [*faults, *_rule_faults(step, fields, known), *self._conflicts_in(asked, known)]

    def _faults_in(self, field: Field, known: Mapping[str, Value]) -> list[Fault]:
        is_required = holds(field.required, known)
        return faults_in(field, known.get(field.id, ""), self.setting, is_required=is_required)

    def _conflicts_in(self, fields: list[Field], known: Mapping[str, Value]) -> list[Fault]:
        given = [each.id for each in fields if each.id in known]
        conflicts = [conflict for name in given for conflict in self.form.conflicts_of(name)]
        return [
            Fault(each.field, each.code)
            for each in conflicts
            if CONFLICTS[each.code](each, known, self.setting)
        ]

    def _known_at(self, step: Step) -> Mapping[str, Value]:
        """All that has been said up to and on this step."""
        return self.answered if step.id in self.given else {**self.answered, **self._read(step)}

    def _read(self, step: Step) -> dict[str, Value]:
        """What the answers say, leaving out the blank and whatever is not asked."""
        given: dict[str, Value] = {}
        known = ChainMap(given, self.answered)
        typed: StepAnswers = self.answers.get(step.id, {})
        for each in step.fields:
            value = read_value(each, typed.get(each.id), self.setting.lists)
            if not is_blank(value) and holds(each.shown, known):
                given[each.id] = value
        return given

    def loses_the_way(self, step: Step) -> bool:
        return any(fault.field in self.form.deciding_fields for fault in self.faults.get(step.id, []))

    def _next_name(self, step: Step) -> str | None:
        for branch in step.branches:
            if holds(branch.when, self.answered):
                return branch.goto
        return self.form.step_after(step)


def walk(form: Form, answers: Answers, today: date) -> Walk:
    """Goes as far as the answers lead: past a wrong one only if the way does not hang on it."""
    way = Walk(form, answers, Setting(today, form.lists))
    for step in way.steps_ahead():
        if way.is_missing(step):
            way.next = step
            break
        way.visit(step)
        way.check(step)
        if way.loses_the_way(step):
            way.next = step
            break
    return way


def _rule_faults(step: Step, fields: tuple[Field, ...], known: Mapping[str, Value]) -> Iterator[Fault]:
    asked = {each.id for each in fields}
    for rule in step.rules:
        concerned = bool(asked & set(rule.of)) and holds(rule.when, known)
        if concerned and all(is_blank(known.get(name)) for name in rule.of):
            yield Fault(rule.field, "at-least-one")
