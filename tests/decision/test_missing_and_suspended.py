"""Missing, detained, gone or dead, and a case that is suspended for want of the person (§8.7)."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.decision.builders import CASEWORKER, TIMES, a_ruling, clock_of, noon
from tests.decision.histories import Story

from contracts.decision import CaseClosed, CaseResumed, CaseSuspended
from decision.domain import reasonable_grounds
from decision.domain.clocks import ClockState
from decision.domain.closing import may_notices_go_out
from decision.domain.decisions import Outcome
from decision.domain.overlays import ChangeNotAllowed, Whereabouts
from decision.domain.stages import SUSPENDED, Stage, StepNotAllowed
from decision.domain.suspension import (
    NotYetTold,
    ReasonDoesNotHold,
    Suspend,
    Suspension,
    SuspensionReason,
    WhyMissing,
    check_resumable,
    resume,
    suspend,
)
from decision.domain.whereabouts import Report, report


def go(story: Story, whereabouts: Whereabouts, day: str) -> list[str]:
    said = Report(whereabouts=whereabouts, since_on=date.fromisoformat(day), by=CASEWORKER, at=noon(day))
    return story.then(report(story.case, said, times=TIMES))


def suspended(story: Story, day: str, **changes: Any) -> Suspension:
    usual: dict[str, Any] = {
        "id": uuid4(),
        "reason": SuspensionReason.MISSING,
        "police_told_on": date.fromisoformat(day),
        "safeguarding_told_on": date.fromisoformat(day),
        "by": CASEWORKER,
        "at": noon(day),
    }
    suspension, events = suspend(story.case, Suspend(**(usual | changes)), times=TIMES)
    story.then(events)
    return suspension


def go_on(story: Story, suspension: Suspension, day: str) -> list[str]:
    return story.then(resume(story.case, suspension, by=CASEWORKER, at=noon(day), times=TIMES))


def test_the_target_stands_still_while_a_case_is_suspended_before_reasonable_grounds() -> None:
    story = Story.open()
    go(story, Whereabouts.MISSING, "2026-04-02")
    suspension = suspended(story, "2026-04-02")
    assert story.is_at(Stage.REASONABLE_GROUNDS_SUSPENDED)
    assert clock_of(story.case, "CLK-RG").state is ClockState.HELD
    assert story.sweep("2026-05-02") == []
    go(story, Whereabouts.FOUND, "2026-05-05")
    go_on(story, suspension, "2026-05-05")
    assert (story.case.stage, story.case.due_on) == (Stage.REASONABLE_GROUNDS_PENDING, date(2026, 5, 11))
    assert suspension.resumed_by == CASEWORKER


def test_others_hear_which_decision_is_suspended_and_why() -> None:
    story = Story.in_recovery()
    go(story, Whereabouts.MISSING, "2026-04-20")
    suspension = suspended(story, "2026-04-20")
    go(story, Whereabouts.FOUND, "2026-04-25")
    go_on(story, suspension, "2026-04-25")
    said = next(event for event in story.events if isinstance(event, CaseSuspended))
    resumed = next(event for event in story.events if isinstance(event, CaseResumed))
    assert (said.before, said.reason, resumed.before) == (
        "conclusive_grounds",
        "missing",
        "conclusive_grounds",
    )


def test_the_recovery_period_runs_on_while_a_case_is_suspended() -> None:
    story = Story.in_recovery()
    before = clock_of(story.case, "CLK-REC30").due_on
    go(story, Whereabouts.MISSING, "2026-04-20")
    suspended(story, "2026-04-20")
    recovery, target = clock_of(story.case, "CLK-REC30"), clock_of(story.case, "CLK-CG")
    assert (recovery.state, recovery.due_on) == (ClockState.RUNNING, before)
    assert target.state is ClockState.HELD


def test_somebody_found_before_the_floor_is_back_in_the_recovery_period() -> None:
    story = Story.in_recovery()
    go(story, Whereabouts.MISSING, "2026-04-20")
    suspension = suspended(story, "2026-04-20")
    go(story, Whereabouts.FOUND, "2026-04-25")
    go_on(story, suspension, "2026-04-25")
    assert story.is_at(Stage.RECOVERY)
    assert story.sweep("2026-05-10")[-1] == "CaseMoved"
    assert story.is_at(Stage.CONCLUSIVE_GROUNDS_PENDING)


def test_somebody_found_after_the_floor_awaits_the_decision() -> None:
    story = Story.in_recovery()
    go(story, Whereabouts.MISSING, "2026-04-20")
    suspension = suspended(story, "2026-04-20")
    story.sweep("2026-05-10")
    assert story.is_at(Stage.CONCLUSIVE_GROUNDS_SUSPENDED)
    go_on(story, suspension, "2026-06-01")
    assert story.is_at(Stage.CONCLUSIVE_GROUNDS_PENDING)


def test_a_case_that_waits_for_an_answer_can_be_suspended() -> None:
    story = Story.open()
    go(story, Whereabouts.MISSING, "2026-04-02")
    story.case.stage = Stage.REASONABLE_GROUNDS_MORE_INFORMATION
    said = Suspend(
        id=uuid4(),
        reason=SuspensionReason.MISSING,
        police_told_on=date(2026, 4, 2),
        safeguarding_told_on=date(2026, 4, 2),
        by=CASEWORKER,
        at=noon("2026-04-02"),
    )
    suspend(story.case, said, times=TIMES)
    assert story.is_at(Stage.REASONABLE_GROUNDS_SUSPENDED)


@pytest.mark.parametrize("untold", ["police_told_on", "safeguarding_told_on"])
def test_nobody_is_suspended_before_police_and_safeguarding_know(untold: str) -> None:
    story = Story.open()
    go(story, Whereabouts.MISSING, "2026-04-02")
    with pytest.raises(NotYetTold):
        suspended(story, "2026-04-02", **{untold: None})
    assert story.is_at(Stage.REASONABLE_GROUNDS_PENDING)


@pytest.mark.parametrize("reason", SuspensionReason)
def test_a_reason_that_does_not_hold_suspends_nothing(reason: SuspensionReason) -> None:
    story = Story.open()
    with pytest.raises(ReasonDoesNotHold):
        suspended(story, "2026-04-02", reason=reason)
    assert story.is_at(Stage.REASONABLE_GROUNDS_PENDING)


def test_a_case_under_review_is_not_suspended() -> None:
    story = Story.open()
    go(story, Whereabouts.MISSING, "2026-04-02")
    story.then(
        reasonable_grounds.decide(story.case, a_ruling(Outcome.NEGATIVE, at=noon("2026-04-02")), times=TIMES)
    )
    with pytest.raises(StepNotAllowed):
        suspended(story, "2026-04-03")


def test_a_case_goes_on_without_the_person_only_with_new_material() -> None:
    story = Story.open()
    go(story, Whereabouts.MISSING, "2026-04-02")
    suspended(story, "2026-04-02")
    with pytest.raises(WhyMissing):
        check_resumable(story.case, has_new_material=False)
    check_resumable(story.case, has_new_material=True)
    go(story, Whereabouts.FOUND, "2026-04-09")
    check_resumable(story.case, has_new_material=False)


@given(days=st.lists(st.integers(min_value=1, max_value=400), min_size=1, max_size=8))
def test_time_alone_never_closes_a_suspended_case(days: list[int]) -> None:
    story = Story.in_recovery()
    go(story, Whereabouts.MISSING, "2026-04-20")
    suspended(story, "2026-04-20")
    on = date(2026, 4, 20)
    for each in days:
        on = date.fromordinal(on.toordinal() + each)
        story.sweep(on.isoformat())
    assert story.case.stage in SUSPENDED


def test_a_detained_person_comes_first_until_released() -> None:
    story = Story.open()
    go(story, Whereabouts.DETAINED, "2026-04-02")
    assert "CLK-RG-DET" in story.open_rules()
    go(story, Whereabouts.KNOWN, "2026-04-03")
    assert story.open_rules() == {"CLK-RG"}


def test_after_reasonable_grounds_detention_starts_no_target() -> None:
    story = Story.in_recovery()
    rules = story.open_rules()
    go(story, Whereabouts.DETAINED, "2026-04-20")
    assert story.open_rules() == rules


@pytest.mark.parametrize(
    ("story", "stage"),
    [
        pytest.param(Story.open, Stage.CLOSED_OTHER, id="before any decision"),
        pytest.param(Story.in_recovery, Stage.CLOSED_OTHER, id="in the recovery period"),
        pytest.param(Story.negative, Stage.EXITED, id="after a decision"),
    ],
)
def test_death_closes_a_case_and_ends_every_clock(story: Any, stage: Stage) -> None:
    told: Story = story()
    go(told, Whereabouts.DECEASED, "2026-04-20")
    closed = next(event for event in told.events if isinstance(event, CaseClosed))
    assert (told.case.stage, closed.reason, told.open_rules()) == (stage, "death", set())
    assert told.case.due_on is None
    assert not may_notices_go_out(told.case)


def test_nobody_is_found_who_was_not_missing() -> None:
    story = Story.open()
    with pytest.raises(ChangeNotAllowed):
        go(story, Whereabouts.FOUND, "2026-04-02")
    assert story.case.whereabouts is Whereabouts.KNOWN


def test_support_of_a_suspended_case_is_the_care_managers_to_decide() -> None:
    story = Story.open(is_support_wanted=True)
    go(story, Whereabouts.MISSING, "2026-04-02")
    suspension = suspended(story, "2026-04-02")
    assert "CLK-EXIT-SUS" in story.open_rules()
    go_on(story, suspension, "2026-04-09")
    assert "CLK-EXIT-SUS" not in story.open_rules()
