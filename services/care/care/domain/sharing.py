"""With whom one can share a house, by policy and by who lives there (PL-9, SE-3); being in two places."""

from collections.abc import Iterable

from care.domain.beds import GenderPolicy, Window
from care.domain.people import Gender, Preference
from care.domain.placement import Placement

UNWANTED = {Preference.WOMEN_ONLY: Gender.MAN, Preference.MEN_ONLY: Gender.WOMAN}
KEPT_OUT = {GenderPolicy.WOMEN_ONLY: Gender.MAN, GenderPolicy.MEN_ONLY: Gender.WOMAN}
OPPOSITE = {GenderPolicy.WOMEN_ONLY: Preference.MEN_ONLY, GenderPolicy.MEN_ONLY: Preference.WOMEN_ONLY}


def fits_policy(policy: GenderPolicy, preference: Preference, gender: Gender | None) -> bool:
    if policy is GenderPolicy.MIXED:
        return True
    return preference is not OPPOSITE[policy] and gender is not KEPT_OUT[policy]


def fits_residents(preference: Preference, others: Iterable[Placement], stay: Window) -> bool:
    """SE-3: staying on any day counts, from arrival to departure; turnaround does not."""
    unwanted = UNWANTED.get(preference)
    if unwanted is None:
        return True
    return not any(other.gender is unwanted and other.stay.overlaps(stay) for other in others)


def stays_clash(one: Window, other: Window) -> bool:
    """Whether a person would be in two places: meeting on one day is a transfer, not a clash."""
    touches = one.last == other.first or other.last == one.first
    return one == other or (one.overlaps(other) and not touches)
