"""The clocks towards a decision, and those of older eras, against the worked examples (§10 of the notes)."""

from datetime import date

import pytest
from tests.decision.worked_examples import BOOK, clock, day

from clocks import NATIONS, RuleNotInForce, birthday


@pytest.mark.parametrize(
    ("received", "england_and_wales", "scotland", "northern_ireland"),
    [
        pytest.param(
            "Wed 1 Apr 2026", "Fri 10 Apr 2026", "Thu 9 Apr 2026", "Fri 10 Apr 2026", id="over Easter"
        ),
        pytest.param(
            "Tue 22 Dec 2026", "Thu 31 Dec 2026", "Thu 31 Dec 2026", "Thu 31 Dec 2026", id="over Christmas"
        ),
        pytest.param(
            "Thu 24 Dec 2026", "Tue 5 Jan 2027", "Wed 6 Jan 2027", "Tue 5 Jan 2027", id="over the New Year"
        ),
        pytest.param(
            "Wed 31 Dec 2025", "Thu 8 Jan 2026", "Fri 9 Jan 2026", "Thu 8 Jan 2026", id="Scotland's 2 January"
        ),
        pytest.param(
            "Mon 16 Mar 2026", "Mon 23 Mar 2026", "Mon 23 Mar 2026", "Tue 24 Mar 2026", id="St Patrick's Day"
        ),
        pytest.param(
            "Fri 10 Jul 2026",
            "Fri 17 Jul 2026",
            "Fri 17 Jul 2026",
            "Mon 20 Jul 2026",
            id="12 July on a Sunday",
        ),
        pytest.param(
            "Thu 30 Jul 2026",
            "Thu 6 Aug 2026",
            "Fri 7 Aug 2026",
            "Thu 6 Aug 2026",
            id="Scottish summer holiday",
        ),
        pytest.param(
            "Sat 29 Aug 2026", "Mon 7 Sep 2026", "Fri 4 Sep 2026", "Mon 7 Sep 2026", id="weekend receipt"
        ),
    ],
)
def test_reasonable_grounds_are_due_on_the_fifth_working_day(
    received: str, england_and_wales: str, scotland: str, northern_ireland: str
) -> None:
    expected = {
        "england": day(england_and_wales),
        "wales": day(england_and_wales),
        "scotland": day(scotland),
        "northern-ireland": day(northern_ireland),
    }
    assert {nation: clock("CLK-RG", received, nation).due_on for nation in NATIONS} == expected


@pytest.mark.parametrize(
    ("received", "not_counted"),
    [
        ("Wed 1 Apr 2026", ["Fri 3 Apr 2026", "Sat 4 Apr 2026", "Sun 5 Apr 2026", "Mon 6 Apr 2026"]),
        ("Tue 22 Dec 2026", ["Fri 25 Dec 2026", "Sat 26 Dec 2026", "Sun 27 Dec 2026", "Mon 28 Dec 2026"]),
        ("Sat 29 Aug 2026", ["Sun 30 Aug 2026", "Mon 31 Aug 2026", "Sat 5 Sep 2026", "Sun 6 Sep 2026"]),
    ],
)
def test_the_days_that_do_not_count_are_named(received: str, not_counted: list[str]) -> None:
    skipped = clock("CLK-RG", received, "england").counted.skipped
    assert [each.day for each in skipped] == [day(each) for each in not_counted]


def test_reasonable_grounds_use_england_and_wales_holidays_wherever_the_person_is() -> None:
    rule = BOOK.select("CLK-RG", on=date(2026, 4, 1))
    assert rule.nation(supported_in="scotland") == "england"


@pytest.mark.parametrize(
    ("rule_id", "start", "due_on"),
    [
        pytest.param("CLK-RECON-3M", "Mon 31 Jan 2022", "Sat 30 Apr 2022", id="three months, short month"),
        pytest.param("CLK-MAAP-PACK", "Tue 7 Jan 2020", "Thu 2 Jan 2020", id="papers to the panel"),
        pytest.param("CLK-MAAP-OUT", "Tue 7 Jan 2020", "Thu 9 Jan 2020", id="outcome of the panel"),
        pytest.param("CLK-RECON-ACK", "Fri 10 Dec 2021", "Sun 19 Dec 2021", id="yes or no within nine days"),
        pytest.param("CLK-REVIEW", "Mon 2 Mar 2020", "Tue 31 Mar 2020", id="day-30 review"),
        pytest.param("CLK-CG-MIN", "Mon 2 Mar 2020", "Thu 16 Apr 2020", id="earliest service, 45 days"),
        pytest.param("CLK-REC45", "Mon 2 Mar 2020", "Wed 15 Apr 2020", id="day 45"),
        pytest.param("CLK-RECON-M", "Wed 31 Jan 2024", None, id="a month, before its version"),
        pytest.param("CLK-RECON-M", "Mon 12 Feb 2024", "Tue 12 Mar 2024", id="a month, first day"),
        pytest.param("CLK-RECON-M", "Wed 15 Jan 2025", "Sat 15 Feb 2025", id="a month, last day"),
        pytest.param("CLK-RECON-30", "Thu 16 Jan 2025", "Sat 15 Feb 2025", id="thirty days, first day"),
        pytest.param("CLK-RECON-3M", "Sun 11 Feb 2024", "Sat 11 May 2024", id="three months, last day"),
        pytest.param("CLK-MO14", "Mon 3 Sep 2018", "Mon 17 Sep 2018", id="older move-on"),
    ],
)
def test_older_eras_keep_their_own_lengths(rule_id: str, start: str, due_on: str | None) -> None:
    if due_on is None:
        with pytest.raises(RuleNotInForce):
            clock(rule_id, start)
    else:
        assert clock(rule_id, start).due_on == day(due_on)


@pytest.mark.parametrize(
    ("rule_id", "start", "due_on"),
    [
        pytest.param(
            "CLK-ACK", "Wed 1 Apr 2026", "Wed 1 Apr 2026", id="acknowledged on the same working day"
        ),
        pytest.param("CLK-ACK", "Fri 3 Apr 2026", "Tue 7 Apr 2026", id="received on Good Friday"),
        pytest.param("CLK-RG-INFO", "Thu 2 Apr 2026", "Wed 8 Apr 2026", id="first responder's answer"),
        pytest.param("CLK-CG-INFO", "Thu 2 Apr 2026", "Thu 16 Apr 2026", id="evidence"),
        pytest.param("CLK-REVIEW", "Fri 10 Apr 2026", "Fri 24 Apr 2026", id="day-15 review"),
        pytest.param("CLK-18", "Thu 20 Aug 2026", "Sat 19 Sep 2026", id="consent at 18"),
        pytest.param("CLK-18", "Thu 12 Feb 2026", "Sat 14 Mar 2026", id="consent at 18, before oral consent"),
        pytest.param("CLK-EXT-ANS", "Thu 2 Apr 2026", "Thu 9 Apr 2026", id="answer to an extension request"),
        pytest.param("CLK-EXT-MAX", "Thu 2 Apr 2026", "Thu 30 Apr 2026", id="longest extension"),
        pytest.param("CLK-VTS-RECON", "Mon 4 Nov 2024", "Mon 18 Nov 2024", id="leave decision, 14 days"),
        pytest.param("CLK-VTS-RECON", "Mon 3 Mar 2025", "Wed 2 Apr 2025", id="leave decision, 30 days"),
    ],
)
def test_the_other_clocks_count_as_their_rules_say(rule_id: str, start: str, due_on: str) -> None:
    assert clock(rule_id, start).due_on == day(due_on)


@pytest.mark.parametrize(
    ("referred", "days_short", "rule_id", "due_on"),
    [
        pytest.param("Mon 11 May 2026", 101, "CLK-RG-PILOT", "Thu 25 Jun 2026", id="the pilot takes it"),
        pytest.param("Tue 12 May 2026", 100, "CLK-RG", "Tue 19 May 2026", id="not more than 100 days short"),
    ],
)
def test_a_child_near_18_stays_out_of_the_pilot(
    referred: str, days_short: int, rule_id: str, due_on: str
) -> None:
    eighteen_on = birthday(day("Wed 20 Aug 2008"), 18)
    assert eighteen_on == day("Thu 20 Aug 2026")
    assert (eighteen_on - day(referred)).days == days_short
    assert clock(rule_id, referred).due_on == day(due_on)
