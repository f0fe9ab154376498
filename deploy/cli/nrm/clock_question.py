"""A question to the clock calculator and its answer: a rule of a service, or a count of one's own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from care.domain.rulebook import rules_as_shipped
from clocks import (
    NATIONS,
    Applies,
    Confidence,
    Due,
    Effective,
    EndRule,
    Ends,
    FirstDay,
    Hold,
    Kind,
    Length,
    LengthNotPossible,
    Nation,
    Roll,
    Rule,
    RuleBook,
    Unit,
    UnknownRule,
    UnreadableDate,
    calendars_as_shipped,
    day_of,
    in_words,
    nation_in_words,
    nation_named,
    read_start,
    start_clock,
    why,
    why_counted,
)
from decision.domain.rules import rule_book

DEFAULT_NATION: Nation = "england"
PAUSE = re.compile(r"(?P<held>.+?):(?P<resumed>\d{4}-?[\dW].*)?$")
UNITS = {"working": Unit.WORKING_DAY, "calendar": Unit.CALENDAR_DAY}
FIRST_DAYS = {"day-0": FirstDay.IS_DAY_ZERO, "day-1": FirstDay.COUNTS}


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What the asker would have counted differently from the rule, or from the usual way."""

    unit: Unit | None = None
    first_day: FirstDay | None = None
    roll: Roll | None = None

    @classmethod
    def of(cls, unit: str | None, counting: str | None, roll: str | None) -> "Changes":
        return cls(
            unit=UNITS[unit] if unit else None,
            first_day=FIRST_DAYS[counting] if counting else None,
            roll=Roll(roll) if roll else None,
        )

    def to(self, length: Length) -> Length:
        if self.unit and length.unit not in UNITS.values():
            raise LengthNotPossible(f"a count of {length.unit}s cannot be made one of {self.unit}s")
        return replace(
            length,
            unit=self.unit or length.unit,
            first_day=self.first_day or length.first_day,
            roll=self.roll or length.roll,
        )


@dataclass(frozen=True, kw_only=True)
class DueQuestion:
    start: date | datetime
    rule_id: str | None = None
    days: int | None = None
    months: int | None = None
    hours: int | None = None
    changes: Changes = Changes()
    nation: str | None = None
    holds: tuple[Hold, ...] = ()
    select_on: date | None = None
    event_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class DueAnswer:
    due: Due
    book: RuleBook | None
    event_on: date | None

    @property
    def title(self) -> str:
        return self.due.rule.title

    @property
    def ends_on(self) -> date | None:
        return self.due.rule.ends.on(self.due.due_on, self.event_on)

    def why(self) -> tuple[str, ...]:
        if self.book is None:
            return why_counted(self.due)
        return (*why(self.due, self.book.sources), *self._calendar_lines())

    def _calendar_lines(self) -> Iterator[str]:
        rule, asked = self.due.rule, self.due.calendar.nation
        if asked != rule.nation(supported_in=asked):
            yield f"The rule itself uses the bank holidays of {nation_in_words(rule.nation())}."

    def as_json(self) -> dict[str, object]:
        due, rule = self.due, self.due.rule
        return {
            "rule": rule.id if self.book else None,
            "title": rule.title,
            "kind": rule.kind if self.book else None,
            "policy_version": rule.policy_version if self.book else None,
            "confidence": rule.confidence if self.book else None,
            "nation": due.calendar.nation,
            "calendar_version": due.calendar.version,
            "start_on": due.start_on.isoformat(),
            "due_on": due.due_on.isoformat(),
            "day_of_week": due.day_of_week,
            "expires_at": in_utc(due.expires_at),
            "warn_on": iso(due.warn_on),
            "accepted_until": due.accepted_until.isoformat(),
            "ends_on": iso(self.ends_on),
            "skipped": [
                {"date": each.day.isoformat(), "reason": each.reason} for each in due.counted.skipped
            ],
            "why": list(self.why()),
        }

    def for_people(self) -> Iterator[tuple[str, str]]:
        due = self.due
        yield "due on", in_words(due.due_on)
        yield "over at", f"{in_utc(due.expires_at)} (first instant after it)"
        if due.has_grace:
            yield "accepted until", in_words(due.accepted_until)
        if due.warn_on:
            yield "warning on", in_words(due.warn_on)
        if self.event_on:
            yield "ends on", in_words(self.ends_on) if self.ends_on else "open"
        yield "calendar", due.calendar.version


def books() -> tuple[RuleBook, ...]:
    return rule_book(), rules_as_shipped().book


def work_out(question: DueQuestion) -> DueAnswer:
    """The start is checked against the calendar first: a day nobody knows has no rule either."""
    start_on = day_of(question.start)
    calendars_as_shipped()[question.nation or DEFAULT_NATION].check(start_on)
    rule, book = rule_asked_for(question, question.select_on or start_on)
    calendar = calendars_as_shipped()[question.nation or rule.nation()]
    due = start_clock(rule, question.start, calendar, holds=question.holds)
    return DueAnswer(due=due, book=book, event_on=question.event_on)


def rule_asked_for(question: DueQuestion, on: date) -> tuple[Rule, RuleBook | None]:
    if question.rule_id is None:
        return rule_of_ones_own(question), None
    book = book_with(question.rule_id)
    rule = book.select(question.rule_id, on=on)
    return changed(rule, question.changes), book


def book_with(rule_id: str) -> RuleBook:
    for book in books():
        if rule_id in book.ids():
            return book
    raise UnknownRule(f"there is no rule {rule_id!r}; `nrm clock rules` lists them")


def changed(rule: Rule, changes: Changes) -> Rule:
    """A rule counted differently is nobody's rule any more, so it loses its standing."""
    if rule.length is None or changes.to(rule.length) == rule.length:
        return rule
    note = "Counted differently from the rule, as asked."
    return replace(rule, length=changes.to(rule.length), confidence=Confidence.OUR_SETTING, note=note)


def rule_of_ones_own(question: DueQuestion) -> Rule:
    return Rule(
        id="",
        title="A count that is in no rule",
        kind=Kind.LIMIT,
        applies=Applies(nations=NATIONS),
        starts="as given",
        ends=Ends(rule=EndRule.LENGTH, of=("length_end",)),
        effective=Effective(first=date.min, last=None, select_on="start"),
        policy_version="",
        confidence=Confidence.OUR_SETTING,
        sources=(),
        on_breach="",
        length=question.changes.to(length_asked_for(question)),
        calendar=nation_named(question.nation or DEFAULT_NATION),
        pauses=("as given",),
    )


def length_asked_for(question: DueQuestion) -> Length:
    if question.months is not None:
        return Length(n=question.months, unit=Unit.MONTH)
    if question.hours is not None:
        return Length(n=question.hours, unit=Unit.HOUR)
    return Length(n=question.days or 0, unit=Unit.CALENDAR_DAY)


def read_hold(text: str) -> Hold:
    """FROM:TO in days or instants; without TO it is still on hold."""
    parts = PAUSE.match(text)
    if parts is None:
        raise UnreadableDate(f"{text!r} is not FROM:TO")
    resumed = parts["resumed"]
    return Hold(day_of(read_start(parts["held"])), day_of(read_start(resumed)) if resumed else None)


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def in_utc(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")
