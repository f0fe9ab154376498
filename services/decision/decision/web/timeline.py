"""A case's history as people read it: what happened, when, by whom."""

from collections.abc import Sequence

from decision.domain.overlays import Overlays
from decision.storage import HistoryEntry
from decision.web import (
    joining_words,
    permission_words,
    told_afterwards,
    told_allocation,
    told_asking,
    told_circumstances,
    told_clocks,
    told_conclusive,
    told_letters,
)
from decision.web.telling import Fact, Tell, Words, day_in_words
from plumbing.govuk.parts import Entry

QUIET = frozenset({"case_moved"})  # the fact beside it says why the case moved


def timeline(history: Sequence[HistoryEntry]) -> list[Entry]:
    """Newest first."""
    return [_entry(each) for each in reversed(history) if _fact(each) not in QUIET]


def what_happened(history: Sequence[HistoryEntry]) -> list[str]:
    """One line for each, oldest first: what somebody missed."""
    return [_line(each) for each in history if _fact(each) not in QUIET]


def _line(each: HistoryEntry) -> str:
    title, _ = _words(each)
    return f"{title}, by {each.actor_name}" if each.actor_name else title


def _entry(each: HistoryEntry) -> Entry:
    title, text = _words(each)
    return Entry(title=title, at=each.at, by=each.actor_name or "", text=text)


def _fact(each: HistoryEntry) -> str:
    return each.name.removeprefix("nrm.decision.").rpartition(".")[0]


def _words(each: HistoryEntry) -> Words:
    fact = _fact(each)
    return TOLD[fact](each.fact) if fact in TOLD else (fact.replace("_", " ").capitalize(), "")


def _opened(fact: Fact) -> Words:
    due = day_in_words(fact["reasonable_grounds_due_on"])
    return (
        "Referral received and case opened",
        f"Received on {day_in_words(fact['received_on'])}. Reasonable grounds due on {due}.",
    )


def _taken(_: Fact) -> Words:
    return "Case taken", ""


def _put_back(_: Fact) -> Words:
    return "Case put back for anybody to take", ""


def _reviewed(fact: Fact) -> Words:
    if fact["is_agreed"]:
        return "Second review: agreed", ""
    return "Second review: returned to its author", "The reasons are on the Decisions page."


def _decided(fact: Fact) -> Words:
    title = f"Reasonable grounds decided: {fact['outcome']}"
    if fact["outcome"] == "negative":
        return title, ""
    return title, " ".join(
        words.format(day_in_words(fact[name])) for name, words in AFTER_POSITIVE.items() if fact[name]
    )


# A further decision starts no recovery period, and a panel of the pilot has no floor.
AFTER_POSITIVE = {
    "recovery_until_at_least": "Recovery period at least until {}.",
    "conclusive_grounds_not_before": "Conclusive grounds not served before {}.",
}


def _withdrawn(fact: Fact) -> Words:
    if fact["consent"] == "support":
        return "The person no longer wants support", "The referral goes on."
    return "The person no longer agrees to the referral", "This alone closes nothing. Decide what follows."


def _changed(fact: Fact) -> Words:
    if fact["overlay"] == Overlays.IMMIGRATION:
        return permission_words.changed(fact["was"], fact["now"])
    overlay, was, now = (fact[name].replace("_", " ") for name in ("overlay", "was", "now"))
    return f"{overlay.capitalize()}: {now}", f"It was: {was}."


TOLD: dict[str, Tell] = {
    **told_clocks.TOLD,
    **told_asking.TOLD,
    **told_allocation.TOLD,
    **told_conclusive.TOLD,
    **told_circumstances.TOLD,
    **told_afterwards.TOLD,
    **told_letters.TOLD,
    **permission_words.TOLD,
    **joining_words.TOLD,
    "case_opened": _opened,
    "case_taken": _taken,
    "case_put_back": _put_back,
    "decision_reviewed": _reviewed,
    "rg_decided": _decided,
    "agreement_withdrawn": _withdrawn,
    "overlay_changed": _changed,
}
