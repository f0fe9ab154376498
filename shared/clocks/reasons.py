"""Why a due date is what it is, in sentences for a page or a terminal."""

from collections.abc import Iterator, Mapping

from clocks.bank_holidays import nation_in_words
from clocks.counting import Direction, FirstDay, Length, Roll, Unit
from clocks.days import LONDON, in_words
from clocks.due import Due
from clocks.rules import Confidence, Kind

UNIT_WORDS = {
    Unit.CALENDAR_DAY: "calendar day",
    Unit.WORKING_DAY: "working day",
    Unit.MONTH: "month",
    Unit.HOUR: "hour",
}
DUE_WORDS = {
    Kind.TARGET: "Aimed for by",
    Kind.FLOOR: "Not before",
    Kind.LIMIT: "Not after",
    Kind.MINIMUM: "At least until",
    Kind.REVIEW: "To be looked at on",
}

RUNS_TO_THE_END_OF_THE_DAY = {Kind.TARGET, Kind.LIMIT}


def why(due: Due, sources: Mapping[str, str]) -> tuple[str, ...]:
    return (*why_counted(due), *_source_lines(due, sources))


def why_counted(due: Due) -> tuple[str, ...]:
    """Without the rule's origin: all there is to say about a count that is in no rule."""
    return (*_counting_lines(due), *_result_lines(due))


def length_in_words(length: Length) -> str:
    plural = "" if length.n == 1 else "s"
    return f"{length.n} {UNIT_WORDS[length.unit]}{plural}"


def _counting_lines(due: Due) -> Iterator[str]:
    length = due.rule.length
    assert length is not None, "a clock without a length is never started"
    yield f"{due.rule.title}: {length_in_words(length)}, {_first_day_words(length)}."
    yield f"Counted from {in_words(due.start_on)}: {due.rule.starts}."
    if length.unit is not Unit.HOUR:
        yield _calendar_line(due, length)
    if due.counted.skipped:
        days = "; ".join(f"{in_words(each.day)} ({each.reason})" for each in due.counted.skipped)
        yield f"Not counted: {days}."
    for hold in due.holds_without_effect:
        yield f"The hold on {in_words(hold.held_on)} changes nothing: this clock cannot be held."


def _calendar_line(due: Due, length: Length) -> str:
    if length.unit is Unit.WORKING_DAY:
        nation = nation_in_words(due.calendar.nation)
        return f"Bank holidays of {nation}, calendar {due.calendar.version}."
    return "Weekends and bank holidays count like any other day."


def _first_day_words(length: Length) -> str:
    if length.unit is Unit.HOUR:
        return "running day and night"
    first = "the first day is day 1" if length.first_day is FirstDay.COUNTS else "the first day is day 0"
    backwards = ", counted back" if length.direction is Direction.BEFORE else ""
    roll = ", moved on to a working day" if length.roll is Roll.NEXT_WORKING_DAY else ""
    return f"{first}{backwards}{roll}"


def _result_lines(due: Due) -> Iterator[str]:
    yield f"{DUE_WORDS[due.rule.kind]} {_moment(due)}{in_words(due.due_on)}."
    if due.has_grace:
        yield f"Accepted until the end of {in_words(due.accepted_until)}, with the grace recorded."


def _moment(due: Due) -> str:
    if due.due_at is not None:
        return f"{due.due_at.astimezone(LONDON):%H:%M} on "
    return "the end of " if due.rule.kind in RUNS_TO_THE_END_OF_THE_DAY else ""


def _source_lines(due: Due, sources: Mapping[str, str]) -> Iterator[str]:
    rule = due.rule
    since = in_words(rule.effective.first)
    yield f"Rule {rule.id}, policy version {rule.policy_version}, in force from {since}."
    titles = "; ".join(sources.get(tag, tag) for tag in rule.sources)
    origin = "" if rule.confidence is Confidence.OUR_SETTING or not titles else f" Source: {titles}."
    yield f"How sure: {rule.confidence.in_words}.{origin}"
    if rule.note:
        yield rule.note
