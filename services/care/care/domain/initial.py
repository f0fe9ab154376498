"""The initial assessment: what it found decides about emergency support and outreach (LC-3, EL-3 to EL-6)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from care.domain.assessments import Outcome, Part, Sheet, check_complete
from care.domain.emergency import Accommodation, EmergencyNeed, Gap
from care.domain.rulebook import CareRules
from care.domain.support import Assessment, SupportCase
from clocks.days import london_day


@dataclass(frozen=True, kw_only=True)
class Initial:
    """`emergency` is what was found about a need before the decision; none where there is no such need."""

    sheet: Sheet
    found: Assessment
    accommodation: Accommodation
    emergency: EmergencyNeed | None = None


def outcome_of(accommodation: Accommodation, *, is_emergency: bool) -> Outcome:
    if is_emergency:
        return Outcome.EMERGENCY
    return Outcome.OUTREACH if accommodation.stays_there else Outcome.CONTRACT_ACCOMMODATION


def check_initial(case: SupportCase, initial: Initial, rules: CareRules) -> None:
    """Raises NotComplete. Nobody is given emergency accommodation before all of it is answered."""
    check_complete(_gaps(case, initial, rules))


def _gaps(case: SupportCase, initial: Initial, rules: CareRules) -> Iterator[Part | Gap]:
    yield from initial.sheet.gaps()
    yield from initial.accommodation.gaps()
    if not initial.found.is_emergency:
        return
    if initial.accommodation.stays_there:
        yield Gap.STAYS_THERE
    need = initial.emergency or EmergencyNeed(grounds=frozenset())
    yield from need.gaps(
        referred_on=london_day(case.consent_at),
        look_ahead_days=rules.number("destitution_look_ahead_days"),
    )


def take_in(case: SupportCase, initial: Initial, rules: CareRules, *, at: datetime) -> None:
    """Raises NotComplete, or StepNotAllowed before the first contact, and then changes nothing."""
    check_initial(case, initial, rules)
    case.assess(initial.found, at=at)
    case.stays_where_they_live = initial.accommodation.stays_there
