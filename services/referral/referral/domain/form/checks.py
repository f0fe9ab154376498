"""What can be wrong with one answer: a fault is a code on a field, never a sentence."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import phonenumbers

from referral.domain.form.listing import Listing
from referral.domain.form.questions import Field, Kind
from referral.domain.form.values import (
    Value,
    day_from_parts,
    is_blank,
    month_from_parts,
    tidy,
    whole_number,
)

EARLIEST = date(1900, 1, 1)
LONGEST_LOCAL_PART = 64
DOMAIN_LABEL = re.compile(r"(?!-)[^\W_]([\w-]{0,61}[^\W_])?")
UK_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}", re.IGNORECASE)


@dataclass(frozen=True)
class Fault:
    field: str
    code: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Setting:
    """What an answer is checked against besides itself."""

    today: date
    lists: Mapping[str, Listing]


Check = Callable[[Field, Value, Setting], Iterable[str]]


def read_value(field: Field, value: Value | None, lists: Mapping[str, Listing]) -> Value:
    """The answer as it would be sent; what cannot be read stays as typed, for the checks to find."""
    match value:
        case None:
            return ""
        case str():
            return _read_text(field, tidy(value), lists)
        case list():
            return [tidy(each) for each in value]
        case dict():
            return _read_parts(field, value)
        case _:
            return value


def _read_text(field: Field, text: str, lists: Mapping[str, Listing]) -> Value:
    match field.kind:
        case Kind.CHECKBOX:
            return text.lower() in {"yes", "true", "on", "1"}
        case Kind.CHECKBOX_GROUP | Kind.FILE:
            return [text] if text else []
        case Kind.SELECT:
            return lists[field.list_name].find(text) if text else text
        case _:
            return text


def _read_parts(field: Field, parts: dict[str, str]) -> Value:
    if is_blank(parts):
        return ""
    if field.kind is Kind.ROUGH_DATE:
        return month_from_parts(parts) or parts
    day = day_from_parts(parts)
    return day.isoformat() if day else parts


def faults_in(field: Field, value: Value, setting: Setting, *, is_required: bool) -> list[Fault]:
    if is_blank(value):
        return [Fault(field.id, _missing_code(field))] if is_required else []
    codes = [*CHECKS[field.kind](field, value, setting), *_rule_faults(field, value)]
    missing = _missing_parts(field, value)
    return [Fault(field.id, code, missing if code == "date-invalid" else ()) for code in codes]


def _missing_code(field: Field) -> str:
    return "must-be-ticked" if field.must_be_ticked else "required"


def _missing_parts(field: Field, value: Value) -> tuple[str, ...]:
    if not isinstance(value, dict):
        return ()
    needed = field.parts if field.kind is Kind.DATE else ("year",)
    return tuple(part for part in needed if not value.get(part, "").strip())


def _text(field: Field, value: Value, setting: Setting) -> Iterator[str]:  # noqa: ARG001 - a Check
    if not isinstance(value, str):
        yield "not-in-list"
    elif field.max is not None and len(value) > field.max:
        yield "max-length"


def _option(field: Field, value: Value, setting: Setting) -> Iterator[str]:  # noqa: ARG001 - a Check
    if not isinstance(value, str) or value not in field.options:
        yield "not-in-list"


def _options(field: Field, value: Value, setting: Setting) -> Iterator[str]:  # noqa: ARG001 - a Check
    if not isinstance(value, list) or not set(value) <= set(field.options):
        yield "not-in-list"


def _tick(field: Field, value: Value, setting: Setting) -> Iterator[str]:  # noqa: ARG001 - a Check
    if not isinstance(value, bool):
        yield "not-in-list"


def _listed(field: Field, value: Value, setting: Setting) -> Iterator[str]:
    if not isinstance(value, str) or value not in setting.lists[field.list_name]:
        yield "not-in-list"


def _email(field: Field, value: Value, setting: Setting) -> Iterator[str]:
    yield from _text(field, value, setting)
    if not is_plausible_email(str(value)):
        yield "email"


def is_plausible_email(text: str) -> bool:
    """Plausible, not proven: only a letter that arrives proves an address."""
    local, _, domain = text.rpartition("@")
    labels = domain.split(".")
    return (
        0 < len(local) <= LONGEST_LOCAL_PART
        and re.fullmatch(r"[^\s@,;:<>()\[\]]+", local) is not None
        and len(labels) > 1
        and all(DOMAIN_LABEL.fullmatch(label) for label in labels)
    )


def _phone(field: Field, value: Value, setting: Setting) -> Iterator[str]:
    """A number that could be dialled; without a country code it is read as one in the UK."""
    yield from _text(field, value, setting)
    try:
        number = phonenumbers.parse(str(value), "GB")
    except phonenumbers.NumberParseException:
        yield "phone-international"
        return
    if not phonenumbers.is_possible_number(number):
        yield "phone-international"


def _date(field: Field, value: Value, setting: Setting) -> Iterator[str]:  # noqa: ARG001 - a Check
    try:
        day = date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        yield "date-invalid"
        return
    if day >= setting.today:
        yield "date-future"
    if day <= EARLIEST:
        yield "date-too-early"


def _rough_date(field: Field, value: Value, setting: Setting) -> Iterator[str]:  # noqa: ARG001 - a Check
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}(-[0-9]{2})?", value):
        yield "date-invalid"
        return
    if value > setting.today.isoformat()[: len(value)]:
        yield "date-future"
    if value < EARLIEST.isoformat()[: len(value)]:
        yield "date-too-early"


def _files(field: Field, value: Value, setting: Setting) -> Iterator[str]:  # noqa: ARG001 - a Check
    if not isinstance(value, list):
        yield "file-type"
    elif field.max is not None and len(value) > field.max:
        yield "file-count"


def _not_theirs(field: Field, value: Value, setting: Setting) -> Iterator[str]:  # noqa: ARG001 - a Check
    yield from ()


CHECKS: Mapping[Kind, Check] = {
    Kind.SHORT_TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.RADIO: _option,
    Kind.CHECKBOX: _tick,
    Kind.CHECKBOX_GROUP: _options,
    Kind.SELECT: _listed,
    Kind.EMAIL: _email,
    Kind.PHONE: _phone,
    Kind.DATE: _date,
    Kind.ROUGH_DATE: _rough_date,
    Kind.FILE: _files,
    Kind.READ_ONLY: _not_theirs,
}


def _rule_faults(field: Field, value: Value) -> Iterator[str]:
    text = value if isinstance(value, str) else ""
    if "digits-only" in field.rules and not re.fullmatch(r"[0-9]+", text):
        yield "digits-only"
    elif field.range is not None and not _is_within(text, field.range):
        yield "range"
    if "postcode" in field.rules and not UK_POSTCODE.fullmatch(text):
        yield "postcode"


def _is_within(text: str, limits: tuple[int, int]) -> bool:
    number = whole_number(text)
    return number is not None and limits[0] <= number <= limits[1]
