"""The rules of the decision clocks against the worked examples of the domain notes (§10), row by row."""

from datetime import date, timedelta

import pytest

from clocks import (
    NATIONS,
    Confidence,
    Due,
    EndRule,
    Grace,
    Kind,
    Nation,
    Rule,
    RuleNotInForce,
    Unit,
    birthday,
    calendars_as_shipped,
    earlier_of,
    later_of,
    start_clock,
    why,
)
from decision.domain.rules import rule_book

BOOK = rule_book()
CALENDARS = calendars_as_shipped()
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def day(text: str) -> date:
    """Written with its weekday, as the notes do, so that a typing error cannot pass."""
    weekday, number, month, year = text.split()
    found = date(int(year), MONTHS.index(month) + 1, int(number))
    assert WEEKDAYS[found.weekday()] == weekday, text
    return found


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def clock(rule_id: str, start: str, nation: Nation | None = None, *, selected: str | None = None) -> Due:
    rule = BOOK.select(rule_id, on=day(selected or start))
    return start_clock(rule, day(start), CALENDARS[nation or rule.nation()])


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


def test_reasonable_grounds_use_england_and_wales_holidays_wherever_the_person_is() -> None:
    rule = BOOK.select("CLK-RG", on=date(2026, 4, 1))
    assert rule.nation(supported_in="scotland") == "england"


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


@pytest.mark.parametrize(
    ("rule_id", "day_out"),
    [("CLK-REC45", "Tue 13 Dec 2022"), ("CLK-REC30", "Mon 12 Dec 2022"), ("CLK-FRG", "Sun 29 Jan 2023")],
)
def test_a_recovery_period_is_not_in_force_outside_its_version(rule_id: str, day_out: str) -> None:
    with pytest.raises(RuleNotInForce):
        clock(rule_id, day_out)


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


WITH_A_LENGTH = {
    "CLK-RG", "CLK-ACK", "CLK-RG-PILOT", "CLK-RG-INFO", "CLK-REC45", "CLK-REC30", "CLK-CG-MIN", "CLK-CG-INFO",
    "CLK-MAAP-PACK", "CLK-MAAP-OUT", "CLK-REVIEW", "CLK-FRG", "CLK-POD-REPS", "CLK-RECON-3M", "CLK-RECON-ACK",
    "CLK-RECON-M", "CLK-RECON-30", "CLK-18", "CLK-MO14", "CLK-MO45", "CLK-EXIT-NCG", "CLK-EXIT-NRG",
    "CLK-EXT-ANS", "CLK-EXT-MAX", "CLK-SCT90", "CLK-NI45", "CLK-VTS-RECON",
}  # fmt: skip
WITHOUT_A_LENGTH = {
    "CLK-RG-DET", "CLK-RG-COURT", "CLK-CG-DELAY", "CLK-CG", "CLK-REC-EXT", "CLK-RECON-EV", "CLK-RECON-X",
    "CLK-RECON-DEC", "CLK-EXIT-SUS", "CLK-EXIT-POD",
}  # fmt: skip


def test_every_clock_of_the_notes_is_there() -> None:
    assert {rule.id for rule in BOOK.rules if rule.length} == WITH_A_LENGTH
    assert {rule.id for rule in BOOK.rules if not rule.length} == WITHOUT_A_LENGTH


def test_every_policy_version_of_the_notes_is_there() -> None:
    assert [version.id for version in BOOK.policy_versions] == [
        "PV-LEGACY", "PV-SCA", "PV-SG1", "PV-MSVCC", "PV-IECA", "PV-30D", "PV-NABA", "PV-RG23", "PV-RG23b",
        "PV-POD24", "PV-RECON24", "PV-PRIO24", "PV-PRIO24b", "PV-RECON25", "PV-RECON25b", "PV-ABW", "PV-18",
    ]  # fmt: skip


EVERY_RULE = pytest.mark.parametrize(
    "rule", BOOK.rules, ids=[f"{rule.id} from {rule.effective.first}" for rule in BOOK.rules]
)


@EVERY_RULE
def test_every_rule_names_a_policy_version_and_sources_that_exist(rule: Rule) -> None:
    assert BOOK.policy_version(rule.policy_version).effective_from <= rule.effective.first
    assert set(rule.sources) <= set(BOOK.sources)
    assert rule.sources or rule.confidence is Confidence.OUR_SETTING


@EVERY_RULE
def test_every_rule_that_is_not_official_says_so(rule: Rule) -> None:
    if rule.length is None or rule.confidence is not Confidence.OUR_SETTING:
        return
    start = rule.effective.first
    reasons = why(start_clock(rule, start, CALENDARS[rule.nation()]), BOOK.sources)
    assert any("our setting, not official" in line for line in reasons)


@EVERY_RULE
def test_only_a_limit_on_the_person_has_grace(rule: Rule) -> None:
    assert (rule.grace is Grace.NEXT_WORKING_DAY) == (rule.id in ON_THE_PERSON)
    assert rule.grace is Grace.NONE or rule.kind is Kind.LIMIT


ON_THE_PERSON = {"CLK-POD-REPS", "CLK-RECON-3M", "CLK-RECON-M", "CLK-RECON-30", "CLK-18", "CLK-VTS-RECON"}


@EVERY_RULE
def test_statutory_protection_cannot_be_held(rule: Rule) -> None:
    if rule.ends.rule in {EndRule.LATER_OF, EndRule.EARLIER_OF}:
        assert rule.pauses == ()


@EVERY_RULE
def test_every_source_reads_as_words_in_the_reasons(rule: Rule) -> None:
    if rule.length is None or rule.length.unit is Unit.HOUR or rule.confidence is Confidence.OUR_SETTING:
        return
    said = " ".join(why(start_clock(rule, rule.effective.first, CALENDARS[rule.nation()]), BOOK.sources))
    assert all(BOOK.sources[tag] in said for tag in rule.sources)
