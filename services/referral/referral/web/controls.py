"""From a field of the form to the control that asks for it, and back from what was typed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from clocks.days import london_day
from plumbing.clock import utcnow
from plumbing.forms import FieldError, Filled, Values
from plumbing.forms import Form as PageForm
from plumbing.govuk.parts import Option
from plumbing.languages import gettext
from referral.domain.form.checks import Fault
from referral.domain.form.listing import NOT_KNOWN, UNKNOWN
from referral.domain.form.questions import Field, Form, Kind, Step
from referral.domain.form.values import StepAnswers, Value, tidy
from referral.domain.form.wording import message, target
from referral.domain.successors import LISTS as OF_ORGANISATIONS
from referral.domain.successors import names_now

TYPED_WITH_SUGGESTIONS = frozenset({"organisations", "uk_towns", "countries_excluding_uk"})
SEARCHED_BY_SCRIPT = frozenset({"nationalities", "languages", "local_authorities"})
TICKED = "yes"

Lead = Literal["heading", "hidden", "plain"]

TEMPLATES: Mapping[Kind, str] = {
    Kind.SHORT_TEXT: "text",
    Kind.LONG_TEXT: "long-text",
    Kind.RADIO: "radios",
    Kind.CHECKBOX: "tick",
    Kind.CHECKBOX_GROUP: "checkboxes",
    Kind.SELECT: "select",
    Kind.EMAIL: "text",
    Kind.PHONE: "text",
    Kind.DATE: "date",
    Kind.ROUGH_DATE: "date",
}
INPUT_TYPES = {Kind.EMAIL: "email", Kind.PHONE: "tel"}


@dataclass(frozen=True)
class Control:
    id: str
    kind: str
    label: str
    hint: str
    options: Sequence[Option] = ()
    suggestions: str = ""
    is_searched: bool = False
    parts: tuple[str, ...] = ()
    most: int | None = None
    width: str = ""
    type: str = "text"
    inputmode: str = ""
    autocomplete: str = ""
    group: str = ""


def control_of(field: Field, form: Form, label: str, typed: Sequence[str] = ()) -> Control:
    suggestions = field.list_name if field.list_name in TYPED_WITH_SUGGESTIONS else ""
    return Control(
        id=field.id,
        kind="text" if suggestions else "boxes" if field.group else TEMPLATES[field.kind],
        label=label,
        hint=field.hint,
        options=_options(field, form, typed),
        suggestions=suggestions,
        is_searched=field.list_name in SEARCHED_BY_SCRIPT,
        parts=field.parts,
        most=field.max if field.kind is Kind.LONG_TEXT else None,
        width=field.width,
        type=INPUT_TYPES.get(field.kind, "text"),
        inputmode="numeric" if "digits-only" in field.rules else "",
        autocomplete=field.autocomplete,
        group=field.group,
    )


def _options(field: Field, form: Form, typed: Sequence[str]) -> list[Option]:
    """With scripts a list is typed into, so it must be able to show again what is not on it."""
    if field.kind is Kind.SELECT:
        listing = form.lists[field.list_name]
        own = (value for value in typed if value not in listing)
        return choices_of((*listing, *own), field.list_name)
    return [Option(value, option.label, option.hint) for value, option in field.options.items()]


def choices_of(values: Sequence[str], list_name: str) -> list[Option]:
    """An old name of an organisation shows beside it what to look for instead."""
    now = names_now(values, london_day(utcnow())) if list_name in OF_ORGANISATIONS else {}
    return [Option(value, _shown_as(value, now.get(value, ()))) for value in values]


def suggestions_of(values: Iterable[str], list_name: str) -> list[Option]:
    """For a box people type in: what is typed is what they read, but for the note on an old name."""
    return [Option(_shown_as(each.value), each.label) for each in choices_of(tuple(values), list_name)]


def _shown_as(value: str, now: Sequence[str] = ()) -> str:
    if now:
        return gettext("%(old)s (now %(new)s)") % {"old": value, "new": ", ".join(now)}
    return gettext(NOT_KNOWN) if value == UNKNOWN else value


def read_controls(fields: Sequence[Field], typed: Values) -> dict[str, Value]:
    """What was typed, as it is kept: trimmed, and otherwise exactly so (MH08)."""
    return {field.id: _read(field, typed) for field in fields}


def _read(field: Field, typed: Values) -> Value:
    if field.parts:
        return {part: _first(typed, f"{field.id}-{part}") for part in field.parts}
    if field.kind is Kind.CHECKBOX_GROUP:
        return [tidy(value) for value in typed.get(field.id, ())]
    if field.kind is Kind.CHECKBOX:
        return TICKED in typed.get(field.id, ()) or ""
    return _first(typed, field.id)


def _first(typed: Values, name: str) -> str:
    return tidy(next(iter(typed.get(name, ())), ""))


def names_of(fields: Sequence[Field]) -> set[str]:
    """Everything a page may send."""
    return {
        name for field in fields for name in ([f"{field.id}-{part}" for part in field.parts] or [field.id])
    }


def shown_values(fields: Sequence[Field], answers: StepAnswers) -> dict[str, tuple[str, ...]]:
    """Saved answers, as the controls show them."""
    shown: dict[str, tuple[str, ...]] = {}
    for field in fields:
        shown |= _shown(field, answers.get(field.id, ""))
    return shown


def _shown(field: Field, value: Value) -> dict[str, tuple[str, ...]]:
    match value:
        case dict():
            return {f"{field.id}-{part}": (typed,) for part, typed in value.items()}
        case list():
            return {field.id: tuple(value)}
        case bool():
            return {field.id: (TICKED,) if value else ()}
        case _:
            return {field.id: (value,)} if value else {}


def errors_of(step: Step, faults: Sequence[Fault]) -> tuple[FieldError, ...]:
    return tuple(_error(step, fault) for fault in faults)


def _error(step: Step, fault: Fault) -> FieldError:
    field = next((each for each in step.fields if each.id == fault.field), None)
    parts = (fault.missing or field.parts) if field else ()
    name = fault.field if field else target(step, fault)
    return FieldError(name, message(step, fault), fault.code, parts)


def lead_part(classes: str, text: str, lead: Lead) -> dict[str, Any]:
    """The label is the page's heading, stands hidden below one that says the same, or is one of several."""
    sizes = {"heading": f"{classes}--l", "hidden": "govuk-visually-hidden", "plain": f"{classes}--s"}
    return {"text": text, "classes": sizes[lead], "isPageHeading": lead == "heading"}


def box_items(controls: Sequence[Control], filled: Filled[PageForm]) -> list[dict[str, Any]]:
    """Single boxes side by side, each an answer of its own."""
    return [
        {
            "id": each.id,
            "name": each.id,
            "value": TICKED,
            "text": each.label,
            "checked": TICKED in filled.chosen(each.id),
        }
        for each in controls
    ]
