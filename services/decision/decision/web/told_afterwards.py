"""What followed a decision, as the history tells it."""

from collections.abc import Mapping

from decision.domain.decisions import DecisionKind
from decision.domain.reconsideration import Refusal
from decision.web.after_words import KINDS, REFUSALS
from decision.web.telling import Fact, Tell, Words, day_in_words


def _requested(fact: Fact) -> Words:
    return f"Reconsideration requested: {_kind(fact)}", "This alone changes no exit date."


def _accepted(fact: Fact) -> Words:
    return (
        f"Reconsideration accepted: {_kind(fact)}",
        "The person is a potential victim again. An exit date falls away.",
    )


def _refused(fact: Fact) -> Words:
    why = REFUSALS[Refusal(fact["reason"])]
    return f"Reconsideration refused: {_kind(fact)}", f"{why}. The decision stands as before."


def _decided(fact: Fact) -> Words:
    title = f"Reconsidered: {_kind(fact)}"
    if fact["outcome"] == "negative":
        return title, "The decision stays negative."
    return title, "The decision is open again, and will be made anew."


def _extended(fact: Fact) -> Words:
    return "More time to ask for a reconsideration", f"Until {day_in_words(fact['until'])}."


def _kind(fact: Fact) -> str:
    return KINDS[DecisionKind(fact["decision"])]


CAUSES: Mapping[str, str] = {
    "recon.requested": "A reconsideration was requested.",
    "recon.accepted": "The request was accepted.",
    "recon.refused": "The request was refused.",
    "recon.decided": "The reconsideration is decided.",
    "decided_again": "A new decision was made.",
    "extension.exceptional": "More time was given, as the circumstances are exceptional.",
}
TOLD: Mapping[str, Tell] = {
    "reconsideration_requested": _requested,
    "reconsideration_accepted": _accepted,
    "reconsideration_refused": _refused,
    "reconsideration_decided": _decided,
    "reconsideration_window_extended": _extended,
}
