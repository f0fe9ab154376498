"""Until when a negative decision may be asked to be looked at again, by the rules of the day it was made."""

from datetime import date

from contracts.events import Event
from decision.domain.case import Case
from decision.domain.timekeeping import Timekeeping

RECONSIDERATION_WINDOWS = ("CLK-RECON-3M", "CLK-RECON-EV", "CLK-RECON-M", "CLK-RECON-30")


def start_reconsideration_window(case: Case, *, times: Timekeeping, on: date) -> list[Event]:
    """The decision date picks the window and is day 0, whenever the letter comes. Before March 2020: none."""
    ended = case.end_clocks(*RECONSIDERATION_WINDOWS, on=on, cause="decided_again")
    return [*ended, *case.start_clocks(RECONSIDERATION_WINDOWS, times=times, on=on)]
