"""Somebody outside asks for what we know: named facts, for a purpose, until a day (VI-1, VI-2)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from care.domain.refusals import Code, Refused

_FILES = re.compile(r"\b(whole|entire|full|all|everything|complete|files?|notes|records?|documents)\b")
_PRIVILEGED = re.compile(r"\b(privileged?|legal advice|solicitor s advice)\b")
MOST_ITEMS = 20


class Asker(StrEnum):
    COMPETENT_AUTHORITY = "competent_authority"
    POLICE = "police"
    COUNCIL = "council"
    OTHER = "other"


@dataclass(frozen=True)
class Item:
    """One thing asked for. Whoever keeps it may have marked it legally privileged."""

    names: str
    is_marked_privileged: bool = False

    @property
    def is_privileged(self) -> bool:
        return self.is_marked_privileged or bool(_PRIVILEGED.search(_plain(self.names)))

    @property
    def is_a_file(self) -> bool:
        """Not a fact: a whole file, all notes, records by the heap (VI-2)."""
        return not self.names.strip() or bool(_FILES.search(_plain(self.names)))


def check_items(asker: Asker, items: Sequence[Item]) -> None:
    """What is privileged goes to nobody; the competent authority names facts, not files (VI-2)."""
    if any(item.is_privileged for item in items):
        raise Refused(Code.PRIVILEGED)
    if not items or (asker is Asker.COMPETENT_AUTHORITY and any(item.is_a_file for item in items)):
        raise Refused(Code.MUST_NAME_FACTS)


def _plain(text: str) -> str:
    """Codes and sentences alike: `case_file` is `case file`."""
    return re.sub(r"[^a-z0-9]+", " ", text.casefold())
