"""Letters with usual values, and cases with a decision to serve."""

from collections.abc import Collection
from typing import Any
from uuid import uuid4

from tests.decision.builders import CASEWORKER, TIMES, a_review, a_ruling, noon
from tests.decision.conclusive_builders import a_conclusive_review, a_conclusive_ruling
from tests.decision.histories import Story

from decision.domain import conclusive_grounds, conclusive_review, reasonable_grounds, serving
from decision.domain.decisions import Decision, Outcome
from decision.domain.letters import How, Letter, Proof, Receipt
from decision.domain.notices import Recipient
from decision.domain.serving import Sending

SAFE = "Mai Sample, care of Sample Solicitors, 2 Made Up Street, Sampleton"


def a_sending(decision: Decision, **changes: Any) -> Sending:
    usual: dict[str, Any] = {
        "letter_id": uuid4(),
        "decision_id": decision.id,
        "recipient": Recipient.PERSON,
        "how": How.SIGNED_FOR_POST,
        "address": SAFE,
        "is_address_safe": True,
        "sent_on": decision.decided_on,
        "by": CASEWORKER,
        "at": noon(decision.decided_on or "2026-06-02"),
    }
    return Sending(**(usual | changes))


def a_receipt(on: str, **changes: Any) -> Receipt:
    day = noon(on)
    usual: dict[str, Any] = {"on": day.date(), "proof": Proof.SIGNATURE, "by": CASEWORKER, "at": day}
    return Receipt(**(usual | changes))


def refused(on: str, *, decided: str | None = None, **changes: Any) -> Story:
    """Reasonable grounds found missing on this day."""
    story = Story.open(decided or on, **changes)
    ruling, review = a_ruling(Outcome.NEGATIVE, at=noon(decided or on)), a_review(at=noon(on))
    story.then(reasonable_grounds.decide(story.case, ruling, times=TIMES))
    story.then(reasonable_grounds.review(story.case, review, times=TIMES)[1])
    return story


def concluded(on: str, *, recovering: str = "2026-04-10", is_negative: bool = False, **changes: Any) -> Story:
    """Conclusive grounds decided on this day, which is after the floor."""
    story = Story.open(recovering, **changes)
    story.then(reasonable_grounds.decide(story.case, a_ruling(at=noon(recovering)), times=TIMES))
    story.sweep(on)
    ruling = a_conclusive_ruling(None, at=noon(on)) if is_negative else a_conclusive_ruling(at=noon(on))
    story.then(conclusive_grounds.decide(story.case, ruling, times=TIMES))
    if is_negative:
        given = a_conclusive_review(at=noon(on))
        story.then(conclusive_review.review(story.case, given, times=TIMES)[1])
    return story


def sent(story: Story, *, unsafe: Collection[str] = (), **changes: Any) -> Letter:
    sending = a_sending(story.case.decisions[-1], **changes)
    letter, events = serving.send(story.case, sending, unsafe=unsafe)
    story.then(events)
    return letter


def received(story: Story, letter: Letter, on: str, *others: Letter) -> list[str]:
    return story.then(
        serving.record_receipt(story.case, letter, a_receipt(on), letters=[letter, *others], times=TIMES)
    )
