"""The clocks of a case. Each keeps what its due date was worked out from, so that it can always say why."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from clocks import Confidence, Due, Hold, Kind, Rule
from clocks.days import ONE_DAY
from contracts.decision import (
    ClockBreached,
    ClockEnded,
    ClockFact,
    ClockHeld,
    ClockRecomputed,
    ClockResumed,
    ClockStarted,
    ClockWarned,
)
from contracts.events import Event
from contracts.ids import CaseId, Nation, ReferralId

F = TypeVar("F", bound=ClockFact)


class ClockState(StrEnum):
    RUNNING = "running"
    HELD = "held"
    BREACHED = "breached"
    ENDED = "ended"

    @property
    def is_open(self) -> bool:
        return self is not ClockState.ENDED


class ExtensionNotLater(Exception):
    """An extension must end after the date it extends."""


@dataclass(frozen=True)
class Pause:
    """Why and since when a clock stands still. Open while it has no day of resuming."""

    cause: str
    held_on: date
    resumed_on: date | None = None

    @property
    def as_hold(self) -> Hold:
        return Hold(self.held_on, self.resumed_on)


@dataclass(eq=False, kw_only=True)
class Clock:
    """All days are London days.

    `selected_on` is the day that picked the version of the rule, `started_on` the day it is counted from.
    `runs_out` says that a minimum ends on its last day, as nothing awaited will carry it on.
    `look_at_on` is the first day on which time alone changes something: all the sweep asks for.
    """

    id: UUID
    case_id: CaseId
    referral_id: ReferralId
    rule: str
    kind: Kind
    policy_version: str
    calendar_version: str
    nation: Nation
    confidence: Confidence
    selected_on: date
    started_on: date
    due_on: date | None
    warn_on: date | None
    state: ClockState = ClockState.RUNNING
    pauses: tuple[Pause, ...] = ()
    extended_to: date | None = None
    runs_out: bool = False
    warned_at: datetime | None = None
    breached_at: datetime | None = None
    ended_on: date | None = None
    cause: str | None = None
    look_at_on: date | None = None

    @property
    def holds(self) -> list[Hold]:
        return [pause.as_hold for pause in self.pauses]

    def start(self) -> list[Event]:
        self.look_at_on = self._next_look()
        return [self._tell(ClockStarted, started_on=self.started_on)]

    def end(self, *, on: date, cause: str) -> list[Event]:
        if not self.state.is_open:
            return []
        self.state, self.ended_on, self.cause, self.look_at_on = ClockState.ENDED, on, cause, None
        return [self._tell(ClockEnded, ended_on=on, cause=cause)]

    def hold(self, *, on: date, cause: str) -> list[Event]:
        """The day of holding is not counted. Holding twice for one cause is holding once."""
        if not self.state.is_open or self._is_held_for(cause):
            return []
        held_on = max(on, self.started_on)
        self.pauses = (*self.pauses, Pause(cause, held_on))
        self.state, self.look_at_on = ClockState.HELD, None
        return [self._tell(ClockHeld, held_on=held_on, cause=cause)]

    def resume(self, due: Due | None, *, on: date, cause: str) -> list[Event]:
        """`due` is the count with the hold closed; none while another cause still holds the clock."""
        if due is not None:
            self._take_over(due, today=on)
        elif not self._is_held:
            self._settle(on)
        return [self._tell(ClockResumed, resumed_on=on, cause=cause, state=self.state.value)]

    def close_pause(self, cause: str, *, on: date) -> bool:
        """Says whether the clock was on hold for this cause."""
        if not self.state.is_open or not self._is_held_for(cause):
            return False
        self.pauses = tuple(
            replace(pause, resumed_on=max(on, pause.held_on))
            if pause.cause == cause and pause.resumed_on is None
            else pause
            for pause in self.pauses
        )
        return True

    def extend(self, until: date, *, today: date, cause: str, warn_on: date | None = None) -> list[Event]:
        """Raises ExtensionNotLater unless the new date is after the present one."""
        if not self.state.is_open:
            return []
        if self.due_on is not None and until <= self.due_on:
            raise ExtensionNotLater
        return self.set_day(until, today=today, cause=cause, warn_on=warn_on)

    def set_day(self, until: date, *, today: date, cause: str, warn_on: date | None = None) -> list[Event]:
        """A day somebody knows or gives: a hearing, an agreed delay, more time. `warn_on` is its reminder."""
        if not self.state.is_open or until == self.due_on:
            return []
        was, self.extended_to, self.due_on, self.warn_on = self.due_on, until, until, warn_on
        self._settle(today)
        return [self._moved(was, cause)]

    def drop_extension(self, due: Due | None, *, today: date, cause: str) -> list[Event]:
        """The clock as it would be without what was agreed; `due` is the count without it."""
        if not self.state.is_open or self.extended_to is None or due is None:
            return []
        was, self.extended_to = self.due_on, None
        self._take_over(due, today=today)
        return [self._moved(was, cause)]

    def recompute(self, due: Due | None, *, today: date, cause: str) -> list[Event]:
        """The same clock counted again. Says so only if it moved; a closed clock never moves."""
        if not self.state.is_open or due is None or self._stays(due):
            return []
        was = self.due_on
        self._take_over(due, today=today)
        return [self._moved(was, cause)]

    def correct_start(self, due: Due, *, today: date, cause: str) -> list[Event]:
        if not self.state.is_open:
            return []
        was, self.started_on = self.due_on, due.start_on
        self._take_over(due, today=today)
        return [self._moved(was, cause)]

    def choose(self, rule: Rule, *, on: date) -> None:
        """By which version it is counted: the one in force on the day that picks it, which was put right."""
        self.selected_on, self.policy_version, self.confidence = on, rule.policy_version, rule.confidence

    def run_out(self) -> None:
        """What could have carried a minimum on has happened before its last day: it ends on that day."""
        self.runs_out = True
        self.look_at_on = self._next_look()

    def pass_time(self, *, today: date, at: datetime) -> list[Event]:
        """Warns before the due date and says once when it has gone by. Neither decides anything."""
        if self.look_at_on is None or self.due_on is None or today < self.look_at_on:
            return []
        if self.kind is Kind.FLOOR:
            return self.end(on=self.due_on, cause="date_reached")
        if today <= self.due_on:
            return self._warn(at)
        if self.kind is Kind.MINIMUM:
            return self.end(on=self.due_on, cause="length_over")
        return self._breach(at)

    @property
    def _is_held(self) -> bool:
        return any(pause.resumed_on is None for pause in self.pauses)

    def _is_held_for(self, cause: str) -> bool:
        return any(pause.cause == cause and pause.resumed_on is None for pause in self.pauses)

    def _stays(self, due: Due) -> bool:
        return self.counted_to(due) == self.due_on and due.start_on == self.started_on

    def counted_to(self, due: Due) -> date:
        """The day a count comes to, or the day it was extended to if that is later."""
        return max(due.due_on, self.extended_to) if self.extended_to else due.due_on

    def _take_over(self, due: Due, *, today: date) -> None:
        self.due_on = self.counted_to(due)
        self.warn_on = due.warn_on if self.due_on == due.due_on else self.warn_on
        self.calendar_version = due.calendar.version
        self.policy_version, self.confidence = due.rule.policy_version, due.rule.confidence
        self._settle(today)

    def _settle(self, today: date) -> None:
        """A date that has moved into the future lets the clock run, and warn, again."""
        if self._is_held:
            return
        is_over = self.breached_at is not None and self.due_on is not None and self.due_on < today
        self.state = ClockState.BREACHED if is_over else ClockState.RUNNING
        self.breached_at = self.breached_at if is_over else None
        self.warned_at = self.warned_at if self.warn_on and self.warn_on <= today else None
        self.look_at_on = None if is_over else self._next_look()

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
        """A floor is reached on its day, others run out after theirs, a minimum perhaps never."""
        if self.due_on is None or (self.kind is Kind.MINIMUM and not self.runs_out):
            return None
        if self.kind is Kind.FLOOR:
            return self.due_on
        return self.warn_on if self.warn_on and not self.warned_at else self.due_on + ONE_DAY

    def _moved(self, was: date | None, cause: str) -> ClockRecomputed:
        return self._tell(
            ClockRecomputed,
            started_on=self.started_on,
            previous_due_on=was,
            cause=cause,
            state=self.state.value,
        )

    def _tell(self, fact: type[F], **more: date | str | None) -> F:
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
