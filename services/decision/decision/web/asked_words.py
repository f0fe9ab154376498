"""How those who are asked, and what came of it, are called on a page."""

from collections.abc import Mapping

from decision.domain.asked_parties import AskedParty, How, Result, WhyNot
from decision.domain.checklist import Standing
from decision.domain.decisions import DecisionKind
from plumbing.govuk.parts import Option

ASKED: Mapping[AskedParty, str] = {
    AskedParty.FIRST_RESPONDER: "First responder",
    AskedParty.SUPPORT_PROVIDER: "Support provider",
    AskedParty.CHILDRENS_SERVICES: "Children’s services of the local authority",
    AskedParty.ADULT_SERVICES: "Adult services of the local authority",
    AskedParty.GUARDIAN: "Guardian",
    AskedParty.POLICE: "Police",
}
HOW: Mapping[How, str] = {
    How.PHONE: "By telephone",
    How.EMAIL: "By email",
    How.LETTER: "By letter",
    How.IN_PERSON: "In person",
}
RESULTS: Mapping[Result, str] = {
    Result.SPOKEN_TO: "Spoken to",
    Result.MESSAGE_LEFT: "Left a message",
    Result.NOT_REACHED: "Not reached",
    Result.WOULD_NOT_SAY: "They would not say anything",
}
WHY_NOT: Mapping[WhyNot, str] = {
    WhyNot.NOT_INVOLVED: "They are not involved",
    WhyNot.OTHER: "Another reason",
}
STANDINGS: Mapping[Standing, str] = {
    Standing.ANSWERED: "Answered",
    Standing.TRIED: "Tried, nothing came back",
    Standing.REASONED: "Not asked, with a reason",
    Standing.WAITING: "Asked, and there is still time to answer",
    Standing.NOT_TOLD: "Asked, but not told that a negative decision is likely",
    Standing.NOT_ASKED: "Not asked",
}
GROUNDS: Mapping[DecisionKind, str] = {
    DecisionKind.REASONABLE_GROUNDS: "reasonable grounds",
    DecisionKind.CONCLUSIVE_GROUNDS: "conclusive grounds",
}
DONE: Mapping[str, str] = {
    "asked": "The question is recorded. The first responder reads theirs in Refer; ask others yourself.",
    "answered": "The answer is recorded.",
    "attempted": "The attempt is logged.",
    "stopped": "The case no longer waits. A late answer still counts.",
    "reasoned": "The reason is recorded.",
}
LIKELY = Option(
    "yes",
    "It says that a negative conclusive grounds decision is likely",
    "They must hear so before it is final",
)


def party_options() -> list[Option]:
    return [Option(each.value, words) for each, words in ASKED.items()]
