"""Which periods a conclusive grounds decision ends, and when: each by its own rule."""

from datetime import date, datetime
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.decision.builders import (
    CASEWORKER,
    TIMES,
    a_ruling,
    clock_of,
    noon,
    received,
)
from tests.decision.conclusive_builders import (
    a_conclusive_review,
    a_conclusive_ruling,
    a_confirmation,
    a_pending_case,
    a_recovering_case,
)

from contracts.events import Event
from contracts.ids import CaseId
from decision.domain import conclusive_grounds, conclusive_review, reasonable_grounds
from decision.domain.case import Case
from decision.domain.conclusive_grounds import AnotherTestApplies
from decision.domain.decisions import (
    DecisionState,
)
from decision.domain.definition import Head
from decision.domain.earliest_day import FloorNotReached
from decision.domain.replay import CaseTold, replay
from decision.domain.stages import Stage


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
