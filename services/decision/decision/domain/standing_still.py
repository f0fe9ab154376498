"""What makes clocks stand still. The names are those the rules give under `pauses`."""

from collections.abc import Mapping
from datetime import date

from contracts.events import Event
from decision.domain.case import Case
from decision.domain.overlays import Whereabouts
from decision.domain.stages import Stage
from decision.domain.timekeeping import Timekeeping

SUSPENDED_BEFORE_REASONABLE_GROUNDS = "rg.suspended"
SUSPENDED = "case.suspended"
MISSING = "person.missing"

CAUSE_OF_STAGE: Mapping[Stage, str] = {
    Stage.REASONABLE_GROUNDS_SUSPENDED: SUSPENDED_BEFORE_REASONABLE_GROUNDS,
    Stage.CONCLUSIVE_GROUNDS_SUSPENDED: SUSPENDED,
}


def hold_what_has_cause(case: Case, *, times: Timekeeping, on: date) -> list[Event]:
    """A clock started while the case is suspended or the person missing stands still from the start."""
    causes = [CAUSE_OF_STAGE[case.stage]] if case.stage in CAUSE_OF_STAGE else []
    if case.whereabouts is Whereabouts.MISSING:
        causes.append(MISSING)
    return [event for cause in causes for event in case.hold_clocks(cause, times=times, on=on)]
