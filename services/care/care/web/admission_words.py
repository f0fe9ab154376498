"""When a bed receives people, in words (AC-9)."""

from collections.abc import Iterable

from care.domain.admission import NIGHT_ADMISSION
from care.domain.beds import Bedspace


def admission_words(of_house: Iterable[str], bed: Bedspace) -> str:
    if bed.admits_from is None or bed.admits_until is None:
        return "at any hour"
    if NIGHT_ADMISSION in (*of_house, *bed.features):
        return "at any hour, with night staff"
    return f"from {bed.admits_from:%H:%M} to {bed.admits_until:%H:%M}"
