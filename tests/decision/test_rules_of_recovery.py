"""Recovery, and the support that begins with it, against the worked examples of the domain notes (§10)."""

from datetime import date, timedelta

import pytest
from tests.decision.worked_examples import clock, day

from clocks import RuleNotInForce, earlier_of, later_of

RECOVERY = pytest.mark.parametrize(
    ("positive", "day_30", "earliest", "scotland_day_90", "northern_ireland_day_45"),
    [
        ("Fri 10 Apr 2026", "Sat 9 May 2026", "Sun 10 May 2026", "Thu 9 Jul 2026", "Mon 25 May 2026"),
        ("Fri 30 Jan 2026", "Sat 28 Feb 2026", "Sun 1 Mar 2026", "Thu 30 Apr 2026", "Mon 16 Mar 2026"),
        ("Tue 29 Dec 2026", "Wed 27 Jan 2027", "Thu 28 Jan 2027", "Mon 29 Mar 2027", "Fri 12 Feb 2027"),
        ("Wed 31 Jan 2024", "Thu 29 Feb 2024", "Fri 1 Mar 2024", "Tue 30 Apr 2024", "Sat 16 Mar 2024"),
    ],
)


@RECOVERY
def test_a_positive_decision_starts_recovery_and_support(
    positive: str, day_30: str, earliest: str, scotland_day_90: str, northern_ireland_day_45: str
) -> None:
    expected = {
        "CLK-REC30": day(day_30),
        "CLK-FRG": day(day_30),
        "CLK-CG-MIN": day(earliest),
        "CLK-SCT90": day(scotland_day_90),
        "CLK-NI45": day(northern_ireland_day_45),
    }
    assert {rule_id: clock(rule_id, positive).due_on for rule_id in expected} == expected


@pytest.mark.parametrize(
    ("rule_id", "positive", "decided", "ends"),
    [
        pytest.param(
            "CLK-REC30", "Fri 10 Apr 2026", "Mon 1 Jun 2026", "Mon 1 Jun 2026", id="later of, row 1"
        ),
        pytest.param(
            "CLK-REC30", "Fri 30 Jan 2026", "Mon 1 Jun 2026", "Mon 1 Jun 2026", id="later of, row 2"
        ),
        pytest.param("CLK-SCT90", "Fri 10 Apr 2026", "Mon 1 Jun 2026", "Mon 1 Jun 2026", id="earlier of"),
        pytest.param(
            "CLK-REC30", "Fri 10 Apr 2026", "Tue 1 Sep 2026", "Tue 1 Sep 2026", id="decided past day 90"
        ),
        pytest.param(
            "CLK-SCT90", "Fri 10 Apr 2026", "Tue 1 Sep 2026", "Thu 9 Jul 2026", id="Scotland stops first"
        ),
        pytest.param(
            "CLK-NI45", "Fri 10 Apr 2026", "Mon 18 May 2026", "Mon 25 May 2026", id="Northern Ireland"
        ),
    ],
)
def test_the_decision_may_end_a_period(rule_id: str, positive: str, decided: str, ends: str) -> None:
    due = clock(rule_id, positive)
    assert due.rule.ends.on(due.due_on, day(decided)) == day(ends)


def test_an_undecided_case_keeps_its_protection_but_not_scotlands_duty() -> None:
    recovery, scotland = clock("CLK-REC30", "Fri 10 Apr 2026"), clock("CLK-SCT90", "Fri 10 Apr 2026")
    assert recovery.rule.ends.on(recovery.due_on, None) is None
    assert scotland.rule.ends.on(scotland.due_on, None) == day("Thu 9 Jul 2026")


@pytest.mark.parametrize("days_late", range(91, 400, 44))
def test_scotland_and_england_end_apart_when_the_decision_comes_after_day_90(days_late: int) -> None:
    decided = date(2026, 4, 10) + timedelta(days=days_late)
    recovery, scotland = clock("CLK-REC30", "Fri 10 Apr 2026"), clock("CLK-SCT90", "Fri 10 Apr 2026")
    assert later_of(recovery.due_on, decided) != earlier_of(scotland.due_on, decided)


@pytest.mark.parametrize(
    ("positive", "rule_id", "policy_version", "last_day", "earliest"),
    [
        pytest.param(
            "Mon 12 Dec 2022", "CLK-REC45", "PV-LEGACY", "Wed 25 Jan 2023", "Thu 26 Jan 2023", id="45 days"
        ),
        pytest.param(
            "Tue 13 Dec 2022", "CLK-REC30", "PV-30D", "Wed 11 Jan 2023", "Thu 12 Jan 2023", id="30, by policy"
        ),
        pytest.param(
            "Sun 29 Jan 2023",
            "CLK-REC30",
            "PV-30D",
            "Mon 27 Feb 2023",
            "Tue 28 Feb 2023",
            id="the day before",
        ),
        pytest.param(
            "Mon 30 Jan 2023",
            "CLK-REC30",
            "PV-NABA",
            "Tue 28 Feb 2023",
            "Wed 1 Mar 2023",
            id="30, by statute",
        ),
    ],
)
def test_the_day_of_the_positive_decision_picks_the_recovery_period(
    positive: str, rule_id: str, policy_version: str, last_day: str, earliest: str
) -> None:
    due = clock(rule_id, positive)
    assert (due.due_on, due.rule.policy_version) == (day(last_day), policy_version)
    assert clock("CLK-CG-MIN", positive).due_on == day(earliest)


def test_a_decision_one_day_later_frees_the_next_two_weeks_sooner() -> None:
    earliest = [clock("CLK-CG-MIN", day_of).due_on for day_of in ("Mon 12 Dec 2022", "Tue 13 Dec 2022")]
    assert (earliest[0] - earliest[1]).days == 14


@pytest.mark.parametrize(
    ("rule_id", "day_out"),
    [("CLK-REC45", "Tue 13 Dec 2022"), ("CLK-REC30", "Mon 12 Dec 2022"), ("CLK-FRG", "Sun 29 Jan 2023")],
)
def test_a_recovery_period_is_not_in_force_outside_its_version(rule_id: str, day_out: str) -> None:
    with pytest.raises(RuleNotInForce):
        clock(rule_id, day_out)
