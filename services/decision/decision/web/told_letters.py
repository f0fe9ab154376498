"""What was served on whom, as the history tells it."""

from collections.abc import Mapping

from decision.domain.decisions import DecisionKind
from decision.domain.notices import Recipient
from decision.domain.telling_organisations import News
from decision.web.letter_words import GROUNDS, RECIPIENTS
from decision.web.telling import Fact, Tell, Words, day_in_words


def _served(fact: Fact) -> Words:
    who = RECIPIENTS[Recipient(fact["recipient"])].lower()
    what = f"{fact['outcome'].capitalize()} {GROUNDS[DecisionKind(fact['decision'])]} decision"
    if fact["received_on"]:
        return f"Decision received: {who}", f"{what}. Received on {day_in_words(fact['received_on'])}."
    return f"Decision sent: {who}", f"{what}. Receipt is not known yet."


def _unsafe(_: Fact) -> Words:
    return "Address reported as unsafe", "No letter of this case goes there."


def _mailed(fact: Fact) -> Words:
    is_acknowledgement = fact["news"] == News.ACKNOWLEDGED
    what = (
        "That the referral has been received." if is_acknowledgement else "That there is news, and no more."
    )
    return f"Told by mail: {RECIPIENTS[Recipient(fact['who'])].lower()}", what


TOLD: Mapping[str, Tell] = {
    "decision_served": _served,
    "unsafe_address_reported": _unsafe,
    "organisation_mailed": _mailed,
}
