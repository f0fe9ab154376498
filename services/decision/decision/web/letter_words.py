"""How recipients, ways of sending and proofs of receipt are called on a page."""

from collections.abc import Mapping

from decision.domain.decisions import Decision, DecisionKind
from decision.domain.letters import How, Letter, Proof
from decision.domain.notices import Gets, Notice, Only, Recipient
from decision.web.words import OUTCOMES
from plumbing.govuk.dates import day

RECIPIENTS: Mapping[Recipient, str] = {
    Recipient.PERSON: "The person",
    Recipient.REPRESENTATIVE: "The person’s lawyer or representative",
    Recipient.LOCAL_AUTHORITY: "The local authority",
    Recipient.GUARDIAN: "The child’s guardian",
    Recipient.FIRST_RESPONDER: "The first responder",
    Recipient.SUPPORT_PROVIDER: "The support provider",
    Recipient.POLICE: "The police",
    Recipient.IMMIGRATION: "Immigration casework",
}
GETS: Mapping[Gets, str] = {
    Gets.LETTER: "The letter. The reasons stay on file",
    Gets.LETTER_WITH_REASONS: "The letter, with the reasons",
    Gets.NOTICE: "A notice of the decision, without its reasons",
}
ONLY: Mapping[Only, str] = {
    Only.ADULT_IF_ENGAGED: "If adult services are engaged",
    Only.CHILD_WITH_GUARDIAN: "Where the child has one",
    Only.IF_REPRESENTED: "If somebody receives the person’s letters for them",
    Only.IF_A_CASE_EXISTS: "If there is an immigration case",
}
HOWS: Mapping[How, str] = {
    How.POST: "Post",
    How.SIGNED_FOR_POST: "Signed-for post",
    How.EMAIL: "Email",
    How.BY_HAND: "By hand",
}
PROOFS: Mapping[Proof, str] = {
    Proof.SIGNATURE: "A signature on delivery",
    Proof.WRITTEN_REPLY: "A written reply",
    Proof.SAID_SO: "They said so, by telephone or in person",
    Proof.HANDED_OVER: "It was handed over",
}
GROUNDS: Mapping[DecisionKind, str] = {
    DecisionKind.REASONABLE_GROUNDS: "reasonable grounds",
    DecisionKind.CONCLUSIVE_GROUNDS: "conclusive grounds",
}
DONE: Mapping[str, str] = {
    "sent": "The letter is recorded as sent. Record when it is received.",
    "received": "The receipt is recorded.",
    "unsafe": "The address is kept as unsafe. No letter of this case goes there.",
}


def decision_title(decision: Decision) -> str:
    """Negative reasonable grounds decision of 10 April 2026."""
    of = f" of {day(decision.decided_on)}" if decision.decided_on else ""
    return f"{OUTCOMES[decision.outcome]} {GROUNDS[decision.kind]} decision{of}"


def why_told(notice: Notice, *, is_child: bool) -> str:
    if is_child and notice.recipient is Recipient.LOCAL_AUTHORITY:
        return "In the child’s place, always"
    return ONLY.get(notice.only, "Always")


def how_it_went(letter: Letter) -> str:
    sent = f"Sent on {day(letter.sent_on)} ({HOWS[letter.how].lower()})"
    if letter.received_on is None or letter.proof is None:
        return f"{sent}. Receipt not known"
    return f"{sent}, received on {day(letter.received_on)}: {PROOFS[letter.proof].lower()}"
