"""Asking that the conclusive grounds decision waits (§7, CLK-CG-DELAY)."""

from datetime import date
from uuid import uuid4

import pytest
from tests.decision.builders import CASEWORKER, TIMES, clock_of, noon
from tests.decision.histories import Story

from contracts.decision import CgDelayAgreed
from decision.domain.clocks import ClockState
from decision.domain.decisions import ReasonsMissing
from decision.domain.delay import (
    AnotherDelayIsOpen,
    Answer,
    Asker,
    DelayNotOpen,
    DelayRequest,
    DelayState,
    NotDelayed,
    NotLater,
    agree,
    ask,
    end_early,
    refuse,
)
from decision.domain.stages import Stage, StepNotAllowed


def asked(story: Story, day: str, asker: Asker = Asker.LAWYER) -> DelayRequest:
    request = DelayRequest(
        id=uuid4(),
        case_id=story.case.id,
        asked_by=asker,
        requested_on=date.fromisoformat(day),
        recorded_by=CASEWORKER,
        recorded_at=noon(day),
    )
    story.then(ask(story.case, request, is_another_open=False, times=TIMES))
    return request


def agreed(story: Story, day: str, until: str) -> DelayRequest:
    request = asked(story, day)
    given = Answer(not_before=date.fromisoformat(until), by=CASEWORKER, at=noon(day))
    story.then(agree(story.case, request, given, times=TIMES))
    return request


@pytest.mark.parametrize("asker", Asker)
def test_anyone_with_an_interest_may_ask_and_the_task_ages_until_it_is_answered(asker: Asker) -> None:
    story = Story.in_recovery()
    asked(story, "2026-04-20", asker)
    assert clock_of(story.case, "CLK-CG-DELAY").started_on == date(2026, 4, 20)
    assert story.is_at(Stage.RECOVERY)


def test_a_delay_agreed_before_the_floor_moves_the_floor() -> None:
    story = Story.in_recovery()
    request = agreed(story, "2026-04-20", "2026-07-01")
    assert (request.state, request.not_before) == (DelayState.AGREED, date(2026, 7, 1))
    assert (story.due("CLK-CG-MIN"), story.case.due_on) == (date(2026, 7, 1), date(2026, 7, 1))
    assert "CaseMoved" not in story.sweep("2026-05-10")
    assert story.is_at(Stage.RECOVERY)
    story.sweep("2026-07-01")
    assert story.is_at(Stage.CONCLUSIVE_GROUNDS_PENDING)
    said = next(event for event in story.events if isinstance(event, CgDelayAgreed))
    assert said.not_before == date(2026, 7, 1)


def test_a_delay_agreed_after_the_floor_keeps_the_case_waiting_until_its_day() -> None:
    story = Story.awaiting_conclusive_grounds()
    agreed(story, "2026-05-20", "2026-07-01")
    assert story.is_at(Stage.CONCLUSIVE_GROUNDS_DELAYED)
    assert (story.due("CLK-CG-MIN"), story.case.due_on) == (date(2026, 7, 1), date(2026, 7, 1))
    assert clock_of(story.case, "CLK-CG").state is ClockState.HELD
    assert story.sweep("2026-06-30") == []
    story.sweep("2026-07-01")
    assert story.is_at(Stage.CONCLUSIVE_GROUNDS_PENDING)
    assert clock_of(story.case, "CLK-CG").state is ClockState.RUNNING


def test_a_delay_can_be_made_longer() -> None:
    story = Story.awaiting_conclusive_grounds()
    agreed(story, "2026-05-20", "2026-07-01")
    agreed(story, "2026-06-20", "2026-08-01")
    assert story.sweep("2026-07-01") == []
    assert story.due("CLK-CG-MIN") == date(2026, 8, 1)


def test_a_delay_ended_by_hand_lets_the_decision_be_served_at_once() -> None:
    story = Story.awaiting_conclusive_grounds()
    agreed(story, "2026-05-20", "2026-07-01")
    story.then(end_early(story.case, times=TIMES, at=noon("2026-06-01")))
    assert story.is_at(Stage.CONCLUSIVE_GROUNDS_PENDING)
    assert clock_of(story.case, "CLK-CG").state is ClockState.RUNNING


def test_a_delay_ended_by_hand_before_the_floor_leaves_the_floor_where_the_law_has_it() -> None:
    story = Story.in_recovery()
    agreed(story, "2026-04-20", "2026-07-01")
    story.then(end_early(story.case, times=TIMES, at=noon("2026-04-25")))
    assert (story.case.stage, story.case.due_on) == (Stage.RECOVERY, date(2026, 5, 10))


def test_nothing_ends_that_was_not_agreed() -> None:
    with pytest.raises(NotDelayed):
        end_early(Story.in_recovery().case, times=TIMES, at=noon("2026-04-25"))


@pytest.mark.parametrize("until", ["2026-05-10", "2026-04-20", "2026-04-01"])
def test_a_delay_ends_after_the_day_the_decision_may_be_served_anyway(until: str) -> None:
    story = Story.in_recovery()
    request = asked(story, "2026-04-20")
    with pytest.raises(NotLater):
        agree(
            story.case,
            request,
            Answer(not_before=date.fromisoformat(until), by=CASEWORKER, at=noon("2026-04-20")),
            times=TIMES,
        )
    assert (request.state, story.case.due_on) == (DelayState.OPEN, date(2026, 5, 10))


def test_a_refusal_says_why_and_moves_nothing() -> None:
    story = Story.in_recovery()
    request = asked(story, "2026-04-20")
    with pytest.raises(ReasonsMissing):
        refuse(story.case, request, Answer(by=CASEWORKER, at=noon("2026-04-21")))
    given = Answer(reasons="The doctor says they are well enough.", by=CASEWORKER, at=noon("2026-04-21"))
    story.then(refuse(story.case, request, given))
    assert (request.state, story.case.due_on) == (DelayState.REFUSED, date(2026, 5, 10))
    assert "CLK-CG-DELAY" not in story.open_rules()
    with pytest.raises(DelayNotOpen):
        refuse(story.case, request, given)


def test_one_request_is_answered_before_the_next_is_taken() -> None:
    story = Story.in_recovery()
    request = asked(story, "2026-04-20")
    with pytest.raises(AnotherDelayIsOpen):
        ask(story.case, request, is_another_open=True, times=TIMES)


def test_before_reasonable_grounds_there_is_nothing_to_delay() -> None:
    with pytest.raises(StepNotAllowed):
        asked(Story.open(), "2026-04-02")
