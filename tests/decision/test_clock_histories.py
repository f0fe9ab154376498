"""A clock started, held, resumed, recounted, extended and ended in any order is what its history tells."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.decision.builders import TIMES, noon, received
from tests.decision.lives.random_lives import lived

from clocks import Calendars
from contracts.events import Event
from contracts.ids import CaseId
from decision.domain.case import Case
from decision.domain.clocks import Clock, ExtensionNotLater
from decision.domain.replay import CaseTold, replay
from decision.domain.timekeeping import Timekeeping

FIRST_DAY = date(2026, 4, 1)
HELD = {"CLK-RG": "rg.suspended", "CLK-18": "person.missing", "CLK-RECON-30": "extension.exceptional"}
OTHER_CAUSE = "something.else"
Change = Callable[["Running", date, str], Sequence[Event]]


class Running:
    """One clock of each rule on one case, and everything said of it."""

    def __init__(self, rule: str) -> None:
        about = received(received_at=noon(FIRST_DAY))
        self.case, events = Case.open(CaseId(TIMES.new_id()), about, times=TIMES, at=about.received_at)
        self.times, self.events = TIMES, list(events)
        started = [] if rule == "CLK-RG" else self.case.start_clocks((rule,), times=TIMES, on=FIRST_DAY)
        self.events += started
        self.clock: Clock = self.case.clocks[-1]


def hold(running: Running, day: date, cause: str) -> Sequence[Event]:
    return running.clock.hold(on=day, cause=cause)


def resume(running: Running, day: date, cause: str) -> Sequence[Event]:
    clock = running.clock
    if not clock.close_pause(cause, on=day):
        return []
    return clock.resume(running.times.due(clock), on=day, cause=cause)


def publish(running: Running, day: date, _cause: str) -> Sequence[Event]:
    known = running.times.calendars[running.clock.nation]
    more = replace(known, version=f"with-{day}", names={**known.names, day: "One-off holiday"})
    calendars = Calendars.of([*running.times.calendars.by_nation.values(), more])
    running.times = Timekeeping(book=TIMES.book, calendars=calendars, new_id=TIMES.new_id)
    return running.case.recompute_clocks(times=running.times, today=day, cause="calendar_published")


def extend(running: Running, day: date, _cause: str) -> Sequence[Event]:
    try:
        return running.clock.extend(day + timedelta(days=20), today=day, cause="extension")
    except ExtensionNotLater:
        return []


def drop_extension(running: Running, day: date, _cause: str) -> Sequence[Event]:
    return running.clock.drop_extension(running.times.due(running.clock), today=day, cause="dropped")


def correct_start(running: Running, day: date, _cause: str) -> Sequence[Event]:
    due = running.times.due(running.clock, started_on=day)
    return running.clock.correct_start(due, today=day, cause="corrected") if due else []


def pass_time(running: Running, day: date, _cause: str) -> Sequence[Event]:
    return running.clock.pass_time(today=day, at=noon(day))


def end(running: Running, day: date, _cause: str) -> Sequence[Event]:
    return running.clock.end(on=day, cause="ended")


CHANGES: tuple[Change, ...] = (
    pass_time, hold, resume, publish, extend, drop_extension, correct_start, hold, resume, pass_time, end,
)  # fmt: skip


@lived
@given(
    st.sampled_from(sorted(HELD)),
    st.lists(
        st.tuples(st.sampled_from(CHANGES), st.integers(0, 200), st.booleans()), min_size=20, max_size=30
    ),
)
def test_a_clock_changed_in_any_order_on_any_day_is_what_its_history_tells(
    rule: str, changes: list[tuple[Change, int, bool]]
) -> None:
    running = Running(rule)
    for change, days, is_other in changes:
        cause = OTHER_CAUSE if is_other else HELD[rule]
        running.events += change(running, FIRST_DAY + timedelta(days=days), cause)
        told = replay(running.events)
        assert told == CaseTold.of(running.case, overlays=told.overlays)
