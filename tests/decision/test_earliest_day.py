"""The floor: a conclusive grounds decision may be written before it, and is not served."""

from datetime import date

import pytest
from tests.decision.builders import (
    CASEWORKER,
    TIMES,
    names,
    noon,
)
from tests.decision.conclusive_builders import (
    a_conclusive_ruling,
    a_confirmation,
    a_pending_case,
    a_recovering_case,
    a_setting_aside,
)

from contracts.decision import CgDecided
from decision.domain import conclusive_grounds
from decision.domain.case import Case
from decision.domain.conclusive_grounds import AlreadyHeld, AnotherTestApplies, NothingHeld
from decision.domain.decisions import (
    DecisionState,
    ReasonsMissing,
)
from decision.domain.definition import Head
from decision.domain.earliest_day import FloorNotReached
from decision.domain.stages import Stage, Step, StepNotAllowed


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
    conclusive_grounds.decide(case, a_conclusive_ruling(None), times=TIMES)
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
