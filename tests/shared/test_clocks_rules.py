"""What a rule may say, which version is in force, and what a started clock tells."""

from datetime import UTC, date, datetime
from textwrap import dedent

import pytest
from pydantic import ValidationError

from clocks import (
    Confidence,
    EndRule,
    Ends,
    Hold,
    InstantNeeded,
    NoLength,
    Rule,
    RuleBook,
    RuleNotInForce,
    RulesOverlap,
    UnknownPolicyVersion,
    UnknownRule,
    calendars_as_shipped,
    read_rule_book,
    start_clock,
    why,
    why_counted,
)

ENGLAND = calendars_as_shipped()["england"]


def rule_text(**changes: str) -> str:
    lines = {
        "id": "CLK-TRY",
        "kind": "limit",
        "title": "A made-up limit",
        "applies": "{nations: [scotland]}",
        "effective": "{from: 2020-01-01, to: null, select_on: sent_on}",
        "starts": "the day it was sent",
        "length": "{n: 5, unit: working_day}",
        "ends": "{rule: length, of: [length_end]}",
        "on_breach": "Nothing",
        "policy_version": "PV-TRY",
        "confidence": "B",
        "sources": "[S1]",
    } | changes
    return "  - " + "\n    ".join(f"{key}: {value}" for key, value in lines.items())


def book_of(*rules: str) -> RuleBook:
    sources = dedent("""
        sources: {S1: A made-up source}
        policy_versions:
          - {id: PV-TRY, effective_from: 2020-01-01, what_changed: it, scope: all, confidence: B, sources: []}
    """)
    return read_rule_book(["rules:\n" + "\n".join(rules), sources])


def the_rule(**changes: str) -> Rule:
    return book_of(rule_text(**changes)).rules[0]


def test_the_version_in_force_on_the_day_is_picked() -> None:
    book = book_of(
        rule_text(effective="{from: 2020-01-01, to: 2022-12-12, select_on: sent_on}", title="old"),
        rule_text(effective="{from: 2022-12-13, to: null, select_on: sent_on}", title="new"),
    )
    assert book.select("CLK-TRY", on=date(2022, 12, 12)).title == "old"
    assert book.select("CLK-TRY", on=date(2022, 12, 13)).title == "new"
    assert [rule.title for rule in book.versions("CLK-TRY")] == ["old", "new"]


def test_a_day_without_a_version_in_force_is_refused() -> None:
    with pytest.raises(RuleNotInForce) as refused:
        book_of(rule_text()).select("CLK-TRY", on=date(2019, 12, 31))
    assert refused.value.code == "rule_not_in_force"


def test_a_rule_nobody_wrote_is_refused() -> None:
    with pytest.raises(UnknownRule):
        book_of(rule_text()).select("CLK-NONE", on=date(2026, 1, 1))


def test_a_policy_version_can_be_looked_up() -> None:
    book = book_of(rule_text())
    assert book.policy_version("PV-TRY").confidence is Confidence.REPORTED
    with pytest.raises(UnknownPolicyVersion):
        book.policy_version("PV-NONE")


def test_two_versions_in_force_on_one_day_stop_the_start() -> None:
    with pytest.raises(RulesOverlap):
        book_of(rule_text(effective="{from: 2020-01-01, to: 2022-12-13, select_on: x}"), rule_text())


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"lenght": "{n: 5, unit: working_day}"}, id="a key nobody knows"),
        pytest.param({"length": "{n: 5, unit: fortnight}"}, id="a unit nobody knows"),
        pytest.param({"length": "{n: 5, unit: working_day, frist_day: inclusive}"}, id="a misspelt part"),
        pytest.param({"confidence": "D"}, id="a mark nobody knows"),
        pytest.param({"calendar": "france"}, id="a nation nobody knows"),
        pytest.param({"kind": "wish"}, id="a kind nobody knows"),
    ],
)
def test_a_rule_file_with_a_typing_error_is_refused(changes: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        the_rule(**changes)


@pytest.mark.parametrize(
    ("rule", "event_on", "ends_on"),
    [
        pytest.param(EndRule.LATER_OF, None, None, id="later of: open while undecided"),
        pytest.param(EndRule.LATER_OF, "2026-05-01", "2026-05-09", id="later of: decided early"),
        pytest.param(EndRule.LATER_OF, "2026-06-01", "2026-06-01", id="later of: decided late"),
        pytest.param(EndRule.EARLIER_OF, None, "2026-05-09", id="earlier of: undecided ends at the last day"),
        pytest.param(EndRule.EARLIER_OF, "2026-05-01", "2026-05-01", id="earlier of: decided early"),
        pytest.param(EndRule.EARLIER_OF, "2026-06-01", "2026-05-09", id="earlier of: decided late"),
        pytest.param(EndRule.LENGTH, "2026-06-01", "2026-05-09", id="the length, whatever happens"),
        pytest.param(EndRule.EVENT, None, None, id="the event: not yet"),
        pytest.param(EndRule.EVENT, "2026-06-01", "2026-06-01", id="the event: its day"),
    ],
)
def test_a_rule_says_when_it_ends(rule: EndRule, event_on: str | None, ends_on: str | None) -> None:
    ends = Ends(rule=rule, of=("length_end", "cg_date")).on(
        date(2026, 5, 9), date.fromisoformat(event_on) if event_on else None
    )
    assert ends == (date.fromisoformat(ends_on) if ends_on else None)


def test_a_rule_fixes_its_calendar_or_follows_the_place_of_support() -> None:
    assert the_rule(calendar="wales").nation(supported_in="scotland") == "wales"
    follows = the_rule(calendar="where-support-is-given", applies="{nations: [wales, england]}")
    assert follows.nation(supported_in="scotland") == "scotland"
    assert follows.nation() == "wales"


def test_a_started_clock_carries_all_that_its_date_came_from() -> None:
    due = start_clock(the_rule(), datetime(2026, 4, 1, 8, tzinfo=UTC), ENGLAND)
    assert (due.start_on, due.due_on, due.day_of_week) == (date(2026, 4, 1), date(2026, 4, 10), "Friday")
    assert due.expires_at == datetime(2026, 4, 10, 23, tzinfo=UTC)
    assert due.reached_at == datetime(2026, 4, 9, 23, tzinfo=UTC)
    assert due.calendar.version == ENGLAND.version
    assert due.warn_on is None


def test_a_clock_in_hours_is_over_to_the_minute() -> None:
    rule = the_rule(length="{n: 48, unit: hour}")
    due = start_clock(rule, datetime(2026, 6, 5, 21, 30, tzinfo=UTC), ENGLAND)
    assert due.expires_at == due.reached_at == datetime(2026, 6, 7, 21, 30, tzinfo=UTC)
    assert due.due_on == date(2026, 6, 7)


def test_a_clock_in_hours_cannot_start_on_a_day() -> None:
    with pytest.raises(InstantNeeded):
        start_clock(the_rule(length="{n: 48, unit: hour}"), date(2026, 6, 5), ENGLAND)


def test_a_clock_without_a_length_has_no_due_date() -> None:
    with pytest.raises(NoLength):
        start_clock(the_rule(length="null"), date(2026, 6, 5), ENGLAND)


@pytest.mark.parametrize(
    ("start", "warn_on"),
    [
        pytest.param("2026-04-01", "2026-04-07", id="three working days before"),
        pytest.param("2026-06-05", "2026-06-09", id="over a weekend"),
    ],
)
def test_the_warning_comes_working_days_before(start: str, warn_on: str) -> None:
    rule = the_rule(warn="{n: 3, unit: working_day, direction: before}")
    assert start_clock(rule, date.fromisoformat(start), ENGLAND).warn_on == date.fromisoformat(warn_on)


def test_a_warning_never_comes_before_the_start() -> None:
    rule = the_rule(warn="{n: 20, unit: working_day, direction: before}")
    assert start_clock(rule, date(2026, 6, 5), ENGLAND).warn_on == date(2026, 6, 5)


def test_grace_reaches_the_next_working_day_and_does_not_move_the_date() -> None:
    rule = the_rule(length="{n: 30, unit: calendar_day}", grace="next-working-day")
    due = start_clock(rule, date(2026, 12, 24), ENGLAND)
    assert (due.due_on, due.accepted_until, due.has_grace) == (date(2027, 1, 23), date(2027, 1, 25), True)
    on_a_working_day = start_clock(rule, date(2026, 12, 22), ENGLAND)
    assert on_a_working_day.accepted_until == on_a_working_day.due_on == date(2027, 1, 21)
    assert not on_a_working_day.has_grace


def test_only_a_clock_that_may_be_held_heeds_a_hold() -> None:
    hold = Hold(date(2026, 6, 8), date(2026, 6, 10))
    held = start_clock(the_rule(pauses="[case.suspended]"), date(2026, 6, 5), ENGLAND, holds=[hold])
    not_held = start_clock(the_rule(), date(2026, 6, 5), ENGLAND, holds=[hold])
    assert (held.due_on, held.holds) == (date(2026, 6, 16), (hold,))
    assert (not_held.due_on, not_held.holds_without_effect) == (date(2026, 6, 12), (hold,))


def test_the_reasons_read_as_sentences() -> None:
    rule = the_rule(note="A remark.", grace="next-working-day")
    assert why(start_clock(rule, date(2026, 4, 1), ENGLAND), {"S1": "A made-up source"}) == (
        "A made-up limit: 5 working days, the first day is day 0.",
        "Counted from Wednesday 1 April 2026: the day it was sent.",
        f"Bank holidays of England, calendar {ENGLAND.version}.",
        "Not counted: Friday 3 April 2026 (Good Friday); Saturday 4 April 2026 (weekend); "
        "Sunday 5 April 2026 (weekend); Monday 6 April 2026 (Easter Monday).",
        "Not after the end of Friday 10 April 2026.",
        "Rule CLK-TRY, policy version PV-TRY, in force from Wednesday 1 January 2020.",
        "How sure: reported, not read in the original. Source: A made-up source.",
        "A remark.",
    )


def test_the_reasons_tell_grace_and_holds_that_changed_nothing() -> None:
    rule = the_rule(length="{n: 30, unit: calendar_day}", grace="next-working-day")
    holds = [Hold(date(2027, 1, 4), date(2027, 1, 6))]
    assert why_counted(start_clock(rule, date(2026, 12, 24), ENGLAND, holds=holds)) == (
        "A made-up limit: 30 calendar days, the first day is day 0.",
        "Counted from Thursday 24 December 2026: the day it was sent.",
        "Weekends and bank holidays count like any other day.",
        "The hold on Monday 4 January 2027 changes nothing: this clock cannot be held.",
        "Not after the end of Saturday 23 January 2027.",
        "Accepted until the end of Monday 25 January 2027, with the grace recorded.",
    )


@pytest.mark.parametrize(
    ("length", "said"),
    [
        ("{n: 1, unit: month, first_day: inclusive}", "1 month, the first day is day 1"),
        (
            "{n: 3, unit: working_day, direction: before}",
            "3 working days, the first day is day 0, counted back",
        ),
        (
            "{n: 9, unit: calendar_day, roll: next-working-day}",
            "9 calendar days, the first day is day 0, moved on to a working day",
        ),
    ],
)
def test_the_reasons_say_how_it_was_counted(length: str, said: str) -> None:
    first_line, *_ = why_counted(start_clock(the_rule(length=length), date(2026, 6, 5), ENGLAND))
    assert first_line == f"A made-up limit: {said}."


def test_hours_need_no_word_about_holidays() -> None:
    due = start_clock(the_rule(length="{n: 48, unit: hour}"), datetime(2026, 6, 5, 21, tzinfo=UTC), ENGLAND)
    assert why_counted(due)[0] == "A made-up limit: 48 hours, running day and night."
    assert why_counted(due)[-1] == "Not after 22:00 on Sunday 7 June 2026."
    assert not any("oliday" in line for line in why_counted(due))


def test_what_is_our_own_setting_is_never_shown_as_official() -> None:
    due = start_clock(the_rule(confidence="C"), date(2026, 6, 5), ENGLAND)
    said = " ".join(why(due, {"S1": "A made-up source"}))
    assert "our setting, not official" in said
    assert "A made-up source" not in said
