"""How days are counted, and what the rules of the clocks say. Pure: values in, values out.

    from clocks import Hold, calendars_as_shipped, start_clock, why
    from decision.domain.rules import rule_book

    book, calendars = rule_book(), calendars_as_shipped()
    rule = book.select("CLK-RG", on=received_on)              # the version in force on that day
    due = start_clock(rule, received_at, calendars[rule.nation()], holds=[Hold(held_on, resumed_on)])
    due.due_on, due.warn_on, due.expires_at, due.accepted_until
    why(due, book.sources)                                    # sentences for the page *Why this date?*
    rule.ends.on(due.due_on, conclusive_grounds_on)           # later of, earlier of, or open (None)

A start is an aware datetime or a plain London day. Support clocks follow the nation where support is
given: `rule.nation(supported_in="scotland")`. Every refusal is a `Refusal` with a `code`.
A calendar from the database: `BankHolidays.of_rows(rows, nation=…, version=…, known_from=…, known_until=…)`.
"""

from clocks.bank_holidays import NATIONS, BankHolidays, Calendars, Nation, nation_in_words, nation_named
from clocks.counting import (
    Counted,
    Direction,
    FirstDay,
    Hold,
    Length,
    Roll,
    Skipped,
    Unit,
    count,
    count_hours,
)
from clocks.days import (
    birthday,
    day_of,
    first_instant_after,
    first_instant_of,
    in_words,
    london_day,
    read_instant,
    read_start,
)
from clocks.due import Due, start_clock, warning_day
from clocks.laid_over import laid_over, read_rules
from clocks.months import months_after
from clocks.published import calendars_as_shipped, read_calendar
from clocks.reasons import length_in_words, why, why_counted
from clocks.refusals import (
    CalendarHorizon,
    HoldNotCountable,
    InstantNeeded,
    LengthNotPossible,
    NaiveDatetime,
    NoLength,
    PeriodBackwards,
    Refusal,
    RuleNotInForce,
    RulesOverlap,
    StillOnHold,
    UnknownNation,
    UnknownPolicyVersion,
    UnknownRule,
    UnreadableDate,
)
from clocks.rules import (
    Applies,
    Confidence,
    Effective,
    EndRule,
    Ends,
    Grace,
    Kind,
    PolicyVersion,
    Rule,
    RuleBook,
    RuleFile,
    earlier_of,
    later_of,
    read_rule_book,
)

__all__ = [
    "NATIONS",
    "Applies",
    "BankHolidays",
    "CalendarHorizon",
    "Calendars",
    "Confidence",
    "Counted",
    "Direction",
    "Due",
    "Effective",
    "EndRule",
    "Ends",
    "FirstDay",
    "Grace",
    "Hold",
    "HoldNotCountable",
    "InstantNeeded",
    "Kind",
    "Length",
    "LengthNotPossible",
    "NaiveDatetime",
    "Nation",
    "NoLength",
    "PeriodBackwards",
    "PolicyVersion",
    "Refusal",
    "Roll",
    "Rule",
    "RuleBook",
    "RuleFile",
    "RuleNotInForce",
    "RulesOverlap",
    "Skipped",
    "StillOnHold",
    "Unit",
    "UnknownNation",
    "UnknownPolicyVersion",
    "UnknownRule",
    "UnreadableDate",
    "birthday",
    "calendars_as_shipped",
    "count",
    "count_hours",
    "day_of",
    "earlier_of",
    "first_instant_after",
    "first_instant_of",
    "in_words",
    "laid_over",
    "later_of",
    "length_in_words",
    "london_day",
    "months_after",
    "nation_in_words",
    "nation_named",
    "read_calendar",
    "read_instant",
    "read_rule_book",
    "read_rules",
    "read_start",
    "start_clock",
    "warning_day",
    "why",
    "why_counted",
]
