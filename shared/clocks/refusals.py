"""What a count is refused for. Each refusal has a `code` that pages, events and the command line can show."""

from typing import ClassVar


class Refusal(Exception):
    """A date that would have to be guessed is not given."""

    code: ClassVar[str]


class NaiveDatetime(Refusal):
    """A time of day without an offset could be two different London days."""

    code = "naive_datetime"


class UnknownNation(Refusal):
    code = "unknown_nation"


class CalendarHorizon(Refusal):
    """Before the first or after the last day for which the bank holidays are known."""

    code = "calendar_horizon"


class UnreadableDate(Refusal):
    code = "unreadable_date"


class InstantNeeded(Refusal):
    """Hours cannot be counted from a day."""

    code = "instant_needed"


class PeriodBackwards(Refusal):
    """A hold, or any period, that ends before it begins."""

    code = "period_backwards"


class HoldNotCountable(Refusal):
    """A count that runs back from a date cannot be held."""

    code = "hold_not_countable"


class StillOnHold(Refusal):
    """Held and not resumed before its end, so there is no due date yet."""

    code = "still_on_hold"


class LengthNotPossible(Refusal):
    """A negative length, or no day at all where the first day counts."""

    code = "length_not_possible"


class UnknownRule(Refusal):
    code = "unknown_rule"


class RuleNotInForce(Refusal):
    code = "rule_not_in_force"


class RulesOverlap(Refusal):
    """Two versions of one rule in force on the same day: the rule files are wrong."""

    code = "rules_overlap"


class NoLength(Refusal):
    """The source gives no number for this clock, so it has an age and no due date."""

    code = "no_length"


class UnknownPolicyVersion(Refusal):
    code = "unknown_policy_version"
