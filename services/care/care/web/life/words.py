"""How the parts of a life in support are called on a page."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from care.domain.extension import ExtensionState, Heading
from care.domain.heard import About, DecisionHeard, Grounds, What
from care.domain.journey import ContactKind, GoalState
from care.domain.leaving import ExitBar
from care.domain.move_on import Kind, Result, ReturnCheck, Topic
from care.domain.needs import Agreement, Need
from care.domain.support import Away
from plumbing.govuk.dates import day
from plumbing.govuk.parts import Option, Status

EnumT = TypeVar("EnumT", bound=StrEnum)

NEEDS: Mapping[Need, str] = {
    Need.HEALTH: "Physical and sexual health",
    Need.WELLBEING: "Emotional and mental wellbeing",
    Need.ACCOMMODATION: "Accommodation",
    Need.MONEY: "Money and material help",
    Need.LEGAL: "Legal advice",
    Need.IMMIGRATION: "Immigration",
    Need.SAFETY: "Safety",
    Need.FAMILY: "Family and dependants",
    Need.LEARNING_AND_WORK: "Learning and work",
    Need.LANGUAGE_AND_CULTURE: "Language, culture and belief",
}
TOPICS: Mapping[Topic, str] = {
    Topic.ACCOMMODATION: "Accommodation",
    Topic.INCOME: "Income",
    Topic.IMMIGRATION: "Immigration",
    Topic.HEALTH: "Health",
    Topic.SAFETY: "Safety and the risk of being exploited again",
    Topic.LEGAL: "Legal matters",
    Topic.CHILDREN: "Children",
    Topic.COMMUNITY: "Links in the community",
    Topic.WHO_TO_CALL: "Who to call",
}
HEADINGS: Mapping[Heading, str] = {
    Heading.FACTS: "What are the facts?",
    Heading.BACKGROUND: "What is the background?",
    Heading.WHY_NOT_NOW: "Why can the person not move now?",
    Heading.PLANNED_ACTIONS: "What is planned, and by when?",
    Heading.NOT_STARTED: "Why have actions not begun that have not?",
    Heading.DOCUMENTS: "Which documents show it?",
}
BARS: Mapping[ExitBar, str] = {
    ExitBar.LETTER_NOT_RECEIVED: "It is not known that the person, or their lawyer, received the decision",
    ExitBar.BEFORE_EXIT_DATE: "The exit date has not come",
    ExitBar.RECOVERY_MINIMUM: "The shortest recovery period has not passed",
    ExitBar.NEEDS_ASSESSMENT_OPEN: "A recovery needs assessment waits for its decision",
    ExitBar.EXTENSION_UNANSWERED: "An extension request waits for its answer",
    ExitBar.PLAN_NOT_COMPLETE: "The move-on plan is not complete. Settle every topic of it first, under "
    "Plan what comes after support",
    ExitBar.STILL_LIVES_THERE: "The person still lives in a house. Record their departure first",
    ExitBar.NOT_SAFE: "Leaving is not safe and appropriate yet",
}
AWAY: Mapping[Away, str] = {Away.MISSING: "Missing", Away.DETAINED: "In immigration detention"}
CONTACTS: Mapping[ContactKind, str] = {
    ContactKind.VISIT: "Met in person",
    ContactKind.TELEPHONE: "Spoke by telephone",
    ContactKind.VIDEO: "Spoke by video",
    ContactKind.MESSAGE: "Exchanged messages",
    ContactKind.LETTER: "Sent a letter",
    ContactKind.TRIED: "Tried, without reaching them",
}
LOGGED = {kind: said for kind, said in CONTACTS.items() if kind is not ContactKind.LETTER}
GOALS: Mapping[GoalState, Status] = {
    GoalState.OPEN: Status("Open", "in-progress"),
    GoalState.REACHED: Status("Reached", "done"),
    GoalState.DROPPED: Status("No longer wanted", "done"),
}
EXTENSIONS: Mapping[ExtensionState, Status] = {
    ExtensionState.SENT: Status("Waits for an answer", "waiting"),
    ExtensionState.GRANTED: Status("Granted", "available"),
    ExtensionState.REFUSED: Status("Refused", "overdue"),
}
AGREEMENTS: Mapping[Agreement, str] = {
    Agreement.AGREED: "Agreed",
    Agreement.PARTLY_AGREED: "Partly agreed",
    Agreement.NOT_AGREED: "Not agreed",
}
STEPS: Mapping[Kind, str] = {
    Kind.COUNCIL_REFERRAL: "Referral to a council",
    Kind.SIGNPOSTING: "Signposting to other help",
    Kind.VOLUNTARY_RETURN: "Offer of voluntary return",
    Kind.TRANSITION_PILOT: "A council’s transition pilot",
    Kind.REACH_IN: "Reach-in request",
    Kind.DROP_IN: "Visit to a drop-in service",
}
CHECKS: Mapping[ReturnCheck, str] = {
    ReturnCheck.TRAVEL_DOCUMENTS: "The person has travel documents",
    ReturnCheck.RECEIVING_SUPPORT: "Somebody there will support them",
    ReturnCheck.SAFETY: "It was checked that going back is safe",
}
RESULTS: Mapping[Result, Status] = {
    Result.ASKED: Status("Waits for an answer", "waiting"),
    Result.ACCEPTED: Status("Accepted", "available"),
    Result.REFUSED: Status("Refused", "overdue"),
    Result.DONE: Status("Done", "done"),
}
HEARD: Mapping[What, str] = {
    What.DISQUALIFIED: "Disqualified from protection",
    What.NOT_DISQUALIFIED: "Not disqualified",
    What.DISQUALIFICATION_QUASHED: "Disqualification quashed",
    What.DISQUALIFICATION_CONSIDERED: "Disqualification is being considered",
    What.RECONSIDERATION_REQUESTED: "A reconsideration was asked for. This alone changes nothing here",
    What.RECONSIDERATION_ACCEPTED: "The decision will be looked at again",
    What.RECONSIDERATION_REFUSED: "The decision will not be looked at again",
    What.RECONSIDERATION_KEPT: "Looked at again: the negative decision stays",
    What.RECONSIDERATION_REOPENED: "Looked at again: the decision is open",
    What.DECISION_PAUSED: "The decision makers suspended the case. Support goes on",
    What.DECISION_RESUMED: "The decision makers took the case up again",
    What.TURNED_18: "Turned 18",
    What.WITHDRAWN: "Withdrawn from the referral mechanism",
    What.DIED: "The decision makers closed the case: the person has died",
    What.IN_ERROR: "The decision makers closed the case: referred in error",
    What.DECISIONS_DONE: "The decision makers closed the case after its last decision",
}
DECIDED = {About.REASONABLE_GROUNDS: "reasonable grounds", About.CONCLUSIVE_GROUNDS: "conclusive grounds"}


def heard_in_words(heard: DecisionHeard) -> str:
    if heard.what is What.DECISION_DELAYED:
        return f"No conclusive grounds decision before {day(heard.on)}"
    if heard.what is What.DECIDED and heard.about and heard.outcome:
        outcome = "Positive" if heard.outcome is Grounds.POSITIVE else "Negative"
        return f"{outcome} {DECIDED[heard.about]} decision"
    return HEARD[heard.what]


def choices(named: Mapping[EnumT, str]) -> list[Option]:
    return [Option(code.value, words) for code, words in named.items()]


def months(count: int) -> str:
    return f"{count} month" if count == 1 else f"{count} months"
