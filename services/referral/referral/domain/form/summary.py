"""Answers read back: what check answers shows, and what a sent referral shows ever after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from referral.domain.form.conditions import holds
from referral.domain.form.listing import NOT_KNOWN, UNKNOWN
from referral.domain.form.questions import Field, Form, Kind, Page, Section, Step
from referral.domain.form.values import MONTHS, Value, is_blank

Given = Mapping[str, Mapping[str, Value]]

NOT_GIVEN = "Not given"


@dataclass(frozen=True)
class Line:
    """One answer; several values are a list."""

    page_id: str
    name: str
    value: str | tuple[str, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Card:
    section: Section
    lines: tuple[Line, ...]


def summary(form: Form, given: Given) -> list[Card]:
    """Only what is sent, and all of it (MH01)."""
    answered = {name: value for step in given.values() for name, value in step.items()}
    asked = [step for step in form.steps.values() if step.id in given and step.is_sent]
    lines = [(page.section_id, line) for step in asked for page, line in _lines(step, answered)]
    cards = [
        Card(section, tuple(line for section_id, line in lines if section_id == section.id))
        for section in form.sections.values()
    ]
    return [card for card in cards if card.lines]


def _lines(step: Step, answered: Mapping[str, Value]) -> Iterator[tuple[Page, Line]]:
    for page in step.pages:
        shown = [each for each in page.fields if holds(each.shown, answered)]
        together = [each for each in shown if each.id in step.slots or each.group]
        if together:
            yield page, _joined(page, together, answered)
        for field in shown:
            if field not in together and not _is_left_open(field, answered):
                yield page, Line(page.id, field.title, said(field, answered.get(field.id)), (field.id,))
    for field in (each for each in step.fields if each.kind is Kind.FILE):
        yield step.pages[0], Line(step.id, field.title, _count(field, answered.get(field.id)), (field.id,))


def _is_left_open(field: Field, answered: Mapping[str, Value]) -> bool:
    """A ‘Not known’ nobody ticked answers nothing: the answer stands on the line before."""
    return field.kind is Kind.CHECKBOX and not field.must_be_ticked and is_blank(answered.get(field.id))


def _count(field: Field, files: Value | None) -> str:
    """What each file is stands in the next answer; its id means nothing to anybody."""
    return str(len(files)) if isinstance(files, list) and files else _not_given(field)


def _joined(page: Page, fields: list[Field], answered: Mapping[str, Value]) -> Line:
    """Ten boxes or ten places are one answer."""
    chosen = [each for each in fields if not is_blank(answered.get(each.id))]
    values = tuple(each.label if each.group else str(said(each, answered[each.id])) for each in chosen)
    return Line(page.id, page.question, values or _not_given(fields[0]), tuple(each.id for each in chosen))


def said(field: Field, value: Value | None) -> str | tuple[str, ...]:
    if value is None or is_blank(value):
        return _not_given(field)
    if isinstance(value, list):
        return tuple(_option(field, each) for each in value)
    if value is True:
        return field.messages.get("ticked", "Yes")
    return _text(field, str(value))


def _text(field: Field, value: str) -> str:
    match field.kind:
        case Kind.DATE:
            return _day(field, value)
        case Kind.ROUGH_DATE:
            return _month(field, value)
        case Kind.SELECT:
            return field.messages.get("not-known", NOT_KNOWN) if value == UNKNOWN else value
        case Kind.RADIO:
            return _option(field, value)
        case _:
            return value


def _option(field: Field, value: str) -> str:
    return field.options[value].label if value in field.options else value


def _not_given(field: Field) -> str:
    return field.messages.get("not-given", NOT_GIVEN)


def _day(field: Field, value: str) -> str:
    day = date.fromisoformat(value)
    return f"{day.day} {_month_name(field, day.month)} {day.year}"


def _month(field: Field, value: str) -> str:
    year, _, month = value.partition("-")
    return f"{_month_name(field, int(month))} {year}" if month else year


def _month_name(field: Field, month: int) -> str:
    names = field.messages.get("months", " ".join(MONTHS).title()).split()
    return names[month - 1]
