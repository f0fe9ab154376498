from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.decision.builders import (
    ANOTHER,
    CASEWORKER,
    TIMES,
    a_ruling,
    clock_of,
    names,
    noon,
    received,
)
from tests.decision.conclusive_builders import (
    a_case_under_conclusive_review,
    a_conclusive_review,
    a_conclusive_ruling,
    a_confirmation,
    a_pending_case,
    a_recovering_case,
    a_setting_aside,
    findings,
)
from tests.decision.test_stages import ALLOWED, FORBIDDEN

from contracts.decision import CgDecided
from contracts.events import Event
from contracts.ids import CaseId
from decision.domain import conclusive_grounds, conclusive_review, reasonable_grounds
from decision.domain.case import Case, TakenBySomebodyElse
from decision.domain.conclusive_grounds import AlreadyHeld, AnotherTestApplies, NothingHeld
from decision.domain.decisions import (
    DecisionKind,
    DecisionState,
    NothingReliedOn,
    Outcome,
    ReasonsMissing,
    ReviewerIsAuthor,
)
from decision.domain.definition import FindingsDisagree, Head
from decision.domain.earliest_day import FloorNotReached
from decision.domain.grounds import conclusive_grounds_test
from decision.domain.replay import CaseTold, replay
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


# The floor: written, and not served.


def held(head: Head | None = Head.TRAFFICKING) -> Case:
    case = a_recovering_case()
    conclusive_grounds.decide(case, a_conclusive_ruling(head, at=noon("2026-05-09")), times=TIMES)
    return case


def test_a_decision_written_before_its_floor_is_held_and_moves_nothing() -> None:
    case = a_recovering_case()
    before = {clock.id: clock.state for clock in case.clocks}
    events = conclusive_grounds.decide(case, a_conclusive_ruling(at=noon("2026-05-09")), times=TIMES)
    assert names(events) == ["DecisionWritten", "DecisionHeld"]
    assert {event.topic for event in events} == {""}
    assert (case.stage, case.decisions[-1].state) == (Stage.RECOVERY, DecisionState.HELD)
    assert {clock.id: clock.state for clock in case.clocks} == before


def test_the_calendar_alone_serves_nothing() -> None:
    case = held()
    events = case.pass_time(today=date(2026, 5, 20), at=noon("2026-05-20"))
    assert not [event for event in events if isinstance(event, CgDecided)]
    assert (case.stage, case.decisions[-1].state) == (
        Stage.CONCLUSIVE_GROUNDS_PENDING,
        DecisionState.HELD,
    )


def test_a_held_decision_is_not_confirmed_a_day_too_early() -> None:
    case = held()
    with pytest.raises(FloorNotReached) as refused:
        conclusive_grounds.confirm(case, a_confirmation(at=noon("2026-05-09")), times=TIMES)
    assert refused.value.not_before == date(2026, 5, 10)
    assert case.decisions[-1].state is DecisionState.HELD


@pytest.mark.parametrize("has_swept", [True, False])
def test_on_its_day_a_person_confirms_it_whether_or_not_the_sweep_has_passed(has_swept: bool) -> None:
    case = held()
    if has_swept:
        case.pass_time(today=date(2026, 5, 10), at=noon("2026-05-10"))
    events = conclusive_grounds.confirm(case, a_confirmation(at=noon("2026-05-10")), times=TIMES)
    assert case.stage is Stage.CONCLUSIVE_GROUNDS_POSITIVE
    assert "CgDecided" in names(events)
    decision = case.decisions[-1]
    assert (decision.decided_on, decision.confirmed_by) == (date(2026, 5, 10), CASEWORKER)


def test_a_held_negative_decision_goes_to_a_second_person_when_it_is_confirmed() -> None:
    case = held(None)
    events = conclusive_grounds.confirm(case, a_confirmation(), times=TIMES)
    assert case.stage is Stage.CONCLUSIVE_GROUNDS_REVIEW
    assert "CgDecided" not in names(events)


def test_while_one_is_held_no_other_is_written() -> None:
    with pytest.raises(AlreadyHeld):
        conclusive_grounds.decide(held(), a_conclusive_ruling(None), times=TIMES)


def test_a_held_decision_can_be_set_aside_and_another_written() -> None:
    case = held()
    decision, _ = conclusive_grounds.set_aside(case, a_setting_aside())
    assert decision.state is DecisionState.SET_ASIDE
    draft_negative(case)
    assert case.stage is Stage.CONCLUSIVE_GROUNDS_REVIEW


def test_nobody_sets_a_decision_aside_without_reasons() -> None:
    with pytest.raises(ReasonsMissing):
        conclusive_grounds.set_aside(held(), a_setting_aside(reasons=""))


def test_where_nothing_is_held_there_is_nothing_to_confirm() -> None:
    with pytest.raises(NothingHeld):
        conclusive_grounds.confirm(a_pending_case(), a_confirmation(), times=TIMES)


def test_a_held_decision_is_not_confirmed_while_the_case_is_suspended() -> None:
    case = held()
    case.move(Step.SUSPEND)
    with pytest.raises(StepNotAllowed):
        conclusive_grounds.confirm(case, a_confirmation(), times=TIMES)


def test_after_a_suspension_the_floor_still_holds() -> None:
    case = a_recovering_case()
    case.move(Step.SUSPEND)
    case.move(Step.RESUME)
    events = conclusive_grounds.decide(case, a_conclusive_ruling(at=noon("2026-05-01")), times=TIMES)
    assert names(events) == ["DecisionWritten", "DecisionHeld"]
    assert case.stage is Stage.CONCLUSIVE_GROUNDS_PENDING


@pytest.mark.parametrize("on", ["2026-05-01", "2026-06-20"])
def test_an_agreed_delay_holds_a_decision_back(on: str) -> None:
    case = a_pending_case()
    case.move(Step.AGREE_DELAY)
    events = conclusive_grounds.decide(case, a_conclusive_ruling(at=noon(on)), times=TIMES)
    assert names(events) == ["DecisionWritten", "DecisionHeld"]


def test_a_decision_written_under_an_older_test_is_written_anew() -> None:
    case = a_recovering_case(decided="2023-01-10")
    conclusive_grounds.decide(case, a_conclusive_ruling(at=noon("2023-01-29")), times=TIMES)
    with pytest.raises(AnotherTestApplies):
        conclusive_grounds.confirm(case, a_confirmation(at=noon("2023-02-20")), times=TIMES)


# What a decision ends.


@pytest.mark.parametrize(
    ("nation", "head", "decided_on", "ends"),
    [
        pytest.param("england", Head.SLAVERY, "2026-06-01", {"CLK-REC30": "2026-06-01"}, id="later of"),
        pytest.param(
            "scotland",
            Head.SLAVERY,
            "2026-06-01",
            {"CLK-REC30": "2026-06-01", "CLK-SCT90": "2026-06-01"},
            id="Scotland: earlier than day 90",
        ),
        pytest.param(
            "scotland",
            Head.SLAVERY,
            "2026-09-01",
            {"CLK-REC30": "2026-09-01", "CLK-SCT90": "2026-07-09"},
            id="Scotland: past day 90",
        ),
        pytest.param(
            "northern-ireland",
            Head.SLAVERY,
            "2026-06-01",
            {"CLK-REC30": "2026-06-01", "CLK-NI45": "2026-06-01"},
            id="Northern Ireland: past day 45",
        ),
        pytest.param(
            "northern-ireland",
            Head.SLAVERY,
            "2026-05-18",
            {"CLK-REC30": "2026-05-18", "CLK-NI45": None},
            id="Northern Ireland: a positive one carries support to day 45",
        ),
        pytest.param(
            "northern-ireland",
            None,
            "2026-05-18",
            {"CLK-REC30": "2026-05-18", "CLK-NI45": "2026-05-18"},
            id="Northern Ireland: a negative one ends it",
        ),
    ],
)
def test_each_period_ends_by_its_own_rule(
    nation: str, head: Head | None, decided_on: str, ends: dict[str, str | None]
) -> None:
    case = a_pending_case(nation=nation)
    conclusive_grounds.decide(case, a_conclusive_ruling(head, at=noon(decided_on)), times=TIMES)
    if head is None:
        conclusive_review.review(case, a_conclusive_review(at=noon(decided_on)), times=TIMES)
    ended = {rule: clock_of(case, rule).ended_on for rule in ends}
    assert ended == {rule: date.fromisoformat(day) if day else None for rule, day in ends.items()}


def test_support_in_northern_ireland_ends_on_day_45_after_an_earlier_positive_decision() -> None:
    case = a_pending_case(nation="northern-ireland")
    conclusive_grounds.decide(case, a_conclusive_ruling(at=noon("2026-05-18")), times=TIMES)
    case.pass_time(today=date(2026, 5, 26), at=noon("2026-05-26"))
    clock = clock_of(case, "CLK-NI45")
    assert (clock.ended_on, clock.cause) == (date(2026, 5, 25), "length_over")


def test_the_duty_in_scotland_ends_after_day_90_without_any_decision() -> None:
    case = a_pending_case(nation="scotland")
    case.pass_time(today=date(2026, 7, 2), at=noon("2026-07-02"))
    assert clock_of(case, "CLK-SCT90").warned_at == noon("2026-07-02")
    case.pass_time(today=date(2026, 7, 9), at=noon("2026-07-09"))
    assert clock_of(case, "CLK-SCT90").state.is_open
    case.pass_time(today=date(2026, 7, 10), at=noon("2026-07-10"))
    assert clock_of(case, "CLK-SCT90").ended_on == date(2026, 7, 9)
    assert clock_of(case, "CLK-REC30").state.is_open


def test_a_pilot_panel_decides_at_the_same_meeting_and_recovery_still_lasts_its_30_days() -> None:
    case = a_recovering_case(is_pilot=True, age_band="child")
    conclusive_grounds.decide(case, a_conclusive_ruling(at=noon("2026-04-10")), times=TIMES)
    assert case.stage is Stage.CONCLUSIVE_GROUNDS_POSITIVE
    assert case.decisions[-1].not_before is None
    recovery = clock_of(case, "CLK-REC30")
    assert recovery.state.is_open
    case.pass_time(today=date(2026, 5, 10), at=noon("2026-05-10"))
    assert recovery.ended_on == date(2026, 5, 9)


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


FIRST = date(2019, 6, 3)


@given(
    rg_on=st.dates(FIRST, date(2026, 6, 1)),
    written_after=st.integers(0, 200),
    confirmed_after=st.integers(0, 200),
    nation=st.sampled_from(["england", "wales", "scotland", "northern-ireland"]),
    is_pilot=st.booleans(),
    head=st.sampled_from([None, *Head]),
)
def test_whatever_the_days_no_decision_stands_before_its_floor_and_recovery_is_never_cut_short(
    rg_on: date, written_after: int, confirmed_after: int, nation: str, is_pilot: bool, head: Head | None
) -> None:
    """Invariants 1, 2, 3 and 10 of the domain reference, §11, and that history tells the same."""
    case, history = a_history(rg_on, nation, is_pilot=is_pilot)
    written_at = noon(date.fromordinal(rg_on.toordinal() + written_after))
    later = noon(date.fromordinal(written_at.date().toordinal() + confirmed_after))
    history += conclusive_grounds.decide(case, a_conclusive_ruling(head, at=written_at), times=TIMES)
    history += confirm_if_held(case, later)
    if case.stage is Stage.CONCLUSIVE_GROUNDS_REVIEW:
        history += conclusive_review.review(case, a_conclusive_review(at=later), times=TIMES)[1]
    history += case.pass_time(today=date(2030, 1, 1), at=noon("2030-01-01"))
    decision = case.decisions[-1]
    floor = rg_on.toordinal() + (45 if rg_on <= date(2022, 12, 12) else 30)
    if decision.state is DecisionState.STANDS and not is_pilot:
        assert decision.decided_on is not None
        assert decision.decided_on.toordinal() >= floor
    recovery = clock_of(case, "CLK-REC45", "CLK-REC30")
    if recovery.ended_on:
        assert recovery.ended_on.toordinal() >= floor - 1
        assert decision.decided_on is not None
        assert recovery.ended_on >= decision.decided_on
    if head is None and decision.state is DecisionState.STANDS:
        assert decision.reviewed_by not in (None, decision.written_by)
    if nation == "scotland" and decision.decided_on and (decision.decided_on - rg_on).days > 90:
        assert recovery.ended_on != clock_of(case, "CLK-SCT90").ended_on
    assert replay(history) == CaseTold.of(case, overlays=())


def a_history(rg_on: date, nation: str, *, is_pilot: bool) -> tuple[Case, list[Event]]:
    sent = received(received_at=noon(rg_on), nation=nation, age_band="child" if is_pilot else "adult")
    case, opened = Case.open(CaseId(uuid4()), sent, times=TIMES, at=noon(rg_on))
    case.is_pilot = is_pilot
    return case, [*opened, *reasonable_grounds.decide(case, a_ruling(at=noon(rg_on)), times=TIMES)]


def confirm_if_held(case: Case, at: datetime) -> list[Event]:
    if case.decisions[-1].state is not DecisionState.HELD:
        return []
    try:
        return conclusive_grounds.confirm(case, a_confirmation(by=CASEWORKER, at=at), times=TIMES)
    except (FloorNotReached, AnotherTestApplies):
        return []
