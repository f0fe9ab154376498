"""May a stay that is agreed or lived be longer, shorter, or prepared for longer? PL-17, PL-18, PL-21."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from care.domain.booking import (
    Slot,
    SlotCheck,
    bed_is_free,
    bed_is_usable,
    bed_stays_open,
    departure_not_before_arrival,
    meets_nobody_in_danger,
    own_premises,
)
from care.domain.refusals import Code, Refused


@dataclass(frozen=True, kw_only=True)
class LongerStay(Slot):
    """A stay with another last day; `support_end_on` where support has an end."""

    support_end_on: date | None = None


def within_support(stay: LongerStay) -> Refused | None:
    """PL-10: an extension of support or a recovery needs assessment has moved the end itself."""
    ends = stay.support_end_on
    return Refused(Code.BEYOND_SUPPORT_END) if ends is not None and stay.departure_on > ends else None


EXTENSION: tuple[Callable[[LongerStay], Refused | None], ...] = (
    departure_not_before_arrival,
    own_premises,
    bed_stays_open,
    meets_nobody_in_danger,
    within_support,
    bed_is_free,
    bed_is_usable,
)
# Whoever is still there is still there: that support has ended is no reason against writing it down.
OVERSTAY: tuple[SlotCheck, ...] = (
    departure_not_before_arrival,
    own_premises,
    bed_stays_open,
    bed_is_free,
    bed_is_usable,
)
TURNAROUND: tuple[SlotCheck, ...] = (own_premises, bed_is_free, bed_is_usable)
