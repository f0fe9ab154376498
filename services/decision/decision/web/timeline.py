"""A case's history as people read it: what happened, when, by whom."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from decision.domain.rules import rule_book
from decision.storage import HistoryEntry
from plumbing.govuk.dates import day
from plumbing.govuk.parts import Entry

Fact = Mapping[str, Any]
Words = tuple[str, str]


def timeline(history: Sequence[HistoryEntry]) -> list[Entry]:
    """Newest first."""
    return [_entry(each) for each in reversed(history)]


def what_happened(history: Sequence[HistoryEntry]) -> list[str]:
    """One line for each, oldest first: what somebody missed."""
    return [_line(each) for each in history]


def _line(each: HistoryEntry) -> str:
    title, _ = _words(each)
    return f"{title}, by {each.actor_name}" if each.actor_name else title


def _entry(each: HistoryEntry) -> Entry:
    title, text = _words(each)
    return Entry(title=title, at=each.at, by=each.actor_name or "", text=text)


def _words(each: HistoryEntry) -> Words:
    fact = each.name.removeprefix("nrm.decision.").rpartition(".")[0]
    return TOLD[fact](each.fact) if fact in TOLD else (fact.replace("_", " ").capitalize(), "")


def _opened(fact: Fact) -> Words:
    due = _day(fact["reasonable_grounds_due_on"])
    return (
        "Referral received and case opened",
        f"Received on {_day(fact['received_on'])}. Reasonable grounds due on {due}.",
    )


def _taken(_: Fact) -> Words:
    return "Case taken", ""


def _put_back(_: Fact) -> Words:
    return "Case put back for anybody to take", ""


def _written(fact: Fact) -> Words:
    if fact["outcome"] == "positive":
        return "Positive decision written", f"Test applied: {fact['test']}."
    return "Negative decision written", f"Sent for second review. Test applied: {fact['test']}."


def _reviewed(fact: Fact) -> Words:
    if fact["is_agreed"]:
        return "Second review: agreed", ""
    return "Second review: returned to its author", "The reasons are on the Decisions page."


def _decided(fact: Fact) -> Words:
    title = f"Reasonable grounds decided: {fact['outcome']}"
    if fact["outcome"] == "negative":
        return title, ""
    least, earliest = _day(fact["recovery_until_at_least"]), _day(fact["conclusive_grounds_not_before"])
    return title, f"Recovery period at least until {least}. Conclusive grounds not served before {earliest}."


def _started(fact: Fact) -> Words:
    return f"Clock started: {_title(fact)}", f"Due on {_day(fact['due_on'])}." if fact["due_on"] else ""


def _warned(fact: Fact) -> Words:
    return f"Due soon: {_title(fact)}", f"Due on {_day(fact['due_on'])}."


def _breached(fact: Fact) -> Words:
    return f"Overdue: {_title(fact)}", f"Was due on {_day(fact['due_on'])}. This alone decides nothing."


def _ended(fact: Fact) -> Words:
    return f"Clock ended: {_title(fact)}", CAUSES.get(fact["cause"], "")


def _asked(fact: Fact) -> Words:
    return "Information requested from the first responder", f"Due on {_day(fact['due_on'])}."


def _answered(_: Fact) -> Words:
    return "The first responder answered", "The answer is on the Information requests page."


def _withdrawn(fact: Fact) -> Words:
    if fact["consent"] == "support":
        return "The person no longer wants support", "The referral goes on."
    return "The person no longer agrees to the referral", "This alone closes nothing. Decide what follows."


def _title(fact: Fact) -> str:
    return rule_book().versions(fact["rule"])[-1].title


def _day(text: str) -> str:
    return day(date.fromisoformat(text))


CAUSES = {"rg_decided": "The decision has been made.", "date_reached": "The day has come."}
TOLD: dict[str, Callable[[Fact], Words]] = {
    "case_opened": _opened,
    "case_taken": _taken,
    "case_put_back": _put_back,
    "decision_written": _written,
    "decision_reviewed": _reviewed,
    "rg_decided": _decided,
    "information_requested": _asked,
    "information_received": _answered,
    "agreement_withdrawn": _withdrawn,
    "clock_started": _started,
    "clock_warned": _warned,
    "clock_breached": _breached,
    "clock_ended": _ended,
}
