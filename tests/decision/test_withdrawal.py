"""Withdrawing, and what a child cannot do (§3.3)."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from tests.decision.builders import CASEWORKER, TIMES, noon
from tests.decision.histories import Story

from decision.domain.overlays import Consent, Whereabouts
from decision.domain.stages import Stage, StepNotAllowed
from decision.domain.whereabouts import Report, report
from decision.domain.withdrawal import (
    AdviceMissing,
    ChildCannotWithdraw,
    HowWithdrawn,
    NotGone,
    NothingWasAsked,
    OnlyForAChild,
    OralWithdrawalNotYetAllowed,
    Withdrawal,
    go_on,
    is_asked_for,
    withdraw,
)

ADVICE = "The council finds it is in the child's best interests."


def leave(story: Story, how: HowWithdrawn, *, advice: str = "", **changes: Any) -> list[str]:
    usual: dict[str, Any] = {
        "id": uuid4(),
        "case_id": story.case.id,
        "how": how,
        "said_on": date(2026, 4, 20),
        "recorded_by": CASEWORKER,
        "recorded_at": noon("2026-04-20"),
    }
    return story.then(withdraw(story.case, Withdrawal(**(usual | changes)), advice=advice, times=TIMES))


@pytest.mark.parametrize("how", [HowWithdrawn.WRITTEN, HowWithdrawn.ORAL])
@pytest.mark.parametrize("story", [Story.open, Story.in_recovery, Story.awaiting_conclusive_grounds])
def test_an_adult_may_withdraw_at_any_time(story: Any, how: HowWithdrawn) -> None:
    told: Story = story()
    happened = leave(told, how)
    assert "CaseWithdrawn" in happened
    assert (told.case.stage, told.case.consent) == (Stage.WITHDRAWN, Consent.WITHDRAWN)
    assert (told.open_rules(), told.case.due_on) == (set(), None)


def test_a_decided_case_is_not_withdrawn() -> None:
    story = Story.negative()
    with pytest.raises(StepNotAllowed):
        leave(story, HowWithdrawn.WRITTEN)


@pytest.mark.parametrize(("said_on", "is_allowed"), [(date(2026, 2, 12), False), (date(2026, 2, 13), True)])
def test_saying_so_counts_since_13_february_2026(said_on: date, is_allowed: bool) -> None:
    story = Story.open("2026-02-02")
    if is_allowed:
        leave(story, HowWithdrawn.ORAL, said_on=said_on)
        return
    with pytest.raises(OralWithdrawalNotYetAllowed):
        leave(story, HowWithdrawn.ORAL, said_on=said_on)
    assert story.is_at(Stage.REASONABLE_GROUNDS_PENDING)


@pytest.mark.parametrize("how", [HowWithdrawn.WRITTEN, HowWithdrawn.ORAL, HowWithdrawn.LEFT_UK])
def test_a_child_cannot_withdraw(how: HowWithdrawn) -> None:
    story = Story.open(age_band="child")
    with pytest.raises(ChildCannotWithdraw):
        leave(story, how)
    assert story.is_at(Stage.REASONABLE_GROUNDS_PENDING)


def test_only_the_best_interests_of_a_child_take_them_out_with_the_advice_recorded() -> None:
    story = Story.open(age_band="child")
    with pytest.raises(AdviceMissing):
        leave(story, HowWithdrawn.BEST_INTERESTS, advice=" ")
    leave(story, HowWithdrawn.BEST_INTERESTS, advice=ADVICE)
    assert story.is_at(Stage.WITHDRAWN)


def test_nobody_finds_for_an_adult_what_is_best() -> None:
    with pytest.raises(OnlyForAChild):
        leave(Story.open(), HowWithdrawn.BEST_INTERESTS, advice=ADVICE)


def gone(story: Story) -> Story:
    said = Report(
        whereabouts=Whereabouts.OUTSIDE_UK,
        since_on=date(2026, 4, 18),
        by=CASEWORKER,
        at=noon("2026-04-18"),
    )
    story.then(report(story.case, said, times=TIMES))
    return story


def test_leaving_before_reasonable_grounds_may_be_taken_for_withdrawal() -> None:
    story = gone(Story.open())
    leave(story, HowWithdrawn.LEFT_UK)
    assert (story.case.stage, story.case.consent) == (Stage.WITHDRAWN, Consent.GIVEN)


@pytest.mark.parametrize("story", [lambda: Story.open(), lambda: gone(Story.in_recovery())])
def test_being_here_or_having_a_decision_is_no_withdrawal(story: Any) -> None:
    with pytest.raises(NotGone):
        leave(story(), HowWithdrawn.LEFT_UK)


@pytest.mark.parametrize(("age_band", "after"), [("adult", Consent.GIVEN), ("child", Consent.NOT_NEEDED)])
def test_a_case_goes_on_when_it_turns_out_that_nobody_withdraws(age_band: str, after: Consent) -> None:
    story = Story.open(age_band=age_band)
    story.then(story.case.change(Consent.WITHDRAWN))
    assert is_asked_for(story.case)
    story.then(go_on(story.case))
    assert (story.case.consent, is_asked_for(story.case)) == (after, False)
    with pytest.raises(NothingWasAsked):
        go_on(story.case)
