"""Who was asked, tried and heard, in words."""

from collections.abc import Mapping

from decision.domain.asked_parties import AskedParty, How, Result, WhyNot
from decision.web.asked_words import ASKED, HOW, RESULTS, WHY_NOT
from decision.web.telling import Fact, Tell, Words, day_in_words

ON_PAGE = "It is on the Information requests page."


def _requested(fact: Fact) -> Words:
    return "Information requested from the first responder", f"Due on {day_in_words(fact['due_on'])}."


def _received(_: Fact) -> Words:
    return "The first responder answered", f"{ON_PAGE}"


def _asked(fact: Fact) -> Words:
    likely = " They heard that a negative decision is likely." if fact["is_negative_likely"] else ""
    return f"Information requested: {_party(fact)}", f"Due on {day_in_words(fact['due_on'])}.{likely}"


def _answered(fact: Fact) -> Words:
    return f"Answer recorded: {_party(fact)}", f"Came on {day_in_words(fact['received_on'])}. {ON_PAGE}"


def _attempted(fact: Fact) -> Words:
    how, result = HOW[How(fact["how"])], RESULTS[Result(fact["result"])]
    return f"Tried to reach: {_party(fact)}", f"{how}, on {day_in_words(fact['tried_on'])}. {result}."


def _reasoned(fact: Fact) -> Words:
    return f"Not asked: {_party(fact)}", f"{WHY_NOT[WhyNot(fact['why'])]}."


def _remind(fact: Fact) -> Words:
    return f"Remind them: {_party(fact)}", f"Their answer is due on {day_in_words(fact['due_on'])}."


def _stopped(_: Fact) -> Words:
    return "Stopped waiting for answers", "A late answer still counts."


def _party(fact: Fact) -> str:
    words = ASKED[AskedParty(fact["party"])]
    return words[0].lower() + words[1:]


CAUSES: Mapping[str, str] = {
    "information_received": "The answer has come.",
    "stopped_waiting": "The case goes on without the answer.",
    "more_time_given": "They were given more time than our setting.",
}
TOLD: Mapping[str, Tell] = {
    "information_requested": _requested,
    "information_received": _received,
    "party_asked": _asked,
    "party_answered": _answered,
    "contact_attempted": _attempted,
    "reason_not_asked": _reasoned,
    "reminder_due": _remind,
    "waiting_stopped": _stopped,
}
