"""A clock on hold: which days are not counted, and what cannot be held."""

import pytest
from tests.shared.counted import days, due, on

from clocks import Direction, FirstDay, Hold, HoldNotCountable, Length, PeriodBackwards, StillOnHold, Unit


@pytest.mark.parametrize(
    ("length", "holds", "due_on"),
    [
        pytest.param(
            days(5, Unit.WORKING_DAY),
            [Hold(on("2026-06-03"), on("2026-06-08"))],
            "2026-06-11",
            id="the day of holding is not counted, the resume day is",
        ),
        pytest.param(
            days(5, Unit.WORKING_DAY),
            [Hold(on("2026-06-03"), on("2026-06-06"))],
            "2026-06-11",
            id="resumed on a Saturday, Monday is the first day after",
        ),
        pytest.param(
            days(5, Unit.WORKING_DAY),
            [Hold(on("2026-06-03"), on("2026-06-03"))],
            "2026-06-08",
            id="held and resumed on one day changes nothing",
        ),
        pytest.param(
            days(5, Unit.WORKING_DAY),
            [Hold(on("2026-06-06"), on("2026-06-08"))],
            "2026-06-08",
            id="a hold over a weekend changes nothing",
        ),
        pytest.param(
            days(5, Unit.WORKING_DAY),
            [Hold(on("2026-05-01"), on("2026-06-01"))],
            "2026-06-08",
            id="a hold over before the first day changes nothing",
        ),
        pytest.param(
            days(5, Unit.WORKING_DAY),
            [Hold(on("2026-06-09"), on("2026-06-20"))],
            "2026-06-08",
            id="a hold after the last day changes nothing",
        ),
        pytest.param(
            days(5, Unit.WORKING_DAY),
            [Hold(on("2026-06-02"), on("2026-06-04")), Hold(on("2026-06-08"), on("2026-06-09"))],
            "2026-06-11",
            id="two holds",
        ),
        pytest.param(
            days(5, Unit.WORKING_DAY),
            [Hold(on("2026-06-02"), on("2026-06-05")), Hold(on("2026-06-03"), on("2026-06-04"))],
            "2026-06-11",
            id="a hold inside another counts once",
        ),
        pytest.param(
            days(30),
            [Hold(on("2026-06-10"), on("2026-06-20"))],
            "2026-07-11",
            id="calendar days are held too",
        ),
        pytest.param(
            Length(n=1, unit=Unit.MONTH),
            [Hold(on("2026-06-10"), on("2026-06-20"))],
            "2026-07-11",
            id="months are held by the day",
        ),
        pytest.param(
            days(3, first_day=FirstDay.COUNTS),
            [Hold(on("2026-06-01"), on("2026-06-02"))],
            "2026-06-04",
            id="held on what would have been day 1",
        ),
    ],
)
def test_a_held_clock_counts_from_the_resume_day(length: Length, holds: list[Hold], due_on: str) -> None:
    assert due(length, "2026-06-01", *holds) == due_on


def test_a_clock_on_hold_has_no_due_date_yet() -> None:
    with pytest.raises(StillOnHold) as refused:
        due(days(5, Unit.WORKING_DAY), "2026-06-01", Hold(on("2026-06-03")))
    assert refused.value.code == "still_on_hold"


def test_a_hold_that_began_after_the_last_day_is_no_obstacle() -> None:
    assert due(days(5, Unit.WORKING_DAY), "2026-06-01", Hold(on("2026-06-09"))) == "2026-06-08"


def test_a_hold_cannot_end_before_it_begins() -> None:
    with pytest.raises(PeriodBackwards):
        Hold(on("2026-06-03"), on("2026-06-02"))


def test_a_count_back_cannot_be_held() -> None:
    with pytest.raises(HoldNotCountable):
        due(
            Length(n=3, unit=Unit.WORKING_DAY, direction=Direction.BEFORE),
            "2026-06-08",
            Hold(on("2026-06-03")),
        )
