"""The form to print and take along: its questions in order, numbered, and when each is asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from referral.domain.form.conditions import (
    AllOf,
    Condition,
    Contains,
    IsOneOf,
    IsTicked,
    MoreThan,
    Not,
    holds,
)
from referral.domain.form.questions import Field, Form, Page, Section, Step

NOTHING_KNOWN: Mapping[str, str] = {}
KNOWN = {
    "adult": {"pv-under-age": "no", "pv-want-to-submit-nrm": "yes"},
    "child": {"pv-under-age": "yes", "pv-want-to-submit-nrm": "yes"},
    "notification": {"pv-under-age": "no", "pv-want-to-submit-nrm": "no"},
}


@dataclass(frozen=True)
class Need:
    """What must be so; `number` is that of the question whose answer it hangs on."""

    kind: str
    number: int = 0
    answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """`only_if` holds what must all be so; a page that only tells something has the number 0."""

    page: Page
    number: int
    only_if: tuple[Need, ...]
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Part:
    section: Section
    questions: tuple[Asked, ...]


Numbers = Mapping[str, int]


def question_sheet(form: Form, known: Mapping[str, str] = NOTHING_KNOWN) -> tuple[Part, ...]:
    """What is known beforehand leaves out the questions that are then never asked."""
    asked = tuple(_numbered(form, known))
    parts = (
        Part(section, tuple(each for each in asked if each.page.section_id == section.id))
        for section in form.sections.values()
    )
    return tuple(part for part in parts if part.questions)


def _numbered(form: Form, known: Mapping[str, str]) -> Iterator[Asked]:
    """A field that is asked on two ways has the number of the question just before.

    A question that is not on the sheet counts as left blank.
    """
    numbers: dict[str, int] = {}
    count = 0
    on_pages = {each.id for page in form.pages for each in page.fields}
    for step, page in _in_order(form):
        fields = tuple(each for each in page.fields if each.id not in step.slots[1:])
        off_sheet = dict.fromkeys(on_pages - numbers.keys(), "")
        open_ones = _left_open(form, _conditions(step, page, fields), off_sheet | dict(known))
        if open_ones is None:
            continue
        needs = tuple(_needs(form, open_ones, numbers))
        count += bool(fields)
        numbers |= {each.id: count for each in fields}
        yield Asked(page, count if fields else 0, needs, fields)


def _in_order(form: Form) -> Iterator[tuple[Step, Page]]:
    for step in form.steps.values():
        for page in step.pages:
            yield step, page


def _conditions(step: Step, page: Page, fields: tuple[Field, ...]) -> list[Condition]:
    alike = bool(fields) and all(each.shown == fields[0].shown for each in fields)
    return [step.on_path, page.shown, *([fields[0].shown] if alike else [])]


def _left_open(
    form: Form, conditions: list[Condition], known: Mapping[str, str]
) -> tuple[Condition, ...] | None:
    """None when what is known rules the question out."""
    single = [part for each in conditions for part in _parts(form, each)]
    verdicts = {each: each.verdict(known.get) for each in single}
    return None if False in verdicts.values() else tuple(e for e, is_so in verdicts.items() if is_so is None)


def _parts(form: Form, condition: Condition) -> Iterator[Condition]:
    if isinstance(condition, AllOf) and condition != form.duty_to_notify:
        for each in condition.conditions:
            yield from _parts(form, each)
    else:
        yield condition


def _needs(form: Form, conditions: tuple[Condition, ...], numbers: Numbers) -> Iterator[Need]:
    """What may not be answered is said as what may, all at once."""
    refused: dict[str, frozenset[str]] = {}
    for each in conditions:
        if isinstance(each, Not) and isinstance(each.condition, IsOneOf):
            field = each.condition.field
            refused[field] = refused.get(field, frozenset()) | each.condition.values
        else:
            yield _need(form, each, numbers)
    for name, values in refused.items():
        yield Need(
            "answer", numbers[name], _labels(form, name, frozenset(_field(form, name).options) - values)
        )


def _need(form: Form, condition: Condition, numbers: Numbers) -> Need:
    match condition:
        case IsOneOf(field, values):
            return Need("answer", numbers[field], _labels(form, field, values))
        case Contains(field, value):
            return Need("ticked", numbers[field], _labels(form, field, frozenset({value})))
        case IsTicked(field):
            return Need("ticked", numbers[field], (_field(form, field).caption,))
        case MoreThan():
            return Need("files")
    return Need(_route(form, condition))


def _route(form: Form, condition: Condition) -> str:
    if condition == form.duty_to_notify:
        return "notification"
    if condition.fields == form.duty_to_notify.fields and _is_opposite(form, condition):
        return "referral"
    raise ValueError(f"no words for {condition}")


def _is_opposite(form: Form, condition: Condition) -> bool:
    """Of the notification: it says the other thing for every answer there is."""
    return all(holds(condition, given) != holds(form.duty_to_notify, given) for given in _all_answers(form))


def _all_answers(form: Form) -> Iterator[Mapping[str, str]]:
    names = sorted(form.duty_to_notify.fields)
    choices = [tuple(_field(form, name).options) for name in names]
    return (dict(zip(names, given, strict=True)) for given in product(*choices))


def _labels(form: Form, name: str, values: frozenset[str]) -> tuple[str, ...]:
    field = _field(form, name)
    return tuple(option.label for value, option in field.options.items() if value in values)


def _field(form: Form, name: str) -> Field:
    return next(each for step in form.steps.values() for each in step.fields if each.id == name)
