"""What runs once a decision is made, against the worked examples of the domain notes (§10)."""

from dataclasses import replace

import pytest
from tests.decision.worked_examples import BOOK, CALENDARS, clock, day

from clocks import NATIONS, Nation, Unit, start_clock


@pytest.mark.parametrize(
    ("decided", "last_day", "accepted_until"),
    [
        pytest.param(
            "Thu 24 Dec 2026", "Sat 23 Jan 2027", "Mon 25 Jan 2027", id="negative reasonable grounds"
        ),
        pytest.param(
            "Fri 10 Apr 2026", "Sun 10 May 2026", "Mon 11 May 2026", id="negative conclusive grounds"
        ),
    ],
)
def test_reconsideration_may_be_asked_for_thirty_days(
    decided: str, last_day: str, accepted_until: str
) -> None:
    due = clock("CLK-RECON-30", decided)
    assert (due.due_on, due.accepted_until) == (day(last_day), day(accepted_until))


@pytest.mark.parametrize(
    ("nation", "last_day"),
    [
        ("england", "Wed 6 Jan 2027"),
        ("wales", "Wed 6 Jan 2027"),
        ("scotland", "Thu 7 Jan 2027"),
        ("northern-ireland", "Wed 6 Jan 2027"),
    ],
)
def test_representations_have_ten_working_days(nation: Nation, last_day: str) -> None:
    assert clock("CLK-POD-REPS", "Fri 18 Dec 2026", nation).due_on == day(last_day)


def test_ten_calendar_days_would_run_out_on_a_bank_holiday() -> None:
    """The other reading of the ten days, which the rule keeps beside its own: why the unit matters."""
    notice = day("Fri 18 Dec 2026")
    rule = BOOK.select("CLK-POD-REPS", on=notice)
    assert [each.value for each in rule.conflicts] == ["10 calendar days"]
    assert rule.length is not None
    other = replace(rule, length=replace(rule.length, unit=Unit.CALENDAR_DAY))
    last_day = start_clock(other, notice, CALENDARS["england"]).due_on
    assert last_day == day("Mon 28 Dec 2026")
    assert not CALENDARS["england"].is_working_day(last_day)


@pytest.mark.parametrize(
    ("received", "not_before"),
    [("Mon 11 May 2026", "Thu 25 Jun 2026"), ("Thu 24 Dec 2026", "Sun 7 Feb 2027")],
)
def test_move_on_lasts_at_least_45_days_from_receipt(received: str, not_before: str) -> None:
    assert clock("CLK-MO45", received).due_on == day(not_before)


@pytest.mark.parametrize("rule_id", ["CLK-EXIT-NCG", "CLK-EXIT-NRG"])
@pytest.mark.parametrize(
    ("received", "england_and_wales", "scotland", "northern_ireland"),
    [
        ("Wed 1 Apr 2026", "Thu 16 Apr 2026", "Wed 15 Apr 2026", "Thu 16 Apr 2026"),
        ("Thu 24 Dec 2026", "Mon 11 Jan 2027", "Tue 12 Jan 2027", "Mon 11 Jan 2027"),
        ("Mon 1 Jun 2026", "Fri 12 Jun 2026", "Fri 12 Jun 2026", "Fri 12 Jun 2026"),
        ("Fri 5 Jun 2026", "Thu 18 Jun 2026", "Fri 19 Jun 2026", "Thu 18 Jun 2026"),
    ],
)
def test_support_ends_nine_working_days_after_the_letter_is_received(
    rule_id: str, received: str, england_and_wales: str, scotland: str, northern_ireland: str
) -> None:
    expected = {
        "england": day(england_and_wales),
        "wales": day(england_and_wales),
        "scotland": day(scotland),
        "northern-ireland": day(northern_ireland),
    }
    assert {nation: clock(rule_id, received, nation).due_on for nation in NATIONS} == expected


def test_a_late_letter_moves_the_exit_and_not_the_reconsideration() -> None:
    exit_clock = clock("CLK-EXIT-NCG", "Mon 4 Jan 2027", selected="Thu 24 Dec 2026")
    assert exit_clock.due_on == day("Fri 15 Jan 2027")
    assert clock("CLK-RECON-30", "Thu 24 Dec 2026").due_on == day("Sat 23 Jan 2027")
    assert (day("Mon 4 Jan 2027") - day("Thu 24 Dec 2026")).days == 11, "of the thirty, gone before it came"
