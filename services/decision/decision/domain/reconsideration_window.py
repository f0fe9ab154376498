"""Until when a negative decision may be asked to be looked at again, by the rules of the day it was made."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from clocks import RuleNotInForce, start_clock
from contracts.events import Event
from decision.domain.case import Case
from decision.domain.clocks import Clock
from decision.domain.decisions import Decision
from decision.domain.grace import accepted_until
from decision.domain.reconsideration import Ground, Timing
from decision.domain.timekeeping import Timekeeping

RECONSIDERATION_WINDOWS = ("CLK-RECON-3M", "CLK-RECON-EV", "CLK-RECON-M", "CLK-RECON-30")
WINDOWS_OF: Mapping[Ground, tuple[str, ...]] = {
    Ground.GUIDANCE: ("CLK-RECON-3M", "CLK-RECON-M", "CLK-RECON-30"),
    Ground.NEW_EVIDENCE: ("CLK-RECON-EV", "CLK-RECON-M", "CLK-RECON-30"),
}
ONE_FOR_EACH_POINT = "CLK-RECON-3M"
EVIDENCE_WITH_THE_REQUEST = "CLK-RECON-M"
EXCLUSION = "CLK-RECON-X"
USUAL_SERVICE = "CLK-RECON-SERVED"
ANYONE_SINCE = "PV-SG1"


@dataclass(frozen=True)
class Deadlines:
    """The last day by the date of the decision, which counts, and by the day the letter came."""

    clock: Clock
    by_decision: date
    accepted_until: date
    by_service: date | None = None
    is_service_slow: bool = False


def start_reconsideration_window(case: Case, *, times: Timekeeping, on: date) -> list[Event]:
    """The decision date picks the window and is day 0, whenever the letter comes. Before March 2020: none."""
    ended = case.end_clocks(*RECONSIDERATION_WINDOWS, on=on, cause="decided_again")
    return [*ended, *case.start_clocks(RECONSIDERATION_WINDOWS, times=times, on=on)]


def window_of(case: Case, decision: Decision, ground: Ground) -> Clock | None:
    """Open or not: what is asked when is measured against its date."""
    of_decision = [clock for clock in case.clocks if clock.selected_on == decision.decided_on]
    return next((clock for clock in reversed(of_decision) if clock.rule in WINDOWS_OF[ground]), None)


def timing_of(window: Clock | None, received_on: date, *, times: Timekeeping) -> Timing:
    if window is None or window.due_on is None:
        return Timing.NO_LIMIT
    if received_on <= window.due_on:
        return Timing.IN_TIME
    until = accepted_until(window, times=times)
    return Timing.IN_GRACE if until and received_on <= until else Timing.LATE


def is_excluded(received_on: date, *, times: Timekeeping) -> bool:
    """Since September 2025 nobody may ask whose removal to a state of both conventions is intended."""
    try:
        times.book.select(EXCLUSION, on=received_on)
    except RuleNotInForce:
        return False
    return True


def may_anyone_ask(decision: Decision, *, times: Timekeeping) -> bool:
    """Since the first statutory guidance; before, the first responder or the support provider."""
    since = times.book.policy_version(ANYONE_SINCE).effective_from
    return decision.decided_on is not None and decision.decided_on >= since


def deadlines(window: Clock, *, served_on: date | None, times: Timekeeping) -> Deadlines | None:
    """None where there is no limit. A slow letter moves nothing by itself: somebody must look at it."""
    until = accepted_until(window, times=times)
    if window.due_on is None or until is None:
        return None
    if served_on is None:
        return Deadlines(window, window.due_on, until)
    calendar = times.calendars[window.nation]
    by_service = start_clock(times.rule_of(window), served_on, calendar).due_on
    usual = times.book.select(USUAL_SERVICE, on=window.started_on)
    is_slow = served_on > start_clock(usual, window.started_on, calendar).due_on
    return Deadlines(window, window.due_on, until, by_service, is_slow)
