"""What a form says when something is wrong with it: what to do, never "invalid" or "required"."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from plumbing.languages import N_, gettext


@dataclass(frozen=True)
class Words:
    """`missing` asks for the answer ("Enter your reasons"); `name` begins the rest ("Reasons must be …")."""

    missing: str
    name: str = ""
    wrong: str = ""
    example: str = ""


CODES: Mapping[str, str] = {
    "missing": "required",
    "literal_error": "not-in-list",
    "enum": "not-in-list",
    "uuid_parsing": "not-in-list",
    "string_too_long": "max-length",
    "string_too_short": "min-length",
    "too_short": "at-least-one",
    "int_parsing": "digits-only",
    "int_from_float": "digits-only",
    "decimal_parsing": "digits-only",
    "greater_than": "range",
    "greater_than_equal": "range",
    "less_than": "range",
    "less_than_equal": "range",
    "string_pattern_mismatch": "format",
    "value_error": "format",
}

SENTENCES: Mapping[str, str] = {
    "string_too_long": N_("{name} must be {max_length:,} characters or fewer"),
    "string_too_short": N_("{name} must be {min_length:,} characters or more"),
    "int_parsing": N_("{name} must be a number{like}"),
    "int_from_float": N_("{name} must be a whole number{like}"),
    "decimal_parsing": N_("{name} must be a number{like}"),
    "decimal_max_places": N_("{name} must have {decimal_places} decimal places or fewer{like}"),
    "greater_than": N_("{name} must be more than {gt}"),
    "greater_than_equal": N_("{name} must be {ge} or more"),
    "less_than": N_("{name} must be less than {lt}"),
    "less_than_equal": N_("{name} must be {le} or less"),
    "date-future": N_("{name} must be today or in the past"),
    "date-past": N_("{name} must be today or in the future"),
}


def words_of(name: str, info: FieldInfo) -> Words:
    """A field without words of its own still says something a person can act on."""
    words = next((item for item in info.metadata if isinstance(item, Words)), None)
    spoken = name.replace("_", " ")
    if words is None:
        return Words(missing=f"Enter the {spoken}", name=spoken.capitalize())
    return words if words.name else replace(words, name=spoken.capitalize())


def code_of(details: ErrorDetails) -> str:
    return CODES.get(details["type"], details["type"])


def message_of(words: Words, details: ErrorDetails) -> str:
    sentence = SENTENCES.get(details["type"])
    if sentence is None:
        return (
            gettext(words.missing)
            if code_of(details) in ("required", "not-in-list", "at-least-one")
            else _wrong(words)
        )
    context: dict[str, Any] = details.get("ctx", {})
    like = gettext(", like {example}").format(example=words.example) if words.example else ""
    return gettext(sentence).format(name=gettext(words.name), like=like, **context)


def _wrong(words: Words) -> str:
    return gettext(words.wrong or words.missing)
