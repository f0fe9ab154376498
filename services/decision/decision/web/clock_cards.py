"""A clock as a card: its date, how it stands, and why the date is what it is."""

from collections.abc import Sequence
from datetime import date

from clocks import Confidence, FirstDay, Kind, Length, length_in_words
from decision.domain.clocks import ClockState, Pause
from decision.queries.case import ExplainedClock
from plumbing.govuk.dates import day
from plumbing.govuk.parts import Clock, Skipped, Status, Why

BEFORE_DUE = {
    Kind.TARGET: "Aim to finish by the end of this day",
    Kind.FLOOR: "Not before this day",
    Kind.LIMIT: "Not after this day",
    Kind.MINIMUM: "Lasts at least until the end of this day",
    Kind.REVIEW: "To be looked at on this day",
}
WITHOUT_A_DAY = {
    Kind.TARGET: "As soon as possible. The rule sets no day",
    Kind.LIMIT: "The rule sets no limit",
}
NATIONS = {"england": "England and Wales", "wales": "England and Wales", "scotland": "Scotland"}


def clock_cards(clocks: Sequence[ExplainedClock], today: date) -> list[Clock]:
    """Open clocks first, each group in order of its date."""
    ordered = sorted(clocks, key=lambda each: (not each.clock.state.is_open, each.clock.due_on or date.max))
    return [_card(each, today) for each in ordered]


def _card(explained: ExplainedClock, today: date) -> Clock:
    clock = explained.clock
    return Clock(
        title=explained.rule.title,
        due=clock.due_on,
        status=_status(explained, today),
        why=_why(explained),
        note=_note(explained),
    )


def _note(explained: ExplainedClock) -> str:
    clock = explained.clock
    if clock.state is not ClockState.ENDED:
        return BEFORE_DUE[clock.kind] if clock.due_on else WITHOUT_A_DAY.get(clock.kind, "No day is set yet")
    assert clock.ended_on is not None
    ended = f"Ended on {day(clock.ended_on)}"
    return f"{ended}, after its target" if clock.breached_at else ended


def _status(explained: ExplainedClock, today: date) -> Status:
    clock = explained.clock
    if clock.state is ClockState.ENDED:
        return Status("Done", "done")
    if clock.state is ClockState.HELD:
        return Status("On hold", "waiting")
    if clock.kind in (Kind.MINIMUM, Kind.FLOOR):
        return Status("Running", "in-progress")
    return _status_of_a_deadline(clock.due_on, clock.warn_on, today)


def _status_of_a_deadline(due_on: date | None, warn_on: date | None, today: date) -> Status:
    if due_on and due_on < today:
        return Status("Overdue", "overdue")
    if warn_on and warn_on <= today:
        return Status("Due soon", "waiting")
    return Status("Running", "in-progress")


def _why(explained: ExplainedClock) -> Why:
    rule, clock, due = explained.rule, explained.clock, explained.due
    return Why(
        rule=f"{rule.id}: {rule.title.lower()}",
        version=f"{rule.policy_version}, in force from {day(rule.effective.first)}",
        start=clock.started_on,
        counting=_counting(rule.length) if rule.length else "The sources give no length",
        calendar=f"Bank holidays of {_where(clock.nation)}, version {clock.calendar_version}",
        pauses=[_pause(each) for each in clock.pauses],
        skipped=[Skipped(each.day, each.reason) for each in due.counted.skipped] if due else (),
        source="; ".join(explained.sources),
        confidence=rule.confidence.in_words.capitalize(),
        is_our_setting=rule.confidence is Confidence.OUR_SETTING,
        note=_why_later(explained) or rule.note,
    )


def _pause(pause: Pause) -> str:
    since = f"Stands still from {day(pause.held_on)}"
    return f"{since}, counted again from {day(pause.resumed_on)}" if pause.resumed_on else since


def _why_later(explained: ExplainedClock) -> str:
    extended_to = explained.clock.extended_to
    return f"Extended to {day(extended_to)} by an agreement recorded in the history" if extended_to else ""


def _counting(length: Length) -> str:
    counts = length.first_day is FirstDay.COUNTS
    return f"{length_in_words(length)}; the first day is {'day 1' if counts else 'day 0'}"


def _where(nation: str) -> str:
    return NATIONS.get(nation, "Northern Ireland")
