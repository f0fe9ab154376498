"""Requests for reconsideration with usual values; a test changes what matters to it."""

from datetime import date
from typing import Any
from uuid import uuid4

from tests.decision.builders import ANOTHER, CASEWORKER, REVIEWER, TIMES, a_review, a_ruling, noon
from tests.decision.conclusive_builders import a_conclusive_review, a_conclusive_ruling
from tests.decision.histories import Story

from decision.domain import conclusive_grounds, conclusive_review, reasonable_grounds
from decision.domain.decisions import Outcome
from decision.domain.delay import Asker
from decision.domain.reconsideration import (
    Asked,
    Ground,
    Judgement,
    Reconsideration,
)
from decision.domain.reconsidering import (
    accept,
    request,
)
from decision.domain.stages import Stage

NOW = "2026-04-13"


def negative(day: str = NOW) -> Story:
    """A negative reasonable grounds decision agreed on this day, by the rules of that day."""
    story = Story.open(on=day)
    ruling = a_ruling(Outcome.NEGATIVE, at=noon(day))
    story.then(reasonable_grounds.decide(story.case, ruling, times=TIMES))
    story.then(reasonable_grounds.review(story.case, a_review(by=REVIEWER, at=noon(day)), times=TIMES)[1])
    return story


def conclusively_negative(day: str = "2026-06-01") -> Story:
    story = Story.awaiting_conclusive_grounds()
    ruling = a_conclusive_ruling(None, at=noon(day))
    story.then(conclusive_grounds.decide(story.case, ruling, times=TIMES))
    story.then(conclusive_review.review(story.case, a_conclusive_review(at=noon(day)), times=TIMES)[1])
    return story


def asking(received: str, **changes: Any) -> Asked:
    usual: dict[str, Any] = {
        "id": uuid4(),
        "ground": Ground.NEW_EVIDENCE,
        "point": None,
        "asked_by": Asker.PERSON,
        "received_on": date.fromisoformat(received),
        "is_evidence_enclosed": True,
        "is_removal_intended": False,
        "words": "A medical report has come.",
        "by": CASEWORKER,
        "at": noon(received),
    }
    return Asked(**(usual | changes))


def asked(story: Story, received: str, **changes: Any) -> Reconsideration:
    earlier = changes.pop("earlier", ())
    made, events = request(story.case, asking(received, **changes), earlier=earlier, times=TIMES)
    story.then(events)
    return made


def stage_of(story: Story) -> Stage:
    return story.case.stage


def judged(day: str, **changes: Any) -> Judgement:
    usual: dict[str, Any] = {"words": "The report is detailed.", "by": ANOTHER, "at": noon(day)}
    return Judgement(**(usual | changes))


def accepted(story: Story, received: str, on: str, **changes: Any) -> Reconsideration:
    made = asked(story, received, **changes)
    story.then(accept(story.case, made, judged(on), times=TIMES))
    return made
