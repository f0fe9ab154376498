"""The floor under a conclusive grounds decision: the first day the person may be told of it (CLK-CG-MIN)."""

from datetime import date, datetime

from clocks import london_day
from contracts.events import Event
from decision.domain.case import Case
from decision.domain.clocks import Clock, ClockState
from decision.domain.stages import Stage
from decision.domain.timekeeping import EARLIEST_CONCLUSIVE_GROUNDS


class FloorNotReached(Exception):
    """A decision may be written before this day, and not served. None while a clock stands still."""

    def __init__(self, not_before: date | None) -> None:
        super().__init__(f"not before {not_before}")
        self.not_before = not_before


def earliest_day(case: Case) -> date | None:
    """None where there is no floor: a pilot panel decides both grounds at one meeting (§7)."""
    days = [clock.due_on for clock in case.clocks if clock.rule == EARLIEST_CONCLUSIVE_GROUNDS]
    return max((day for day in days if day), default=None)


def is_before_floor(case: Case, on: date) -> bool:
    """An agreed delay holds a decision back even where no day is known."""
    floors = case.open_clocks(EARLIEST_CONCLUSIVE_GROUNDS)
    return case.stage is Stage.CONCLUSIVE_GROUNDS_DELAYED or any(_is_ahead(each, on) for each in floors)


def check_floor(case: Case, on: date) -> None:
    """Raises FloorNotReached."""
    if is_before_floor(case, on):
        raise FloorNotReached(earliest_day(case))


def reach_floor(case: Case, *, at: datetime) -> list[Event]:
    """The day may have come since the sweep last passed by."""
    floors = case.open_clocks(EARLIEST_CONCLUSIVE_GROUNDS)
    reached = [event for clock in floors for event in clock.pass_time(today=london_day(at), at=at)]
    return [*reached, *case.reach_earliest_conclusive_grounds()]


def _is_ahead(floor: Clock, on: date) -> bool:
    return floor.state is ClockState.HELD or floor.due_on is None or on < floor.due_on
