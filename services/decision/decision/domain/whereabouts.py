"""Where the person is, as far as it changes what happens to the case (§8.7)."""

from dataclasses import dataclass
from datetime import date, datetime

from clocks import london_day
from clocks.days import ONE_DAY
from contracts.events import Event
from contracts.ids import UserId
from decision.domain.case import Case
from decision.domain.circumstance_facts import WhereaboutsReported
from decision.domain.closing import close_for_death
from decision.domain.overlays import Whereabouts, check_change
from decision.domain.stages import BEFORE_REASONABLE_GROUNDS
from decision.domain.standing_still import MISSING
from decision.domain.timekeeping import Timekeeping

DETAINED_TARGET = "CLK-RG-DET"
HEARING_LIMIT = "CLK-RG-COURT"


@dataclass(frozen=True, kw_only=True)
class Word:
    """Word of where the person is. `since_on` is the London day from which it is so, as far as is known."""

    whereabouts: Whereabouts
    since_on: date
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Report(Word):
    by: UserId


def report(case: Case, said: Word, *, times: Timekeeping) -> list[Event]:
    """Raises ChangeNotAllowed. Clocks set by law run on, whatever is reported."""
    was = case.whereabouts
    check_change(was, said.whereabouts)
    reported = case.fact(WhereaboutsReported, whereabouts=said.whereabouts.value, since_on=said.since_on)
    changed = [reported, *case.change(said.whereabouts)]
    if said.whereabouts is Whereabouts.DECEASED:
        return [*changed, *close_for_death(case, at=said.at)]
    return [*changed, *_no_longer(case, was, said, times), *_from_now(case, said, times)]


def detain(case: Case, *, times: Timekeeping) -> list[Event]:
    """A detained person's decision is to be made as soon as possible [S4]."""
    if case.stage not in BEFORE_REASONABLE_GROUNDS or case.open_clocks(DETAINED_TARGET):
        return []
    return case.start_clocks((DETAINED_TARGET,), times=times, on=case.received_on)


def expect_hearing(case: Case, *, times: Timekeeping, today: date) -> list[Event]:
    """The decision is due before the date of the hearing: by the end of the day before it [S4]."""
    if case.stage not in BEFORE_REASONABLE_GROUNDS:
        return []
    if case.hearing_on is None:
        return case.end_clocks(HEARING_LIMIT, on=today, cause="no_hearing")
    return _set_hearing_limit(case, case.hearing_on - ONE_DAY, times, today)


def _set_hearing_limit(case: Case, until: date, times: Timekeeping, today: date) -> list[Event]:
    started: list[Event] = []
    if not case.open_clocks(HEARING_LIMIT):
        started = case.start_clocks((HEARING_LIMIT,), times=times, on=today, selected_on=case.received_on)
    clocks = case.open_clocks(HEARING_LIMIT)
    moved = [
        event for clock in clocks for event in clock.set_day(until, today=today, cause="hearing.recorded")
    ]
    return [*started, *moved]


def _no_longer(case: Case, was: Whereabouts, said: Word, times: Timekeeping) -> list[Event]:
    if was is Whereabouts.MISSING:
        return case.resume_clocks(MISSING, times=times, on=said.since_on)
    if was is Whereabouts.DETAINED:
        return case.end_clocks(DETAINED_TARGET, on=london_day(said.at), cause="person.released")
    return []


def _from_now(case: Case, said: Word, times: Timekeeping) -> list[Event]:
    if said.whereabouts is Whereabouts.MISSING:
        return case.hold_clocks(MISSING, times=times, on=said.since_on)
    return detain(case, times=times) if said.whereabouts is Whereabouts.DETAINED else []
