"""Every state, every step: what the table allows happens, and nothing else does."""

import pytest
from tests.care.scenes import a_support_case, noon

from care.domain.support import Away, SupportCase
from care.domain.support_states import (
    ENDED,
    ENDS_A_SUSPENSION,
    MAY_BE_PLACED,
    SUPPORTED,
    TRANSITIONS,
    Step,
    StepNotAllowed,
    SupportState,
)

S = SupportState
PAIRS = [(state, step) for state in S for step in Step]
# The arrows of the state chart of section 4 that are steps of their own.
DRAWN = {
    (S.NOTIFIED, S.CONTACTING),
    (S.CONTACTING, S.UNREACHED),
    (S.UNREACHED, S.CONTACTING),
    (S.CONTACTING, S.INITIAL_ASSESSMENT),
    (S.INITIAL_ASSESSMENT, S.EMERGENCY),
    (S.INITIAL_ASSESSMENT, S.AWAITING_RG),
    (S.INITIAL_ASSESSMENT, S.DECLINED),
    (S.AWAITING_RG, S.RECOVERY),
    (S.EMERGENCY, S.RECOVERY),
    (S.EMERGENCY, S.EXITING_NEGATIVE),
    (S.AWAITING_RG, S.CLOSED),
    (S.RECOVERY, S.MOVE_ON),
    (S.RECOVERY, S.EXITING_NEGATIVE),
    (S.MOVE_ON, S.EXTENDED),
    (S.EXTENDED, S.EXTENDED),
    (S.MOVE_ON, S.EXITED),
    (S.EXTENDED, S.EXITED),
    (S.EXITING_NEGATIVE, S.EXTENSION_GRANTED),
    (S.EXTENSION_GRANTED, S.EXITING_NEGATIVE),
    (S.EXITING_NEGATIVE, S.RECOVERY),
    (S.EXITING_NEGATIVE, S.EXITED),
    (S.RECOVERY, S.SUSPENDED),
    (S.MOVE_ON, S.SUSPENDED),
    (S.EXTENDED, S.SUSPENDED),
    (S.EXITED, S.REACH_IN),
    (S.EXITED, S.RECOVERY),
    (S.RECOVERY, S.WITHDRAWN),
    (S.REACH_IN, S.CLOSED),
    (S.EXITED, S.CLOSED),
}


def a_case_in(state: SupportState, left: SupportState | None = None) -> SupportCase:
    case = a_support_case()
    case.state = state
    if left is not None:
        case.away, case.away_since, case.left_state = Away.MISSING, noon("10"), left
    return case


def test_every_arrow_of_the_chart_is_in_the_table() -> None:
    taken = {(state, entered) for (state, _), entered in TRANSITIONS.items()}
    assert taken >= DRAWN


@pytest.mark.parametrize(("state", "step"), PAIRS)
def test_a_support_case_takes_the_steps_of_the_table_and_no_other(state: SupportState, step: Step) -> None:
    case = a_case_in(state)
    before = list(case.moves)
    if (state, step) in TRANSITIONS:
        case.take(step, at=noon("11"))
        assert case.state is TRANSITIONS[state, step]
        new = [move for move in case.moves if move not in before]
        assert [(move.left, move.entered) for move in new] == [(state, case.state)]
        assert case.ended_by is (step if case.state in ENDED else None)
    else:
        assert not case.can(step)
        with pytest.raises(StepNotAllowed):
            case.take(step, at=noon("11"))
        assert (case.state, list(case.moves)) == (state, before)


@pytest.mark.parametrize(
    ("left", "step"), [(left, step) for left in SUPPORTED for step in Step if step is not Step.SUSPEND]
)
def test_while_somebody_is_away_steps_change_what_they_come_back_to(left: SupportState, step: Step) -> None:
    case = a_case_in(S.SUSPENDED, left)
    if step in ENDS_A_SUSPENSION:
        case.take(step, at=noon("11"))
        assert (case.state in ENDED, case.away, case.left_state) == (True, None, None)
    elif (left, step) in TRANSITIONS:
        case.take(step, at=noon("11"))
        assert (case.state, case.left_state) == (S.SUSPENDED, TRANSITIONS[left, step])
    else:
        with pytest.raises(StepNotAllowed):
            case.take(step, at=noon("11"))


def test_the_states_of_the_table_are_all_the_states_there_are() -> None:
    in_table = {state for state, _ in TRANSITIONS} | set(TRANSITIONS.values())
    assert in_table == set(S)
    assert in_table >= MAY_BE_PLACED


def test_where_support_has_ended_for_good_nothing_but_a_return_or_a_closing_follows() -> None:
    steps = {step for state, step in TRANSITIONS if state in (S.DECLINED, S.WITHDRAWN)}
    assert steps == set()
