from datetime import date

import pytest
from tests.decision.builders import (
    TIMES,
    a_case,
    a_case_under_review,
    a_review,
    clock_of,
    names,
    noon,
)

from decision.domain import reasonable_grounds
from decision.domain.reconsideration_window import start_reconsideration_window


@pytest.mark.parametrize(
    ("decided_on", "windows"),
    [
        pytest.param("2020-03-23", {}, id="before the first statutory guidance"),
        pytest.param(
            "2022-01-31", {"CLK-RECON-3M": date(2022, 4, 30), "CLK-RECON-EV": None}, id="a short month"
        ),
        pytest.param("2024-02-11", {"CLK-RECON-3M": date(2024, 5, 11), "CLK-RECON-EV": None}, id="last day"),
        pytest.param("2024-02-12", {"CLK-RECON-M": date(2024, 3, 12)}, id="one month"),
        pytest.param("2025-01-16", {"CLK-RECON-30": date(2025, 2, 15)}, id="30 days"),
        pytest.param("2026-12-24", {"CLK-RECON-30": date(2027, 1, 23)}, id="30 days, over Christmas"),
    ],
)
def test_the_day_of_the_decision_picks_the_window(decided_on: str, windows: dict[str, date | None]) -> None:
    case = a_case()
    start_reconsideration_window(case, times=TIMES, on=date.fromisoformat(decided_on))
    assert {clock.rule: clock.due_on for clock in case.clocks if clock.rule != "CLK-RG"} == windows


def test_a_second_negative_decision_starts_the_window_afresh() -> None:
    case = a_case()
    start_reconsideration_window(case, times=TIMES, on=date(2026, 4, 10))
    events = start_reconsideration_window(case, times=TIMES, on=date(2026, 6, 1))
    assert names(events) == ["ClockEnded", "ClockStarted"]
    assert case.due("CLK-RECON-30") == date(2026, 7, 1)


def test_a_negative_reasonable_grounds_decision_starts_it_on_the_day_it_was_agreed() -> None:
    case = a_case_under_review()
    reasonable_grounds.review(case, a_review(at=noon("2026-04-13")), times=TIMES)
    assert clock_of(case, "CLK-RECON-30").started_on == date(2026, 4, 13)


def test_a_decision_returned_to_its_author_starts_none() -> None:
    case = a_case_under_review()
    reasonable_grounds.review(case, a_review(is_agreed=False), times=TIMES)
    assert case.due("CLK-RECON-30") is None
