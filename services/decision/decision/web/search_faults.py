"""What a search is refused for, by page and by program."""

import re
from dataclasses import dataclass

from decision.storage.searches import SearchFor

ONE_NAME = "Enter another of their names, or the year of birth: one name alone finds nobody"


@dataclass(frozen=True)
class SearchFault:
    field: str
    words: str
    code: str


def fault_of(wanted: SearchFor, *, name: str, born: int | None) -> SearchFault | None:
    """`wanted` is all that is looked for but the name."""
    if wanted.received_from and wanted.received_until and wanted.received_until < wanted.received_from:
        words = "The last day must be the first day or after it"
        return SearchFault("received_until", words, "before_the_first")
    if born and not name:
        return SearchFault("name", "Enter a name beside the year of birth", "no_name")
    if name and not born and _is_one_word(name):
        return SearchFault("name", ONE_NAME, "one_name")
    if not name and wanted.says_nothing:
        return SearchFault("reference", "Enter or select at least one thing to look for", "nothing")
    return None


def _is_one_word(name: str) -> bool:
    """The index of names holds them in pairs, and one beside a year (decision record 14)."""
    return len(re.findall(r"\w+", name)) == 1


def as_kept(reference: str) -> str:
    """A reference is found however its letters were typed."""
    return "".join(reference.upper().split())
