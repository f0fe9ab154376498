"""What followed a decision, as the history tells it."""

from collections.abc import Mapping

from decision.domain.decisions import DecisionKind
from decision.domain.reconsideration import Refusal
from decision.domain.revocation import WrittenTo
from decision.web.after_words import KINDS, REFUSALS, WRITTEN_TO
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


def _notified(fact: Fact) -> Words:
    due = fact["answer_due_on"]
    return "Disqualification considered", f"Representations due on {day_in_words(due)}." if due else ""


def _more_time(fact: Fact) -> Words:
    return "More time for representations", f"Until {day_in_words(fact['until'])}."


def _represented(fact: Fact) -> Words:
    late = " They came late, and are read as well." if fact["is_late"] else ""
    return "Representations received", f"On {day_in_words(fact['received_on'])}.{late}"


def _assessed(_: Fact) -> Words:
    return "Disqualification weighed", "It waits for a second person."


def _looked_at(fact: Fact) -> Words:
    return "Disqualification: second person", "Agreed." if fact[
        "is_agreed"
    ] else "Returned, to be weighed again."


def _disqualification_asked(fact: Fact) -> Words:
    on = day_in_words(fact["received_on"])
    return "Asked to look again at the disqualification", f"On {on}. It stays imposed meanwhile."


def _disqualification_kept(_: Fact) -> Words:
    return "Disqualification looked at again", "It stays imposed. A court is the only further route."


def _disqualified(fact: Fact) -> Words:
    return DISQUALIFIED[fact["outcome"]]


def _revocation_considered(fact: Fact) -> Words:
    who = WRITTEN_TO[WrittenTo(fact["written_to"])].lower()
    until = day_in_words(fact["answer_by"])
    return "Revocation considered", f"Written to {who}, who may answer until {until}."


def _revocation_answered(fact: Fact) -> Words:
    return "Answer about the revocation received", f"On {day_in_words(fact['received_on'])}."


def _revocation_proposed(_: Fact) -> Words:
    return "Revocation: a decision was proposed", "It waits for a second person."


def _revocation_reviewed(fact: Fact) -> Words:
    return "Revocation: second person", "Agreed." if fact["is_agreed"] else "Returned to be looked at again."


def _protection(fact: Fact) -> Words:
    title = "Protection after a further positive decision"
    if fact["is_given"]:
        return title, "Given: the person is protected and supported again."
    return title, "Not given. The case goes on."


def _not_revoked(_: Fact) -> Words:
    return "Not revoked", "The positive decision stands."


DISQUALIFIED: Mapping[str, Words] = {
    "imposed": ("Disqualified", "Protection ended at once. Conclusive grounds must still be decided."),
    "not_imposed": ("Not disqualified", "Protection goes on."),
    "quashed": ("Disqualification quashed", "The person is protected again."),
}


def _kind(fact: Fact) -> str:
    return KINDS[DecisionKind(fact["decision"])]


CAUSES: Mapping[str, str] = {
    "recon.requested": "A reconsideration was requested.",
    "recon.accepted": "The request was accepted.",
    "recon.refused": "The request was refused.",
    "recon.decided": "The reconsideration is decided.",
    "decided_again": "A later decision took its place.",
    "disq.represented": "Representations were received.",
    "disq.imposed": "The person was disqualified.",
    "disq.quashed": "The disqualification was quashed.",
    "time_up": "The time was up.",
    "cg.revoked": "The decision was revoked.",
    "extension.exceptional": "More time was given, as the circumstances are exceptional.",
}
TOLD: Mapping[str, Tell] = {
    "further_protection_decided": _protection,
    "disqualification_notified": _notified,
    "representations_extended": _more_time,
    "representations_received": _represented,
    "disqualification_assessed": _assessed,
    "disqualification_reviewed": _looked_at,
    "disqualification_decided": _disqualified,
    "disqualification_asked_again": _disqualification_asked,
    "disqualification_kept": _disqualification_kept,
    "revocation_considered": _revocation_considered,
    "revocation_represented": _revocation_answered,
    "revocation_proposed": _revocation_proposed,
    "revocation_reviewed": _revocation_reviewed,
    "revocation_not_taken": _not_revoked,
    "reconsideration_requested": _requested,
    "reconsideration_accepted": _accepted,
    "reconsideration_refused": _refused,
    "reconsideration_decided": _decided,
    "reconsideration_window_extended": _extended,
}
