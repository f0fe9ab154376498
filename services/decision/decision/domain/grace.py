"""Until when something that binds the person is still taken after its last day (§6 rule 7, our setting)."""

from datetime import date

from clocks import Grace
from decision.domain.clocks import Clock
from decision.domain.timekeeping import Timekeeping


def accepted_until(clock: Clock, *, times: Timekeeping) -> date | None:
    """None where no last day is known."""
    if clock.due_on is None or times.rule_of(clock).grace is Grace.NONE:
        return clock.due_on
    return times.calendars[clock.nation].working_day_on_or_after(clock.due_on)
