from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from tests.decision.builders import (
    ANOTHER,
    CASEWORKER,
    REVIEWER,
    TIMES,
    a_case,
    a_case_under_review,
    a_positive_case,
    a_review,
    a_ruling,
    clock_of,
    names,
    noon,
    received,
)
from tests.decision.test_stages import ALLOWED, FORBIDDEN

from clocks import london_day
from contracts.decision import CaseOpened, RgDecided
from decision.domain import reasonable_grounds
from decision.domain.case import Case, NotYours, TakenBySomebodyElse
from decision.domain.decisions import (
    DecisionState,
    Outcome,
    ReasonsMissing,
    ReasonsTooLong,
    ReviewerIsAuthor,
)
from decision.domain.grounds import NoTestInForce, reasonable_grounds_test
from decision.domain.overlays import Consent
from decision.domain.stages import Stage, Step, StepNotAllowed


def decide_positive(case: Case) -> object:
    return reasonable_grounds.decide(case, a_ruling(Outcome.POSITIVE), times=TIMES)


def draft_negative(case: Case) -> object:
    return reasonable_grounds.decide(case, a_ruling(Outcome.NEGATIVE), times=TIMES)


def return_to_author(case: Case) -> object:
    return reasonable_grounds.review(case, a_review(is_agreed=False), times=TIMES)


def agree_with_negative(case: Case) -> object:
    return reasonable_grounds.review(case, a_review(is_agreed=True), times=TIMES)


DO: dict[Step, Callable[[Case], object]] = {
    Step.DECIDE_REASONABLE_GROUNDS_POSITIVE: decide_positive,
    Step.DRAFT_REASONABLE_GROUNDS_NEGATIVE: draft_negative,
    Step.RETURN_REASONABLE_GROUNDS_TO_AUTHOR: return_to_author,
    Step.AGREE_REASONABLE_GROUNDS_NEGATIVE: agree_with_negative,
}


def case_at(stage: Stage) -> Case:
    case = a_case_under_review() if stage is Stage.REASONABLE_GROUNDS_REVIEW else a_case()
    case.stage = stage
    return case


@pytest.mark.parametrize(("stage", "step"), [key for key in ALLOWED if key[1] in DO])
def test_a_case_moves_along_an_allowed_step(stage: Stage, step: Step) -> None:
    case = case_at(stage)
    DO[step](case)
    assert case.stage is ALLOWED[stage, step]


STOPS_WAITING_FIRST = (Stage.REASONABLE_GROUNDS_MORE_INFORMATION, Step.DECIDE_REASONABLE_GROUNDS_POSITIVE)


@pytest.mark.parametrize(
    ("stage", "step"), [key for key in FORBIDDEN if key[1] in DO and key != STOPS_WAITING_FIRST]
)
def test_a_refused_step_leaves_the_case_as_it_was(stage: Stage, step: Step) -> None:
    case = case_at(stage)
    decisions, holder = list(case.decisions), case.taken_by
    with pytest.raises(StepNotAllowed):
        DO[step](case)
    assert (case.stage, case.decisions, case.taken_by) == (stage, decisions, holder)


def test_a_new_case_says_when_it_was_received_and_when_it_is_due() -> None:
    case, events = Case.open(a_case().id, received(), times=TIMES, at=noon("2026-04-01"))
    opened = events[0]
    assert isinstance(opened, CaseOpened)
    assert (opened.received_on, opened.reasonable_grounds_due_on) == (date(2026, 4, 1), date(2026, 4, 10))
    assert names(events) == ["CaseOpened", "ClockStarted"]
    assert case.stage is Stage.REASONABLE_GROUNDS_PENDING


@pytest.mark.parametrize(("age_band", "consent"), [("child", Consent.NOT_NEEDED), ("adult", Consent.GIVEN)])
def test_a_child_need_not_consent(age_band: str, consent: Consent) -> None:
    assert a_case(age_band=age_band).consent is consent


def test_a_case_is_received_on_the_london_day_it_was_sent() -> None:
    sent_at = datetime.fromisoformat("2026-06-07T23:30+00:00")
    assert a_case(received_at=sent_at).received_on == date(2026, 6, 8)


def test_a_positive_decision_stands_at_once_and_needs_no_second_person() -> None:
    case = a_case()
    events = reasonable_grounds.decide(case, a_ruling(), times=TIMES)
    assert names(events) == [
        "CaseTaken",
        "CaseMoved",
        "DecisionWritten",
        "RgDecided",
        "ClockEnded",
        *["ClockStarted"] * 4,
    ]
    assert {clock.rule for clock in case.clocks if clock.state.is_open} == {
        "CLK-REC30",
        "CLK-CG-MIN",
        "CLK-REVIEW",
        "CLK-CG",
    }
    assert case.decisions[0].state is DecisionState.STANDS


def test_a_positive_decision_announces_the_recovery_period_and_the_earliest_conclusive_grounds() -> None:
    events = reasonable_grounds.decide(a_case(), a_ruling(at=noon("2026-04-10")), times=TIMES)
    decided = next(event for event in events if isinstance(event, RgDecided))
    assert decided.recovery_until_at_least == date(2026, 5, 9)
    assert decided.conclusive_grounds_not_before == date(2026, 5, 10)


def test_a_negative_decision_announces_nothing_until_it_is_agreed() -> None:
    case = a_case()
    written = reasonable_grounds.decide(case, a_ruling(Outcome.NEGATIVE), times=TIMES)
    assert {event.topic for event in written} == {""}
    assert clock_of(case, "CLK-RG").ended_on is None


def test_an_agreed_negative_decision_stands_from_the_day_it_was_agreed() -> None:
    case = a_case_under_review()
    _, events = reasonable_grounds.review(case, a_review(at=noon("2026-04-13")), times=TIMES)
    assert names(events) == ["CaseMoved", "DecisionReviewed", "RgDecided", "ClockEnded", "ClockStarted"]
    decided = events[2]
    assert isinstance(decided, RgDecided)
    assert (decided.outcome, decided.decided_on) == ("negative", date(2026, 4, 13))
    assert (decided.recovery_until_at_least, decided.conclusive_grounds_not_before) == (None, None)
    assert case.decisions[0].decided_on == date(2026, 4, 13)


def test_nobody_reviews_their_own_decision() -> None:
    case = a_case_under_review()
    with pytest.raises(ReviewerIsAuthor):
        reasonable_grounds.review(case, a_review(by=CASEWORKER), times=TIMES)
    assert case.stage is Stage.REASONABLE_GROUNDS_REVIEW


def test_nobody_returns_their_own_decision_to_themselves_either() -> None:
    with pytest.raises(ReviewerIsAuthor):
        reasonable_grounds.review(
            a_case_under_review(), a_review(is_agreed=False, by=CASEWORKER), times=TIMES
        )


def test_a_returned_decision_is_kept_and_a_new_one_can_be_written() -> None:
    case = a_case_under_review()
    reasonable_grounds.review(case, a_review(is_agreed=False), times=TIMES)
    reasonable_grounds.decide(case, a_ruling(Outcome.NEGATIVE), times=TIMES)
    states = [decision.state for decision in case.decisions]
    assert states == [DecisionState.RETURNED, DecisionState.AWAITING_REVIEW]


def test_the_target_keeps_running_while_a_decision_is_reviewed_and_returned() -> None:
    case = a_case_under_review()
    reasonable_grounds.review(case, a_review(is_agreed=False), times=TIMES)
    assert clock_of(case, "CLK-RG").due_on == date(2026, 4, 10)
    assert clock_of(case, "CLK-RG").state.is_open


@pytest.mark.parametrize("reasons", ["", "   ", "\n"])
def test_nobody_decides_without_reasons(reasons: str) -> None:
    with pytest.raises(ReasonsMissing):
        reasonable_grounds.decide(a_case(), a_ruling(reasons=reasons), times=TIMES)


def test_reasons_have_a_limit() -> None:
    with pytest.raises(ReasonsTooLong):
        reasonable_grounds.decide(a_case(), a_ruling(reasons="x" * 15_001), times=TIMES)


def test_a_decision_is_not_returned_without_reasons() -> None:
    with pytest.raises(ReasonsMissing):
        reasonable_grounds.review(a_case_under_review(), a_review(is_agreed=False, reasons=""), times=TIMES)


def test_a_decision_may_be_agreed_without_further_words() -> None:
    case = a_case_under_review()
    reasonable_grounds.review(case, a_review(is_agreed=True, reasons=""), times=TIMES)
    assert case.stage is Stage.REASONABLE_GROUNDS_NEGATIVE


def test_two_people_cannot_take_one_case() -> None:
    case = a_case()
    case.take(by=CASEWORKER)
    with pytest.raises(TakenBySomebodyElse):
        case.take(by=ANOTHER)


def test_taking_a_case_twice_changes_nothing() -> None:
    case = a_case()
    assert names(case.take(by=CASEWORKER)) == ["CaseTaken"]
    assert case.take(by=CASEWORKER) == []


def test_a_case_that_somebody_else_holds_is_not_decided() -> None:
    case = a_case()
    case.take(by=ANOTHER)
    with pytest.raises(TakenBySomebodyElse):
        reasonable_grounds.decide(case, a_ruling(), times=TIMES)
    assert case.stage is Stage.REASONABLE_GROUNDS_PENDING


def test_a_case_that_was_put_back_can_be_taken_by_anybody() -> None:
    case = a_case()
    case.take(by=CASEWORKER)
    case.put_back(by=CASEWORKER)
    case.take(by=ANOTHER)
    assert case.taken_by == ANOTHER


def test_only_the_holder_puts_a_case_back() -> None:
    case = a_case()
    case.take(by=CASEWORKER)
    with pytest.raises(NotYours):
        case.put_back(by=REVIEWER)


@pytest.mark.parametrize(
    ("decided_on", "version"),
    [
        ("2023-01-29", "PV-LEGACY"),
        ("2023-01-30", "PV-NABA"),
        ("2023-07-23", "PV-NABA"),
        ("2023-07-24", "PV-RG23"),
        ("2023-10-08", "PV-RG23"),
        ("2023-10-09", "PV-RG23b"),
        ("2026-11-21", "PV-RG23b"),
    ],
)
def test_the_reasonable_grounds_test_follows_the_day_of_the_decision(decided_on: str, version: str) -> None:
    assert reasonable_grounds_test(date.fromisoformat(decided_on)).version == version


def test_no_test_is_guessed_for_a_day_before_the_first() -> None:
    with pytest.raises(NoTestInForce):
        reasonable_grounds_test(date(2009, 3, 31))


def test_a_decision_keeps_the_version_of_the_test_it_applied() -> None:
    assert a_positive_case(at=noon("2023-07-24")).decisions[0].test == "PV-RG23"


def test_a_case_moves_on_when_the_earliest_conclusive_grounds_date_is_reached() -> None:
    case = a_positive_case(at=noon("2026-04-10"))
    day_before = noon("2026-05-09")
    case.pass_time(today=london_day(day_before), at=day_before)
    assert case.pass_time(today=london_day(day_before), at=day_before) == []
    assert clock_of(case, "CLK-CG-MIN").state.is_open
    reached = day_before + timedelta(days=1)
    assert names(case.pass_time(today=london_day(reached), at=reached)) == ["ClockEnded", "CaseMoved"]
    assert case.stage is Stage.CONCLUSIVE_GROUNDS_PENDING
