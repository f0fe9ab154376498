"""Random histories of a case: a refusal changes nothing, and what happened tells how the case stands."""

from collections import Counter

from hypothesis import given
from tests.decision.lives.life import Life
from tests.decision.lives.random_lives import ACTS, LAST_ACTS, lived, lives, seeded_lives

from decision.domain.replay import CaseTold, replay
from decision.domain.stages import Stage


@lived
@given(lives())
def test_a_refused_act_leaves_the_case_exactly_as_it_was(life: Life) -> None:
    for moment in life.moments:
        if moment.refused is not None:
            assert moment.after == moment.before, (moment.act, moment.refused)


@lived
@given(lives())
def test_the_history_of_any_life_tells_the_state_of_its_case(life: Life) -> None:
    told = replay(life.events)
    assert told == CaseTold.of(life.case, overlays=told.overlays)


@lived
@given(lives())
def test_whatever_changes_a_case_says_so(life: Life) -> None:
    for moment in life.done():
        if not moment.events:
            assert moment.after["stage"] is moment.before["stage"]
            assert due_dates(moment.after) == due_dates(moment.before), moment.act


@lived
@given(lives())
def test_a_closed_clock_never_moves(life: Life) -> None:
    ended: dict[object, object] = {}
    for moment in life.moments:
        for clock in moment.after["clocks"]:
            if clock["ended_on"] is not None:
                assert ended.setdefault(clock["id"], clock) == clock


def test_lives_reach_every_stage_and_do_every_act() -> None:
    done, stages = Counter[str](), set[Stage]()
    for life in seeded_lives(250):
        done.update(moment.act for moment in life.done())
        stages.update(moment.after["stage"] for moment in life.moments)
    assert stages == set(Stage)
    assert {act.name for act in (*ACTS, *LAST_ACTS)} <= set(done)


def due_dates(taken: dict[str, object]) -> list[object]:
    return [(clock["id"], clock["due_on"]) for clock in taken["clocks"]]  # type: ignore[attr-defined]
