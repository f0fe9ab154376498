"""The clocks of a life in support as cards: each date with the rule and the start that made it."""

from collections.abc import Sequence
from datetime import date

from care.domain.rulebook import CareRules
from care.domain.support_clocks import ClockState, SupportClock, Wanted, due_of
from clocks import Confidence, length_in_words
from clocks.days import london_day
from clocks.due import Due
from clocks.rules import Kind, Rule
from plumbing.govuk.dates import day
from plumbing.govuk.parts import Clock, Skipped, Status, Why

NOTES = {
    Kind.MINIMUM: "Lasts at least until the end of this day",
    Kind.REVIEW: "To be looked at by the end of this day",
}


def cards(clocks: Sequence[SupportClock], rules: CareRules, today: date) -> list[Clock]:
    """Those that run, the earliest first, then the last three that ended."""
    running = [each for each in clocks if each.state is ClockState.RUNNING]
    ended = [each for each in clocks if each.state is ClockState.ENDED][-3:]
    return [_card(each, rules, today) for each in (*running, *reversed(ended))]


def _card(clock: SupportClock, rules: CareRules, today: date) -> Clock:
    due = due_of(_as_wanted(clock), rules)
    return Clock(
        due.rule.title, clock.due_on, _status(clock, today), _why(clock, due, rules), _note(clock, due)
    )


def _as_wanted(clock: SupportClock) -> Wanted:
    return Wanted(rule=clock.rule, start=london_day(clock.started_at), selected_on=clock.selected_on)


def _status(clock: SupportClock, today: date) -> Status:
    if clock.state is ClockState.ENDED:
        return Status("Done", "done")
    if clock.kind == Kind.MINIMUM:
        return Status("Running", "in-progress")
    if clock.due_on < today:
        return Status("Overdue", "overdue")
    is_soon = clock.warn_at is not None and london_day(clock.warn_at) <= today
    return Status("Due soon", "waiting") if is_soon else Status("Running", "in-progress")


def _note(clock: SupportClock, due: Due) -> str:
    if clock.ended_at is not None:
        late = ", late" if clock.breached_at else ""
        return f"Ended on {day(london_day(clock.ended_at))}{late}"
    return NOTES.get(due.rule.kind, due.rule.on_breach if clock.breached_at else "")


def _why(clock: SupportClock, due: Due, rules: CareRules) -> Why:
    rule = due.rule
    assert rule.length is not None
    return Why(
        rule=f"{rule.id}: {rule.title.lower()}",
        version=clock.policy_version,
        start=london_day(clock.started_at),
        counting=f"{length_in_words(rule.length)}, from {rule.starts}",
        calendar=f"Bank holidays of England and Wales, version {clock.calendar_version}",
        skipped=[Skipped(each.day, each.reason) for each in due.counted.skipped],
        source="; ".join(rules.book.sources.get(tag, tag) for tag in rule.sources),
        confidence=rule.confidence.in_words.capitalize(),
        is_our_setting=rule.confidence is Confidence.OUR_SETTING,
        note=_also(rule),
    )


def _also(rule: Rule) -> str:
    """Another length that a source gives is unconfirmed, and said so."""
    others = [f"Unconfirmed: another source says {each.value}." for each in rule.conflicts]
    return " ".join([rule.note.rstrip("."), *others] if rule.note else others)
