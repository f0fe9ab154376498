"""What must never be wrong of a decision (§11 of the domain notes), whatever happens to a case."""

from collections.abc import Iterator
from datetime import date, timedelta

from hypothesis import given
from tests.decision.lives.life import Life, Moment, Photo
from tests.decision.lives.random_lives import lived, lives

from contracts.decision import CaseClosed, CaseWithdrawn, CgDecided, CgDelayAgreed, ClockStarted, RgDecided
from decision.domain.circumstance_facts import DelayEndedEarly
from decision.domain.decisions import DecisionKind, DecisionState, Outcome
from decision.domain.facts import OverlayChanged
from decision.domain.further_grounds import FurtherProtectionDecided
from decision.domain.overlays import Lineage, Overlays
from decision.domain.stages import CLOSED, SUSPENDED

SINCE_THE_ACT = date(2024, 5, 1)
LAST_DAY_OF_45 = date(2022, 12, 12)
AGREED = (DecisionState.STANDS, DecisionState.AWAITING_PANEL, DecisionState.REOPENED)


@lived
@given(lives())
def test_invariant_01_no_conclusive_decision_is_told_before_its_floor_unless_a_panel_of_the_pilot_made_it(
    life: Life,
) -> None:
    for moment, floor in with_floors(life):
        for event in moment.events:
            if isinstance(event, CgDecided) and floor is not None:
                assert event.decided_on >= floor


@lived
@given(lives())
def test_invariant_03_a_negative_decision_has_two_different_people_on_it(life: Life) -> None:
    for moment in life.done():
        for decision in negative_decisions(moment.after):
            assert decision["reviewed_by"] is not None
            assert decision["reviewed_by"] != decision["written_by"]


@lived
@given(lives())
def test_invariant_06_disqualification_never_closes_a_case(life: Life) -> None:
    for moment in life.done():
        if moment.before["disqualification"] is not moment.after["disqualification"]:
            assert moment.after["stage"] is moment.before["stage"]
            assert not any(isinstance(event, CaseClosed | CaseWithdrawn) for event in moment.events)


@lived
@given(lives())
def test_invariant_07_a_suspended_case_never_becomes_closed_by_time_alone(life: Life) -> None:
    for moment in life.moments:
        if moment.is_by_time:
            assert moment.before["stage"] in CLOSED or moment.after["stage"] not in CLOSED
            assert moment.before["stage"] not in SUSPENDED or moment.after["stage"] is moment.before["stage"]


@lived
@given(lives(lineage=Lineage.FURTHER_REASONABLE_GROUNDS, received_on=SINCE_THE_ACT))
def test_invariant_12_a_further_decision_never_starts_recovery_without_saying_so(life: Life) -> None:
    """Protection that somebody gave expressly comes back when a disqualification is undone."""
    is_given = False
    for moment in life.done():
        said = [event for event in moment.events if isinstance(event, FurtherProtectionDecided)]
        is_given = is_given or any(event.is_given for event in said)
        started = {event.rule for event in moment.events if isinstance(event, ClockStarted)}
        if moment.before["lineage"] is Lineage.FURTHER_REASONABLE_GROUNDS:
            assert not started & {"CLK-REC45", "CLK-REC30"}
        assert is_given or "CLK-FRG" not in started


def with_floors(life: Life) -> Iterator[tuple[Moment, date | None]]:
    """Each act with the first day a conclusive decision might be told then, worked out from what was said."""
    earliest: date | None = None
    floor: date | None = None
    for moment in life.done():
        for event in moment.events:
            if isinstance(event, RgDecided) and event.outcome == "positive":
                earliest = floor = None if moment.before["is_pilot"] else first_day(event.decided_on)
            elif isinstance(event, CgDelayAgreed):
                floor = event.not_before
            elif isinstance(event, DelayEndedEarly):
                floor = earliest
        yield moment, floor


def first_day(decided_on: date) -> date:
    return decided_on + timedelta(days=45 if decided_on <= LAST_DAY_OF_45 else 30)


def negative_decisions(taken: Photo) -> list[Photo]:
    return [
        each
        for each in taken["decisions"]
        if each["outcome"] is Outcome.NEGATIVE and each["state"] in AGREED and each["kind"] in DecisionKind
    ]


def overlay_changes(moment: Moment, overlay: Overlays) -> list[OverlayChanged]:
    return [
        event for event in moment.events if isinstance(event, OverlayChanged) and event.overlay == overlay
    ]
