"""Days as the worked examples of the domain notes (§10) write them, and the clocks to try them on."""

from datetime import date

from clocks import Due, Nation, calendars_as_shipped, start_clock
from decision.domain.rules import rule_book

BOOK = rule_book()
CALENDARS = calendars_as_shipped()
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(text: str) -> date:
    """Written with its weekday, as the notes do, so that a typing error cannot pass."""
    weekday, number, month, year = text.split()
    found = date(int(year), MONTHS.index(month) + 1, int(number))
    assert WEEKDAYS[found.weekday()] == weekday, text
    return found


def clock(rule_id: str, start: str, nation: Nation | None = None, *, selected: str | None = None) -> Due:
    rule = BOOK.select(rule_id, on=day(selected or start))
    return start_clock(rule, day(start), CALENDARS[nation or rule.nation()])
