"""What must never be wrong of a date (§11 of the domain notes), whatever happens to a case."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.decision.builders import TIMES, a_ruling, noon
from tests.decision.conclusive_builders import a_conclusive_ruling
from tests.decision.histories import Story
from tests.decision.lives.life import BOOK, SHIPPED, Life, Photo, clocks_of
from tests.decision.lives.random_lives import lived, lives

from clocks import NATIONS, BankHolidays, Direction, Nation, Rule, Unit, start_clock
from contracts.decision import CgDecided, ClockRecomputed
from decision.domain import conclusive_grounds, reasonable_grounds
from decision.domain.closing import ExitPeriodRunning, ReceiptUnknown, exit_case
from decision.domain.timekeeping import RECOVERY_PERIODS

A_DECISION_OR_TIME = ("cg_decided", "length_over", "case_closed.exited")
WORKING_DAYS = [rule for rule in BOOK.rules if rule.length and rule.length.unit is Unit.WORKING_DAY]


@lived
@given(lives())
def test_invariant_02_recovery_lasts_until_day_30_unless_the_person_is_disqualified(life: Life) -> None:
    """It stops with a case that ends for another reason: withdrawal, death, a referral made in error."""
    for clock in clocks_of(life.latest, *RECOVERY_PERIODS):
        day_30 = clock["started_on"] + timedelta(days=29)
        assert clock["due_on"] >= day_30
        if clock["cause"] in A_DECISION_OR_TIME:
            assert clock["ended_on"] >= day_30


@given(st.dates(date(2021, 1, 1), date(2028, 6, 30)), st.integers(0, 50), st.integers(0, 50))
def test_invariant_02_recovery_outlasts_a_final_decision_of_a_panel_of_the_pilot(
    decided_on: date, days_to_final: int, days_to_exit: int
) -> None:
    """A panel may decide both grounds at one meeting, and the child does not leave before day 30."""
    story = Story.open(str(decided_on), age_band="child")
    story.case.is_pilot = True
    story.then(reasonable_grounds.decide(story.case, a_ruling(at=noon(decided_on)), times=TIMES))
    final = noon(decided_on + timedelta(days=days_to_final))
    story.then(conclusive_grounds.decide(story.case, a_conclusive_ruling(at=final), times=TIMES))
    with suppress(ExitPeriodRunning, ReceiptUnknown):
        story.then(exit_case(story.case, times=TIMES, at=final + timedelta(days=days_to_exit)))
    story.sweep(str(decided_on + timedelta(days=150)))
    (recovery,) = [clock for clock in story.case.clocks if clock.rule in RECOVERY_PERIODS]
    assert recovery.ended_on is not None
    assert recovery.ended_on >= decided_on + timedelta(days=29)


@lived
@given(lives())
def test_invariant_08_every_due_date_can_be_worked_out_again_from_what_is_stored(life: Life) -> None:
    for clock in every_clock_there_was(life):
        if not is_standing_still(clock):
            assert worked_out(clock, life) == clock["due_on"], clock["rule"]


@lived
@given(lives())
def test_invariant_09_a_published_holiday_never_makes_a_working_day_due_date_earlier(life: Life) -> None:
    for moment in life.done():
        moved = [event for event in moment.events if isinstance(event, ClockRecomputed)]
        for event in moved if moment.act == "publish_calendar" else []:
            assert event.previous_due_on is not None
            assert event.due_on is not None
            is_backwards = event.rule == "CLK-MAAP-PACK"
            assert (
                event.due_on <= event.previous_due_on
                if is_backwards
                else event.due_on > event.previous_due_on
            )


@given(
    st.sampled_from(WORKING_DAYS),
    st.sampled_from(NATIONS),
    st.dates(date(2018, 1, 1), date(2028, 6, 30)),
    st.sets(st.integers(-40, 60), min_size=1, max_size=5),
)
def test_invariant_09_it_moves_every_rule_counted_in_working_days_away_from_its_start(
    rule: Rule, nation: Nation, start: date, offsets: set[int]
) -> None:
    """Papers for a panel are due so many days before it: more holidays make that earlier, never later."""
    added = {start + timedelta(days=offset): "One-off holiday" for offset in offsets}
    before, after = SHIPPED[nation], with_holidays(SHIPPED[nation], added)
    was, now = start_clock(rule, start, before).due_on, start_clock(rule, start, after).due_on
    assert rule.length is not None
    assert now <= was if rule.length.direction is Direction.BEFORE else now >= was


@lived
@given(lives(nation="scotland"))
def test_invariant_10_scottish_support_and_recovery_end_apart_when_the_decision_comes_after_day_90(
    life: Life,
) -> None:
    """A decision made again after a reconsideration finds both ended by the first."""
    for moment in life.done():
        for event in moment.events:
            if isinstance(event, CgDecided):
                check_ends(moment.after, event.decided_on)
                return


def check_ends(taken: Photo, decided_on: date) -> None:
    recovery = next(iter(clocks_of(taken, *RECOVERY_PERIODS)), None)
    support = next(iter(clocks_of(taken, "CLK-SCT90")), None)
    if recovery is None or support is None or decided_on <= support["started_on"] + timedelta(days=90):
        return
    assert support["ended_on"] == support["started_on"] + timedelta(days=90)
    if recovery["cause"] == "disq.imposed":
        return
    assert recovery["ended_on"] == decided_on
    assert support["ended_on"] != recovery["ended_on"]


def every_clock_there_was(life: Life) -> Iterator[Photo]:
    """Each clock as it stood after each act that changed it."""
    seen: dict[object, Photo] = {}
    for moment in life.moments:
        for clock in moment.after["clocks"]:
            if seen.get(clock["id"]) != clock:
                seen[clock["id"]] = clock
                yield clock


def is_standing_still(clock: Photo) -> bool:
    return any(pause.resumed_on is None for pause in clock["pauses"])


def worked_out(clock: Photo, life: Life) -> date | None:
    """From the rule, the days and the pauses that are stored, and the calendar whose version is."""
    rule = BOOK.select(clock["rule"], on=clock["selected_on"])
    assert rule.policy_version == clock["policy_version"]
    extended_to: date | None = clock["extended_to"]
    if rule.length is None:
        return extended_to
    calendar = life.published[clock["nation"], clock["calendar_version"]]
    holds = [pause.as_hold for pause in clock["pauses"]]
    counted = start_clock(rule, clock["started_on"], calendar, holds=holds).due_on
    return max(counted, extended_to) if extended_to else counted


def with_holidays(known: BankHolidays, added: dict[date, str]) -> BankHolidays:
    return replace(known, version="with-more", names={**known.names, **added})
