"""The clocks of a case. Each keeps what its due date was worked out from, so that it can always say why."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from clocks import Confidence, Kind
from clocks.days import ONE_DAY
from contracts.decision import ClockBreached, ClockEnded, ClockFact, ClockStarted, ClockWarned
from contracts.events import Event
from contracts.ids import CaseId, ReferralId

F = TypeVar("F", bound=ClockFact)


class ClockState(StrEnum):
    RUNNING = "running"
    HELD = "held"
    BREACHED = "breached"
    ENDED = "ended"

    @property
    def is_open(self) -> bool:
        return self is not ClockState.ENDED


@dataclass(eq=False, kw_only=True)
class Clock:
    """`look_at_on` is the first day on which time alone changes something: all the sweep asks for."""

    id: UUID
    case_id: CaseId
    referral_id: ReferralId
    rule: str
    kind: Kind
    policy_version: str
    calendar_version: str
    confidence: Confidence
    started_on: date
    due_on: date | None
    warn_on: date | None
    state: ClockState = ClockState.RUNNING
    warned_at: datetime | None = None
    breached_at: datetime | None = None
    ended_on: date | None = None
    cause: str | None = None
    look_at_on: date | None = None

    def start(self) -> list[Event]:
        self.look_at_on = self._next_look()
        return [self._tell(ClockStarted, started_on=self.started_on)]

    def end(self, *, on: date, cause: str) -> list[Event]:
        if not self.state.is_open:
            return []
        self.state, self.ended_on, self.cause, self.look_at_on = ClockState.ENDED, on, cause, None
        return [self._tell(ClockEnded, ended_on=on, cause=cause)]

    def pass_time(self, *, today: date, at: datetime) -> list[Event]:
        """Warns before the due date and says once when it has gone by. Neither decides anything."""
        if self.look_at_on is None or self.due_on is None or today < self.look_at_on:
            return []
        if self.kind is Kind.FLOOR:
            return self.end(on=self.due_on, cause="date_reached")
        return self._breach(at) if today > self.due_on else self._warn(at)

    def _warn(self, at: datetime) -> list[Event]:
        self.warned_at = at
        self.look_at_on = self._next_look()
        return [self._tell(ClockWarned, warned_at=at)]

    def _breach(self, at: datetime) -> list[Event]:
        self.breached_at = at
        self.state = ClockState.BREACHED
        self.look_at_on = None
        return [self._tell(ClockBreached, breached_at=at)]

    def _next_look(self) -> date | None:
        """A floor is reached on its day, a minimum runs on until its event, others run out after theirs."""
        if self.due_on is None or self.kind is Kind.MINIMUM:
            return None
        if self.kind is Kind.FLOOR:
            return self.due_on
        return self.warn_on if self.warn_on and not self.warned_at else self.due_on + ONE_DAY

    def _tell(self, fact: type[F], **more: date | str) -> F:
        told: dict[str, object] = {
            "case_id": self.case_id,
            "referral_id": self.referral_id,
            "clock_id": self.id,
            "rule": self.rule,
            "policy_version": self.policy_version,
            "calendar_version": self.calendar_version,
            "due_on": self.due_on,
        }
        return fact.model_validate(told | more)
