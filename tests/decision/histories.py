"""A case together with everything that has happened to it, so that the one can be told from the other."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self
from uuid import uuid4

from tests.decision.builders import REVIEWER, TIMES, a_review, a_ruling, names, noon, received

from contracts.events import Event
from contracts.ids import CaseId
from decision.domain import reasonable_grounds
from decision.domain.case import Case
from decision.domain.decisions import Outcome
from decision.domain.replay import CaseTold, replay
from decision.domain.stages import Stage


@dataclass
class Story:
    case: Case
    events: list[Event] = field(default_factory=list)

    @classmethod
    def open(cls, on: str = "2026-04-01", **changes: Any) -> Self:
        case, events = Case.open(
            CaseId(uuid4()), received(received_at=noon(on), **changes), times=TIMES, at=noon(on)
        )
        return cls(case, list(events))

    @classmethod
    def in_recovery(cls, on: str = "2026-04-10", **changes: Any) -> Self:
        """Reasonable grounds decided positive on this day."""
        story = cls.open(**changes)
        story.then(reasonable_grounds.decide(story.case, a_ruling(at=noon(on)), times=TIMES))
        return story

    @classmethod
    def awaiting_conclusive_grounds(cls, **changes: Any) -> Self:
        """The floor, 10 May 2026, has been reached."""
        story = cls.in_recovery(**changes)
        story.sweep("2026-05-10")
        return story

    @classmethod
    def negative(cls, **changes: Any) -> Self:
        story = cls.open(**changes)
        story.then(reasonable_grounds.decide(story.case, a_ruling(Outcome.NEGATIVE), times=TIMES))
        story.then(reasonable_grounds.review(story.case, a_review(by=REVIEWER), times=TIMES)[1])
        return story

    def then(self, events: Sequence[Event]) -> list[str]:
        """The names of what happened; the state must be what the whole history says it is."""
        self.events += events
        told = replay(self.events)
        assert told == CaseTold.of(self.case, overlays=told.overlays)
        return names(events)

    def sweep(self, day: str) -> list[str]:
        at = noon(day)
        return self.then(self.case.pass_time(today=at.date(), at=at))

    def is_at(self, stage: Stage) -> bool:
        return self.case.stage is stage

    def open_rules(self) -> set[str]:
        return {clock.rule for clock in self.case.clocks if clock.state.is_open}

    def due(self, rule: str) -> date | None:
        return self.case.due(rule)
