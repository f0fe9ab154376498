"""The whole form to print and take along: every question in its order, and when it is asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from referral.domain.form.conditions import (
    ALWAYS,
    AllOf,
    AnyOf,
    Condition,
    Contains,
    IsOneOf,
    IsTicked,
    Not,
    holds,
)
from referral.domain.form.questions import Field, Form, Kind, Page, Section, Step


@dataclass(frozen=True)
class Asked:
    """`only_if` holds what must all be so; `lines` is how much room there is to write."""

    page: Page
    only_if: tuple[str, ...]
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Part:
    section: Section
    questions: tuple[Asked, ...]


def question_sheet(form: Form) -> tuple[Part, ...]:
    asked = [_asked(form, step, page) for step in form.steps.values() for page in step.pages]
    parts = (
        Part(section, tuple(each for each in asked if each.page.section_id == section.id))
        for section in form.sections.values()
    )
    return tuple(part for part in parts if part.questions)


def _asked(form: Form, step: Step, page: Page) -> Asked:
    fields = tuple(each for each in page.fields if each.id not in step.slots[1:])
    together = fields[0].shown if fields and all(each.shown == fields[0].shown for each in fields) else ALWAYS
    conditions = dict.fromkeys([step.on_path, page.shown, together])
    return Asked(page, tuple(_said(form, each) for each in conditions if each != ALWAYS), fields)


def _said(form: Form, condition: Condition) -> str:
    if condition == form.duty_to_notify:
        return "an adult does not agree to be referred"
    if _is_opposite(form, condition):
        return "this is a referral, not a notification"
    match condition:
        case AllOf(conditions):
            return ", and ".join(_said(form, each) for each in conditions)
        case AnyOf(conditions):
            return ", or ".join(_said(form, each) for each in conditions)
        case _:
            return _said_of_one(form, condition)


def _said_of_one(form: Form, condition: Condition) -> str:
    match condition:
        case Not(IsOneOf(field, values)):
            return f"{_question(form, field)} is not {_answers(form, field, values)}"
        case IsOneOf(field, values):
            return f"{_question(form, field)} is {_answers(form, field, values)}"
        case Contains(field, value):
            return f"{_question(form, field)} includes {_answers(form, field, frozenset({value}))}"
        case IsTicked(field):
            return f"you tick {_question(form, field)}"
        case _:
            return "you have any"


def _is_opposite(form: Form, condition: Condition) -> bool:
    """Of the notification: it says the other thing for every answer there is."""
    if not condition.fields or condition.fields != form.duty_to_notify.fields:
        return False
    return all(holds(condition, given) != holds(form.duty_to_notify, given) for given in _all_answers(form))


def _all_answers(form: Form) -> Iterator[Mapping[str, str]]:
    names = sorted(form.duty_to_notify.fields)
    choices = [tuple(_field(form, name).options) for name in names]
    return (dict(zip(names, given, strict=True)) for given in product(*choices))


def _question(form: Form, name: str) -> str:
    page = next((page for page in form.pages if name in [each.id for each in page.fields]), None)
    field = _field(form, name)
    is_alone = page is not None and len(page.fields) == 1 and field.kind is not Kind.CHECKBOX
    return f"‘{page.question if page and is_alone else field.caption}’"


def _answers(form: Form, name: str, values: frozenset[str]) -> str:
    options = _field(form, name).options
    labels = [option.label for value, option in options.items() if value in values]
    return " or ".join(f"‘{label}’" for label in labels) or "left blank"


def _field(form: Form, name: str) -> Field:
    return next(each for step in form.steps.values() for each in step.fields if each.id == name)
