from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.decision.builders import (
    ANOTHER,
    CASEWORKER,
    TIMES,
    clock_of,
    findings,
    names,
    noon,
)
from tests.decision.conclusive_builders import (
    a_case_under_conclusive_review,
    a_conclusive_review,
    a_conclusive_ruling,
    a_pending_case,
)
from tests.decision.test_stages import ALLOWED, FORBIDDEN

from contracts.decision import CgDecided
from decision.domain import conclusive_grounds, conclusive_review
from decision.domain.case import Case, TakenBySomebodyElse
from decision.domain.decisions import (
    DecisionKind,
    DecisionState,
    NothingReliedOn,
    Outcome,
    ReasonsMissing,
    ReviewerIsAuthor,
)
from decision.domain.definition import FindingsDisagree, Head
from decision.domain.grounds import conclusive_grounds_test
from decision.domain.stages import Stage, Step, StepNotAllowed


def decide_positive(case: Case) -> object:
    return conclusive_grounds.decide(case, a_conclusive_ruling(), times=TIMES)


def draft_negative(case: Case) -> object:
    return conclusive_grounds.decide(case, a_conclusive_ruling(None), times=TIMES)


def return_to_author(case: Case) -> object:
    return conclusive_review.review(case, a_conclusive_review(is_agreed=False), times=TIMES)


def agree(case: Case) -> object:
    return conclusive_review.review(case, a_conclusive_review(), times=TIMES)


def agree_in_2020(case: Case) -> object:
    return conclusive_review.review(case, a_conclusive_review(at=noon("2020-03-02")), times=TIMES)


DO: dict[Step, Callable[[Case], object]] = {
    Step.DECIDE_CONCLUSIVE_GROUNDS_POSITIVE: decide_positive,
    Step.DRAFT_CONCLUSIVE_GROUNDS_NEGATIVE: draft_negative,
    Step.RETURN_CONCLUSIVE_GROUNDS_TO_AUTHOR: return_to_author,
    Step.AGREE_CONCLUSIVE_GROUNDS_NEGATIVE: agree,
    Step.SEND_TO_PANEL: agree_in_2020,
}
HELD_AT = {Stage.RECOVERY, Stage.CONCLUSIVE_GROUNDS_DELAYED}


def case_at(stage: Stage) -> Case:
    is_reviewed = stage is Stage.CONCLUSIVE_GROUNDS_REVIEW
    case = a_case_under_conclusive_review() if is_reviewed else a_pending_case()
    case.stage = stage
    return case


@pytest.mark.parametrize(("stage", "step"), [key for key in ALLOWED if key[1] in DO])
def test_a_case_moves_along_an_allowed_step(stage: Stage, step: Step) -> None:
    case = case_at(stage)
    DO[step](case)
    assert case.stage is ALLOWED[stage, step]


@pytest.mark.parametrize(
    ("stage", "step"), [key for key in FORBIDDEN if key[1] in DO and key[0] not in HELD_AT]
)
def test_a_refused_step_leaves_the_case_as_it_was(stage: Stage, step: Step) -> None:
    case = case_at(stage)
    decisions, holder = list(case.decisions), case.taken_by
    with pytest.raises(StepNotAllowed):
        DO[step](case)
    assert (case.stage, case.decisions, case.taken_by) == (stage, decisions, holder)


def test_a_positive_decision_stands_at_once_and_needs_no_second_person() -> None:
    case = a_pending_case()
    events = conclusive_grounds.decide(case, a_conclusive_ruling(), times=TIMES)
    assert names(events) == ["DecisionWritten", "CaseMoved", "CgDecided", *["ClockEnded"] * 3]
    assert case.stage is Stage.CONCLUSIVE_GROUNDS_POSITIVE
    assert case.due_on is None
    assert [clock for clock in case.clocks if clock.state.is_open] == []


def test_a_positive_decision_says_under_which_head_and_on_what() -> None:
    case = a_pending_case()
    ruling = a_conclusive_ruling(Head.SLAVERY)
    conclusive_grounds.decide(case, ruling, times=TIMES)
    decision = case.decisions[-1]
    assert (decision.kind, decision.state) == (DecisionKind.CONCLUSIVE_GROUNDS, DecisionState.STANDS)
    assert (decision.head, decision.findings) == (Head.SLAVERY, ruling.findings)
    assert (decision.relied_on, decision.not_before) == (ruling.relied_on, date(2026, 5, 10))


def test_a_negative_decision_announces_nothing_until_a_second_person_agrees() -> None:
    case = a_pending_case()
    events = conclusive_grounds.decide(case, a_conclusive_ruling(None), times=TIMES)
    assert {event.topic for event in events} == {""}
    assert case.stage is Stage.CONCLUSIVE_GROUNDS_REVIEW


def test_an_agreed_negative_decision_ends_recovery_and_opens_the_window_for_reconsideration() -> None:
    case = a_case_under_conclusive_review()
    _, events = conclusive_review.review(case, a_conclusive_review(), times=TIMES)
    assert names(events) == [
        "CaseMoved",
        "DecisionReviewed",
        "CgDecided",
        *["ClockEnded"] * 3,
        "ClockStarted",
    ]
    decided = next(event for event in events if isinstance(event, CgDecided))
    assert (decided.outcome, decided.decided_on) == ("negative", date(2026, 6, 2))
    assert clock_of(case, "CLK-REC30").ended_on == date(2026, 6, 2)
    assert case.due("CLK-RECON-30") == date(2026, 7, 2)


def test_nobody_reviews_their_own_decision() -> None:
    case = a_case_under_conclusive_review()
    with pytest.raises(ReviewerIsAuthor):
        conclusive_review.review(case, a_conclusive_review(by=CASEWORKER), times=TIMES)
    assert case.stage is Stage.CONCLUSIVE_GROUNDS_REVIEW


def test_a_decision_is_not_returned_without_reasons() -> None:
    case = a_case_under_conclusive_review()
    with pytest.raises(ReasonsMissing):
        conclusive_review.review(case, a_conclusive_review(is_agreed=False, reasons=" "), times=TIMES)


def test_a_returned_decision_is_kept_and_a_new_one_can_be_written() -> None:
    case = a_case_under_conclusive_review()
    return_to_author(case)
    decide_positive(case)
    assert [each.state for each in case.decisions[1:]] == [DecisionState.RETURNED, DecisionState.STANDS]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"reasons": "  "}, ReasonsMissing),
        ({"relied_on": ()}, NothingReliedOn),
        ({"findings": findings()}, FindingsDisagree),
        ({"outcome": Outcome.NEGATIVE}, FindingsDisagree),
    ],
)
def test_a_decision_that_does_not_hold_together_is_refused(
    changes: dict[str, Any], refusal: type[Exception]
) -> None:
    case = a_pending_case()
    with pytest.raises(refusal):
        conclusive_grounds.decide(case, a_conclusive_ruling(**changes), times=TIMES)
    assert len(case.decisions) == 1


def test_a_case_that_somebody_else_holds_is_not_decided() -> None:
    case = a_pending_case()
    with pytest.raises(TakenBySomebodyElse):
        conclusive_grounds.decide(case, a_conclusive_ruling(by=ANOTHER), times=TIMES)


@pytest.mark.parametrize(
    ("decided_on", "version"),
    [
        ("2019-04-29", "PV-LEGACY"),
        ("2020-03-24", "PV-SG1"),
        ("2023-01-29", "PV-SG1"),
        ("2023-01-30", "PV-NABA"),
        ("2026-11-21", "PV-NABA"),
    ],
)
def test_the_conclusive_grounds_test_follows_the_day_of_the_decision(decided_on: str, version: str) -> None:
    assert conclusive_grounds_test(date.fromisoformat(decided_on)).version == version
