"""The form in another language: its texts are replaced, and what is stored (ids, values, lists) stays."""

from collections.abc import Callable
from typing import Any

Say = Callable[[str], str]

TEXTS = frozenset(
    {
        "errors",
        "group",
        "guidance",
        "hint",
        "label",
        "message",
        "name",
        "not_in_list",
        "options",
        "part",
        "question",
        "required",  # true for a field, words for a place in a list
        "title",
        "wording",
    }
)


def spoken(data: Any, say: Say, *, is_text: bool = False) -> Any:
    """`data` as it stands in the YAML files, with everything people read passed through `say`."""
    match data:
        case str():
            return say(data) if is_text else data
        case list():
            return [spoken(each, say, is_text=is_text) for each in data]
        case dict():
            return {key: spoken(each, say, is_text=is_text or key in TEXTS) for key, each in data.items()}
    return data
