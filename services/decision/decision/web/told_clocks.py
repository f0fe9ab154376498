"""What happened to a clock, in words."""

from collections.abc import Mapping

from decision.domain.rules import rule_book
from decision.web import permission_words, told_afterwards, told_asking, told_circumstances
from decision.web.telling import Fact, Tell, Words, day_in_words

CAUSES = {
    "rg_decided": "The decision has been made.",
    "cg_decided": "The decision has been made.",
    "date_reached": "The day has come.",
    "length_over": "Its last day has gone by.",
    "decided_again": "A later decision took its place.",
    "papers_sent": "The papers were sent.",
    "panel_arranged_again": "The panel was arranged for another day.",
    "outcome_sent": "The panel has answered.",
    **told_circumstances.CAUSES,
    **told_asking.CAUSES,
    **told_afterwards.CAUSES,
    **permission_words.CAUSES,
    "calendar_published": "A new calendar of bank holidays was published.",
    "policy_published": "A new version of the policy was published.",
}


def _started(fact: Fact) -> Words:
    return f"Clock started: {_title(fact)}", f"Due on {day_in_words(fact['due_on'])}." if fact[
        "due_on"
    ] else ""


def _warned(fact: Fact) -> Words:
    return f"Due soon: {_title(fact)}", f"Due on {day_in_words(fact['due_on'])}."


def _breached(fact: Fact) -> Words:
    return (
        f"Overdue: {_title(fact)}",
        f"Was due on {day_in_words(fact['due_on'])}. This alone decides nothing.",
    )


def _ended(fact: Fact) -> Words:
    return f"Clock ended: {_title(fact)}", _cause(fact)


def _held(fact: Fact) -> Words:
    return f"Clock on hold: {_title(fact)}", f"Since {day_in_words(fact['held_on'])}. {_cause(fact)}".strip()


def _resumed(fact: Fact) -> Words:
    return f"Clock runs again: {_title(fact)}", _new_date(fact)


def _recomputed(fact: Fact) -> Words:
    was = day_in_words(fact["previous_due_on"]) if fact["previous_due_on"] else "not known"
    return f"Date moved: {_title(fact)}", f"It was {was}. {_new_date(fact)} {_cause(fact)}".strip()


def _new_date(fact: Fact) -> str:
    return f"Due on {day_in_words(fact['due_on'])}." if fact["due_on"] else ""


def _cause(fact: Fact) -> str:
    return CAUSES.get(fact["cause"], "")


def _title(fact: Fact) -> str:
    return rule_book().versions(fact["rule"])[-1].title


TOLD: Mapping[str, Tell] = {
    "clock_started": _started,
    "clock_held": _held,
    "clock_resumed": _resumed,
    "clock_recomputed": _recomputed,
    "clock_warned": _warned,
    "clock_breached": _breached,
    "clock_ended": _ended,
}
